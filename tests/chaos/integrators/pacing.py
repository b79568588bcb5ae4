"""What installations of this program are set to: endpoints on one address of this machine, and a short schedule."""

ALLOWED, FORBIDDEN = "127.0.0.1", "127.0.0.2"
SCHEDULE = (0.2, 0.5, 1.0)
"""Seconds before each next attempt."""
JITTER = 0.2
PATIENCE = 5.0
"""Seconds for an endpoint's whole answer."""
ENVIRONMENT = {
    "TIENDO_WEBHOOK_ALLOWED": f"{ALLOWED}/32",
    "TIENDO_WEBHOOK_HTTP": "true",
    "TIENDO_WEBHOOK_RETRIES": ",".join(map(str, SCHEDULE)),
    "TIENDO_WEBHOOK_SECONDS": str(PATIENCE),
}
