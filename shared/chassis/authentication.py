"""Who is calling: a bearer token, verified against the issuer's public keys (RFC 8725, RFC 9068).

The tenant, role and unit come from the token and from nowhere else. Keys are chosen by `kid` among the configured ones.
"""

import asyncio
import hmac
import json
import logging
import time
import warnings
from collections import OrderedDict
from pathlib import Path
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

from shared.tenancy import HEADS, Principal, Role, TenantId, UnitId, is_identifier

_ALGORITHMS = ["EdDSA", "Ed25519", "RS256", "ES256"]
_TOKEN_LIMIT = 8 * 1024
LEEWAY_SECONDS = 60
_REFRESH_SECONDS = 30.0
_TRUSTED_SECONDS = 60.0
_REMEMBERED = 10_000

# joserfc recommends the newer name Ed25519 (RFC 9864) for the algorithm that issuers still call EdDSA; both are accepted.
warnings.filterwarnings("ignore", category=SecurityWarning, module="joserfc")

_log = logging.getLogger(__name__)


class InvalidToken(Exception):
    """The token is not accepted. The reason is for the log, never for the caller."""


class PublicKeys:
    """The issuer's keys, from a file or a URL; the last good ones are kept while the issuer is away.

    `edition` counts the sets of keys that were read and differed: what was verified by an older one is to be verified anew.
    """

    def __init__(self, location: str) -> None:
        self.edition = 0
        self._location = location
        self._published: Any = None
        self._keys: KeySet | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def renew(self) -> None:
        """Reads again after a minute, so that a key which the issuer has removed opens nothing for longer."""
        await self._read_where_older(_TRUSTED_SECONDS)

    async def holding(self, kid: str) -> KeySet:
        """Reads again for an unknown `kid`, at most every 30 seconds. Raises InvalidToken."""
        if not self._holds(kid):
            await self._read_where_older(_REFRESH_SECONDS)
        if self._keys is None or not self._holds(kid):
            raise InvalidToken("unknown key")
        return self._keys

    def _holds(self, kid: str) -> bool:
        return self._keys is not None and any(key.kid == kid for key in self._keys.keys)

    async def _read_where_older(self, seconds: float) -> None:
        """Whoever comes while another reads waits for it, and does not repeat it."""
        if time.monotonic() - self._read_at >= seconds:
            async with self._reading:
                if time.monotonic() - self._read_at >= seconds:
                    await self._read()

    async def _read(self) -> None:
        try:
            published = await self._document()
            if published != self._published:
                self._keys, self._published = KeySet.import_key_set(published), published
                self.edition += 1
        except (OSError, ValueError, JoseError, httpx2.HTTPError) as problem:
            _log.warning("the issuer's keys cannot be read", extra={"reason": str(problem)})
        finally:
            self._read_at = time.monotonic()

    async def _document(self) -> Any:
        if not self._location.startswith(("http://", "https://")):
            return json.loads(await asyncio.to_thread(Path(self._location).read_text, "utf-8"))
        async with httpx2.AsyncClient(timeout=5, follow_redirects=False) as client:
            answer = await client.get(self._location)
            answer.raise_for_status()
            return answer.json()


class Authenticator:
    """Turns a bearer token into a Principal. Verified tokens are remembered until they expire."""

    def __init__(self, keys: PublicKeys, issuer: str, audience: str, internal_secret: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._internal_secret = internal_secret.encode()
        self._verified: OrderedDict[str, tuple[float, Principal]] = OrderedDict()
        self._edition = 0

    async def principal(self, token: str) -> Principal:
        """Raises InvalidToken."""
        return (await self.verified(token))[1]

    async def verified(self, token: str) -> tuple[float, Principal]:
        """The principal with the second (Unix time) at which the token expires. Raises InvalidToken."""
        await self._keys.renew()
        if self._edition != self._keys.edition:
            self._verified.clear()
            self._edition = self._keys.edition
        known = self._verified.get(token)
        if known and known[0] > time.time():
            return known
        self._verified.pop(token, None)
        expires, principal = await self._verify(token)
        self._verified[token] = (expires, principal)
        while len(self._verified) > _REMEMBERED:
            self._verified.popitem(last=False)
        return expires, principal

    def is_internal(self, token: str) -> bool:
        """True for the key that services show each other."""
        return hmac.compare_digest(token.encode(), self._internal_secret)

    async def _verify(self, token: str) -> tuple[float, Principal]:
        if len(token) > _TOKEN_LIMIT:
            raise InvalidToken("too long")
        try:
            header = _protected_header(token)
            keys = await self._keys.holding(header["kid"])
            claims = jwt.decode(token, keys, algorithms=_ALGORITHMS, decoder_cls=_EachNameOnce).claims
            self._registry().validate(claims)
            return float(claims["exp"]) + LEEWAY_SECONDS, _principal(claims)
        except (JoseError, ValueError, TypeError, OverflowError, RecursionError) as problem:
            raise InvalidToken(type(problem).__name__) from problem

    def _registry(self) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._audience},
            exp={"essential": True},
            sub={"essential": True},
        )


class _EachNameOnce(json.JSONDecoder):
    """A claim that is there twice means different things to different readers (RFC 7519, section 4)."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_without_repetition)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises ValueError."""
    if len(named := dict(pairs)) != len(pairs):
        raise ValueError("a name is there twice")
    return named


def _protected_header(token: str) -> dict[str, str]:
    header: dict[str, Any] = dict(extract_compact(token.encode()).headers())
    if header.get("typ") != "at+jwt" or not isinstance(header.get("kid"), str) or "crit" in header:
        raise InvalidToken("header")
    return header


def _principal(claims: dict[str, Any]) -> Principal:
    subject, tenant, unit = claims["sub"], claims.get("tenant"), claims.get("unit")
    if not isinstance(subject, str) or not isinstance(tenant, str) or not is_identifier(tenant):
        raise InvalidToken("tenant")
    if unit is not None and not (isinstance(unit, str) and is_identifier(unit)):
        raise InvalidToken("unit")
    try:
        role = Role(claims.get("role", ""))
    except ValueError as problem:
        raise InvalidToken("role") from problem
    return Principal(subject, TenantId(tenant), role, UnitId(unit) if unit else None, _deputy(claims, role))


def _deputy(claims: dict[str, Any], role: Role) -> bool:
    """Only heads have deputies. Raises InvalidToken."""
    deputy = claims.get("deputy", False)
    if not isinstance(deputy, bool) or (deputy and role not in HEADS):
        raise InvalidToken("deputy")
    return deputy
