"""Tokens that must not open any door."""

import asyncio
import dataclasses
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import OKPKey

from deploy.local import keys
from deploy.local.datadir import DataDirectory
from deploy.local.parts import SERVICES
from tests.chaos.evidence import Evidence, Trial
from tests.chaos.installation import Installation
from tests.chaos.world import Tenant

_LEEWAY = 60
_STILL_GOOD = 2  # seconds that a token of the second kind is accepted for, so that it is remembered
_PATIENCE = 4.0
_LOOK = 0.2
_REFUSED = 401
_DOORS = {"tasks": "tasks", "reporting": "scoreboard", "notifications": "inbox/count", "gateway": "overview"}


async def tried(evidence: Evidence, installation: Installation) -> Evidence:
    """Each token at each service's own door."""
    forge = Forge(installation)
    doors = {name: f"{installation.service_url(name)}/v1/{forge.tenant.id}/{_DOORS[name]}" for name in SERVICES}
    async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
        remembered = forge.token(exp=time.time() - _LEEWAY + _STILL_GOOD)
        await asyncio.gather(*(_status(client, door, remembered) for door in doors.values()))
        shown = [
            Trial(name, kind, await _status(client, door, token))
            for name, door in doors.items()
            for kind, token in forge.bad().items()
        ]
        outlived = await asyncio.gather(*(_status_at_last(client, door, remembered) for door in doors.values()))
    over = [Trial(name, "over, and was good before", status) for name, status in zip(doors, outlived, strict=True)]
    return dataclasses.replace(evidence, trials=[*shown, *over])


async def _status(client: httpx2.AsyncClient, door: str, token: str) -> int:
    return (await client.get(door, headers={"authorization": f"Bearer {token}"})).status_code


async def _status_at_last(client: httpx2.AsyncClient, door: str, token: str) -> int:
    deadline = time.monotonic() + _PATIENCE
    while True:
        status = await _status(client, door, token)
        if status == _REFUSED or time.monotonic() > deadline:
            return status
        await asyncio.sleep(_LOOK)


class Forge:
    """Makes tokens that are right but for one thing."""

    def __init__(self, installation: Installation) -> None:
        self.tenant: Tenant = installation.tenants[0]
        self._key = keys.read_issuer_key(DataDirectory(installation.directory.data).keys)

    def bad(self) -> Mapping[str, str]:
        """What is wrong with a token, and the token."""
        stranger = OKPKey.generate_key("Ed25519", private=True).as_dict(private=True)
        return {
            "over for two minutes": self.token(exp=time.time() - 2 * _LEEWAY),
            "without an end": self.token(exp=None),
            "from another issuer": self.token(iss="urn:somebody:else"),
            "for another audience": self.token(aud="somebody-else"),
            "signed with another key": self.token(key=dict(stranger)),
            "an id token": self.token(kind="JWT"),
            "not signed": self.unsigned(),
        }

    def token(self, *, key: dict[str, Any] | None = None, kind: str = "at+jwt", **changes: Any) -> str:
        header = {"alg": keys.ALGORITHM, "typ": kind, "kid": self._key["kid"]}
        return jwt.encode(
            header, self._claims(changes), OKPKey.import_key(key or self._key), algorithms=[keys.ALGORITHM]
        )

    def unsigned(self) -> str:
        header = {"alg": "none", "typ": "at+jwt", "kid": self._key["kid"]}
        parts = (
            urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, self._claims({}))
        )
        return ".".join([*parts, ""])

    def _claims(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        claims = {
            "iss": keys.ISSUER,
            "aud": keys.AUDIENCE,
            "sub": f"chairman@{self.tenant.id}",
            "tenant": self.tenant.id,
            "role": self.tenant.reader,
            "iat": int(time.time()) - 600,
            "exp": time.time() + 600,
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}
