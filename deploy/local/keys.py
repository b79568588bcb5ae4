"""The keys of an embedded installation: made once, readable by their owner only, never printed."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

ISSUER = "urn:tiendo:embedded"
AUDIENCE = "tiendo"
ALGORITHM = "Ed25519"  # RFC 9864: the full name of what was called EdDSA

_ISSUER_KEY = "issuer.json"
_PUBLIC_KEYS = "jwks.json"
_INTERNAL_KEY = "internal.key"
_WEBHOOK_KEY = "webhooks.key"
_SESSION_KEY = "sessions.key"


def public_keys(directory: Path) -> Path:
    return directory / _PUBLIC_KEYS


def internal_key(directory: Path) -> Path:
    return directory / _INTERNAL_KEY


def webhook_key(directory: Path) -> Path:
    return directory / _WEBHOOK_KEY


def session_key(directory: Path) -> Path:
    return directory / _SESSION_KEY


def issuer_key(directory: Path) -> Path:
    return directory / _ISSUER_KEY


def read_issuer_key(directory: Path) -> dict[str, Any]:
    """The private JWK (RFC 7517) with its `kid`. Raises FileNotFoundError before the first `up`."""
    key: dict[str, Any] = json.loads(issuer_key(directory).read_text(encoding="utf-8"))
    return key


def create_missing(directory: Path) -> None:
    """Ed25519 issuer key (RFC 8037), its public JWK set, and 256 bits each for internal endpoints, webhooks and sessions."""
    issuer = issuer_key(directory)
    if not issuer.exists():
        _write(issuer, json.dumps(_new_issuer_key()))
    public = {name: value for name, value in read_issuer_key(directory).items() if name != "d"}
    _write(public_keys(directory), json.dumps({"keys": [public]}))
    for key in (internal_key(directory), webhook_key(directory), session_key(directory)):
        if not key.exists():
            _write(key, secrets.token_urlsafe(32))


def _new_issuer_key() -> dict[str, Any]:
    from joserfc.jwk import OKPKey  # cryptography costs 15 MiB: only the first start pays

    key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": ALGORITHM}, private=True)
    return {**key.as_dict(private=True), "kid": key.thumbprint()}


def _write(path: Path, text: str) -> None:
    """All or nothing: a crash leaves either no key or a whole one."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    unfinished.replace(path)
