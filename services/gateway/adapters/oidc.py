"""The identity provider over HTTP: what it publishes of itself, and codes for tokens (OpenID Connect Discovery and Core)."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import extract_compact

from services.gateway.ports import PartMissing
from services.gateway.usecases.providing import Attempt, Provided, Unfit
from shared.chassis.authentication import InvalidToken, PublicKeys

_ALGORITHMS = ["EdDSA", "Ed25519", "RS256", "ES256"]
_LEEWAY_SECONDS = 60
_KNOWN_FOR_SECONDS = 600.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PATIENCE_SECONDS = 5
_PART = "issuer"


@dataclass(frozen=True, slots=True)
class Client:
    """How the provider knows us; without a secret we are a public client, and PKCE is the proof."""

    issuer: str
    id: str
    secret: str
    scopes: str

    def __repr__(self) -> str:
        return f"Client({self.id!r})"


@dataclass(frozen=True, slots=True)
class _Published:
    authorization: str
    token: str
    names_itself: bool


class OidcProvider:
    """Asks for the discovery document when it is needed and remembers it for ten minutes."""

    def __init__(self, client: Client, keys: PublicKeys) -> None:
        self._client = client
        self._keys = keys
        self._published: _Published | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def address(self, attempt: Attempt, callback: str) -> str:
        """Raises PartMissing."""
        published = await self._discovered()
        asked = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": callback,
            "scope": self._client.scopes,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        joint = "&" if urlsplit(published.authorization).query else "?"
        return f"{published.authorization}{joint}{urlencode(asked)}"

    async def exchange(self, code: str, named: str | None, attempt: Attempt, callback: str) -> Provided:
        """Raises PartMissing, Unfit."""
        published = await self._discovered()
        if named != self._client.issuer and (named is not None or published.names_itself):
            raise Unfit("state")  # the answer of another provider (RFC 9207)
        told = await self._told(published, code, attempt, callback)
        try:
            access, identity = str(told["access_token"]), str(told["id_token"])
        except KeyError as problem:
            raise Unfit("token") from problem
        return Provided(access, await self._subject(identity, attempt.nonce))

    async def _told(self, published: _Published, code: str, attempt: Attempt, callback: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "client_id": self._client.id,
            "code_verifier": attempt.verifier,
        }
        login = (quote(self._client.id, ""), quote(self._client.secret, "")) if self._client.secret else None
        try:
            async with _http(login) as http:
                answer = await http.post(published.token, data=form)
        except httpx2.HTTPError as problem:
            raise PartMissing(_PART, "unreachable") from problem
        if answer.status_code >= 500:
            raise PartMissing(_PART, "failed")
        if answer.status_code != 200:
            raise Unfit("declined")
        return _object(answer)

    async def _subject(self, identity: str, nonce: str) -> str:
        """Whom the id token is about (Core, section 3.1.3.7). Raises Unfit."""
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self._client.issuer},
            aud={"essential": True, "value": self._client.id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            await self._keys.renew()
            keys = await self._keys.holding(_kid(identity))
            claims = jwt.decode(identity, keys, algorithms=_ALGORITHMS).claims
            rules.validate(claims)
        except (InvalidToken, JoseError, ValueError, TypeError) as problem:
            raise Unfit("token") from problem
        if claims.get("azp", self._client.id) != self._client.id:
            raise Unfit("token")
        return str(claims["sub"])

    async def _discovered(self) -> _Published:
        async with self._reading:
            if self._published is None or time.monotonic() - self._read_at > _KNOWN_FOR_SECONDS:
                self._published = await self._discover()
                self._read_at = time.monotonic()
            return self._published

    async def _discover(self) -> _Published:
        address = f"{self._client.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            async with _http() as http:
                answer = (await http.get(address)).raise_for_status()
        except httpx2.HTTPError as problem:
            raise PartMissing(_PART, "unreachable") from problem
        said = _object(answer)
        places = [said.get("authorization_endpoint"), said.get("token_endpoint")]
        if said.get("issuer") != self._client.issuer or not all(map(_is_safe, places)):
            raise PartMissing(_PART, "malformed")
        names_itself = said.get("authorization_response_iss_parameter_supported") is True
        return _Published(str(places[0]), str(places[1]), names_itself)


def _http(login: tuple[str, str] | None = None) -> httpx2.AsyncClient:
    """Signing in is rare enough for a connection of its own."""
    return httpx2.AsyncClient(auth=login, timeout=_PATIENCE_SECONDS, follow_redirects=False)


def _kid(token: str) -> str:
    kid = extract_compact(token.encode()).headers().get("kid")
    if not isinstance(kid, str):
        raise InvalidToken("header")
    return kid


def _is_safe(place: object) -> bool:
    """Encrypted, or on this machine."""
    if not isinstance(place, str):
        return False
    parts = urlsplit(place)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _object(answer: httpx2.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError as problem:
        raise PartMissing(_PART, "malformed") from problem
    if not isinstance(said, dict):
        raise PartMissing(_PART, "malformed")
    return said
