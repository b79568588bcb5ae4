"""Tokens of the built-in issuer (RFC 9068: JWT profile for access tokens), for installations that have no other one."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey

from shared.calendar import Clock
from shared.tenancy.principals import Principal

ALGORITHM = "Ed25519"  # RFC 9864: the full name of what was called EdDSA


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs, for whom; `key` is the private JWK (RFC 7517) with its `kid` and never printed."""

    name: str
    audience: str
    key: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Issuer({self.name!r})"

    def sign(self, principal: Principal, lifetime: timedelta, clock: Clock) -> str:
        """A token for that principal, valid from now on."""
        now = clock.now()
        claims = {
            "iss": self.name,
            "aud": self.audience,
            "sub": principal.subject,
            "tenant": principal.tenant,
            "role": principal.role.value,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": secrets.token_urlsafe(16),
        }
        if principal.unit:
            claims["unit"] = principal.unit
        if principal.deputy:
            claims["deputy"] = True
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self.key["kid"]}
        return jwt.encode(header, claims, OKPKey.import_key(dict(self.key)), algorithms=[ALGORITHM])
