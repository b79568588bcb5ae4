"""Standard Webhooks 1.0.0: how a receiver knows that it is we who speak, and that it is now."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """256 bits, as receivers' libraries take it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(message: str, body: bytes, live: Sequence[str], now: datetime) -> dict[str, str]:
    """One signature per live secret, newest first; `message` is the same whenever this is sent again."""
    timestamp = str(int(now.timestamp()))
    signatures = (_signature(secret, f"{message}.{timestamp}.".encode() + body) for secret in live)
    return {"webhook-id": message, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, content, sha256).digest()).decode()
