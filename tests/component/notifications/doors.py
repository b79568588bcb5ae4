"""The service's HTTP door over ASGI, and an issuer of tokens as provinces have one."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

ISSUER = "https://issuer.test"


class Issuer:
    """Publishes its key in a file, and signs."""

    def __init__(self, folder: Path) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": "one", "use": "sig"})
        self.jwks = folder / "jwks.json"
        self.jwks.write_text(json.dumps(KeySet([self._key]).as_dict(private=False)), "utf-8")

    def token(self, role: str, tenant: str, unit: str | None) -> str:
        claims = {"iss": ISSUER, "aud": "tiendo", "sub": f"{role}-of-{tenant}", "tenant": tenant, "role": role}
        claims |= {"unit": unit} if unit else {}
        header = {"alg": "Ed25519", "typ": "at+jwt", "kid": "one"}
        return jwt.encode(header, claims | {"exp": int(time.time()) + 600}, self._key, algorithms=["Ed25519"])


@dataclass(frozen=True)
class Doors:
    app: FastAPI
    issuer: Issuer

    def as_(
        self, role: str, unit: str | None = None, tenant: str = "ninh-thuan", language: str = "vi"
    ) -> httpx2.AsyncClient:
        """A client with the token of that role."""
        token = self.issuer.token(role, tenant, unit)
        return self.with_headers({"authorization": f"Bearer {token}", "accept-language": language})

    def with_headers(self, headers: dict[str, str]) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app), base_url="http://notifications.test", headers=headers
        )
