"""The HTTP door for integrators and administrators: `/v1/{tenant}/subscriptions` (FR-X-03)."""
