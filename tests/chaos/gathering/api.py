"""What the installation tells its readers now."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from tests.chaos.evidence import Evidence, FeedEnd, Inbox
from tests.chaos.installation import Installation
from tests.chaos.told import Document
from tests.chaos.world import Tenant

_AT_ONCE = 8


async def asked(evidence: Evidence, installation: Installation) -> Evidence:
    async with Caller.at(installation) as caller:
        overviews = {
            tenant.id: await caller.json(tenant.id, tenant.reader, None, f"/v1/{tenant.id}/overview")
            for tenant in installation.tenants
        }
        inboxes = [inbox for tenant in installation.tenants for inbox in await _inboxes(caller, tenant)]
        histories = await _histories(evidence, caller, installation)
        feeds = [await _feed(evidence, caller, tenant, overviews[tenant.id]) for tenant in installation.tenants]
    return dataclasses.replace(evidence, overviews=overviews, inboxes=inboxes, histories=histories, feeds=feeds)


class Caller:
    """Asks an address in any role."""

    def __init__(self, client: httpx2.AsyncClient, installation: Installation) -> None:
        self.client = client
        self._installation = installation
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @classmethod
    @asynccontextmanager
    async def at(cls, installation: Installation, url: str | None = None) -> AsyncIterator["Caller"]:
        address = url or installation.url
        async with httpx2.AsyncClient(base_url=address, timeout=30, trust_env=False) as client:
            yield cls(client, installation)

    def headers(self, tenant: str, role: str, unit: str | None = None) -> dict[str, str]:
        return {"authorization": f"Bearer {self._installation.token(tenant, role, unit)}"}

    async def json(self, tenant: str, role: str, unit: str | None, path: str) -> Any:
        """Raises HTTPStatusError: at rest, what is asked here is answered."""
        async with self._turns:
            answer = await self.client.get(path, headers=self.headers(tenant, role, unit))
        return answer.raise_for_status().json()

    async def items(self, tenant: str, role: str, unit: str | None, path: str) -> list[Any]:
        """All pages of a list."""
        found: list[Any] = []
        cursor = None
        while True:
            page = await self.json(tenant, role, unit, f"{path}&cursor={cursor}" if cursor else path)
            found += page["items"]
            if (cursor := page["next"]) is None:
                return found


async def _feed(evidence: Evidence, caller: Caller, tenant: Tenant, overview: Document) -> FeedEnd:
    head = max((told.sequence for told in evidence.journal.get(tenant.id, ())), default=0)
    headers = caller.headers(tenant.id, tenant.reader)
    answer = await caller.client.get(f"/v1/{tenant.id}/events?after={head}", headers=headers)
    return FeedEnd(tenant.id, answer.json()["next"] if answer.is_success else None, overview["head"])


async def _inboxes(caller: Caller, tenant: Tenant) -> list[Inbox]:
    readers: list[tuple[str, str | None]] = [(role, u) for u in tenant.units for role in ("unit_head", "unit_officer")]
    inboxes = []
    for role, unit in [*readers, (tenant.planner, None)]:
        notices = await caller.items(tenant.id, role, unit, f"/v1/{tenant.id}/inbox?limit=200")
        counted = await caller.json(tenant.id, role, unit, f"/v1/{tenant.id}/inbox/count")
        numbers = [notice["sequence"] for notice in notices]
        inboxes.append(Inbox(tenant.id, f"{role}:{unit or tenant.id}", numbers, counted["total"]))
    return inboxes


async def _histories(
    evidence: Evidence, caller: Caller, installation: Installation
) -> dict[tuple[str, str], list[int]]:
    async def history(tenant: Tenant, work: str) -> tuple[tuple[str, str], list[int]]:
        path = f"/v1/{tenant.id}/tasks/{work}/history?limit=500"
        items = await caller.items(tenant.id, tenant.reader, None, path)
        return (tenant.id, work), [item["sequence"] for item in items]

    asking = []
    for tenant in installation.tenants:
        works = {told.entity.id for told in evidence.journal.get(tenant.id, ()) if told.entity.family == "works"}
        asking += [history(tenant, work) for work in sorted(works)]
    return dict(await asyncio.gather(*asking))
