"""Calls to other services of the deployment."""

from collections.abc import Mapping
from typing import Any

import httpx2
import orjson

from shared.messaging import SourceUnavailable
from shared.tenancy import TenantId

_LIMITS = httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30)


class ServiceDown(Exception):
    """The other service did not answer in time, or answered that it cannot."""


def client(url: str, timeout: float = 5.0) -> httpx2.AsyncClient:
    """A pool of connections to one service. Proxies of the environment are not for calls inside the deployment."""
    return httpx2.AsyncClient(
        base_url=url,
        timeout=timeout,
        limits=_LIMITS,
        trust_env=False,
        follow_redirects=False,
        verify=url.startswith("https"),  # reading the certificates takes a while, and plain HTTP has no use for them
    )


class JournalClient:
    """The journal of the tasks service, for consumers and for the gateway's feed."""

    def __init__(self, http: httpx2.AsyncClient, internal_secret: str) -> None:
        self._http = http
        self._headers = {"authorization": f"Bearer {internal_secret}"}

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        answer = await self._get("/internal/journal", {"tenant": tenant, "after": after, "limit": limit})
        return [body for body in answer.split(b"\n") if body]

    async def heads(self) -> dict[TenantId, int]:
        heads = orjson.loads(await self._get("/internal/journal/heads", {}))["heads"]
        return {TenantId(tenant): int(sequence) for tenant, sequence in heads.items()}

    async def _get(self, path: str, params: Mapping[str, Any]) -> bytes:
        try:
            answer = await self._http.get(path, params=dict(params), headers=self._headers)
            answer.raise_for_status()
        except httpx2.HTTPError as problem:
            raise SourceUnavailable(str(problem) or type(problem).__name__) from problem
        return answer.content
