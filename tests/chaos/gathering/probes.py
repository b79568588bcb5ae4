"""Is everybody who says so really at work, and is a stranger told anything?"""

import asyncio
import dataclasses
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx2

from deploy.local.parts import SERVICES
from tests.chaos.evidence import Evidence, Pair, Sample, Shelf, Vital
from tests.chaos.gathering.api import Caller
from tests.chaos.gathering.metrics import samples
from tests.chaos.installation import Installation
from tests.chaos.world import Tenant

_LOOK = 0.2
_NOWHERE = "nowhere-7d3f"
_NO_NOTICE = "0" * 32
_IGNORED = frozenset({"date", "x-correlation-id"})

Body = dict[str, Any]
Question = tuple[str, str, Body | None]
"""Method, path and body."""


async def felt(evidence: Evidence, installation: Installation, patience: float) -> Evidence:
    """Each part is asked once more for what it is there for, and has that many seconds to show it."""
    working: dict[str, tuple[str, Callable[[], Awaitable[bool]]]] = {
        "tasks": ("publish what it has numbered", lambda: _published(installation)),
        "reporting": ("keep up with the journal", _progress_of(installation, "reporting")),
        "notifications": ("keep up with the journal", _progress_of(installation, "notifications")),
        "gateway": ("bring the stream", lambda: _streams(evidence, installation)),
    }
    ready = dict(zip(SERVICES, await asyncio.gather(*map(installation.is_ready, SERVICES)), strict=True))
    worked = await asyncio.gather(*(_within(patience, check) for _, check in working.values()))
    vitals = [Vital(part, working[part][0], ready[part], done) for part, done in zip(working, worked, strict=True)]
    return dataclasses.replace(evidence, vitals=vitals)


async def _within(seconds: float, check: Callable[[], Awaitable[bool]]) -> bool:
    deadline = time.monotonic() + seconds
    while not await check():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_LOOK)
    return True


async def _samples(installation: Installation, service: str) -> dict[Sample, float]:
    async with httpx2.AsyncClient(timeout=5, trust_env=False) as client:
        try:
            answer = await client.get(f"{installation.service_url(service)}/metrics")
        except httpx2.HTTPError:
            return {}
    return samples(answer.text)


async def _published(installation: Installation) -> bool:
    lags = {
        name: value
        for name, value in (await _samples(installation, "tasks")).items()
        if name[0] == "tiendo_publisher_lag_events"
    }
    return bool(lags) and not any(lags.values())


def _progress_of(installation: Installation, service: str) -> Callable[[], Awaitable[bool]]:
    """The stamp of its progress must move again from now on."""
    name = ("tiendo_subscription_last_progress_timestamp_seconds", (("subscription", service),))
    first: list[float] = []

    async def moved() -> bool:
        stamp = (await _samples(installation, service)).get(name)
        if stamp is not None:
            first[:] = first or [stamp]
        return bool(stamp and first and stamp > first[0])

    return moved


async def _streams(evidence: Evidence, installation: Installation) -> bool:
    tenant = installation.tenants[0]
    head = max((told.sequence for told in evidence.journal.get(tenant.id, ())), default=0)
    async with Caller.at(installation) as caller:
        headers = {**caller.headers(tenant.id, tenant.reader), "last-event-id": str(head - 1)}
        try:
            async with caller.client.stream("GET", f"/v1/{tenant.id}/stream", headers=headers, timeout=5) as answer:
                async for line in answer.aiter_lines():
                    if line.startswith("id:"):
                        return int(line[3:]) == head
        except httpx2.HTTPError:
            return False
    return False


async def strangers(evidence: Evidence, installation: Installation) -> Evidence:
    """The same question about another province's things and about things that are nowhere."""
    provinces = [tenant for tenant in installation.tenants if not tenant.is_central]
    asked: list[Pair] = []
    async with Caller.at(installation) as caller:
        for own, other in zip(provinces, [*provinces[1:], provinces[0]], strict=True):
            for role, unit in (("standing_officer", None), ("chairman", None), ("unit_head", own.units[0])):
                headers = caller.headers(own.id, role, unit)
                for foreign, nowhere in _questions(evidence, own, other):
                    told = [await _answer(caller, headers, question) for question in (foreign, nowhere)]
                    asked.append(Pair(f"{role} of {own.id}: {foreign[0]} {foreign[1]}", *told))
    return dataclasses.replace(evidence, pairs=asked)


async def _answer(caller: Caller, headers: dict[str, str], question: Question) -> str:
    method, path, body = question
    answer = await caller.client.request(method, path, json=body, headers=headers)
    shown = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name not in _IGNORED)
    return f"{answer.status_code} {shown} {answer.text}"


def _questions(evidence: Evidence, own: Tenant, other: Tenant) -> Iterator[tuple[Question, Question]]:
    """Another's id under one's own name, then another's name; each beside one that nobody has."""
    work, notice = _a_work(evidence, other), _a_notice(evidence, other)
    for method, path, body in (
        ("GET", "tasks/{}", None),
        ("GET", "tasks/{}/history", None),
        ("POST", "tasks/{}/status", _STEP),
        ("POST", "tasks/{}/deadline", _MOVE),
        ("GET", "assignments/{}/children", None),
    ):
        yield _twice(method, f"/v1/{own.id}/{path}", body, (work, _NOWHERE))
    yield _twice("POST", f"/v1/{own.id}/inbox/{{}}/read", None, (notice, _NO_NOTICE))
    for method, path, body in (
        *(("GET", path, None) for path in _VIEWS),
        ("GET", f"tasks/{work}", None),
        ("POST", f"tasks/{work}/status", _STEP),
        ("POST", "units", {"id": "X-1", "type": "department", "name_vi": "x"}),
    ):
        yield _twice(method, f"/v1/{{}}/{path}", body, (other.id, _NOWHERE))


_STEP: Body = {"to": "in_progress"}
_MOVE: Body = {"date": "2031-01-01", "precision": "day", "reason": "x", "document": "x", "decided_by_role": "chairman"}
_VIEWS = (
    *("overview", "scoreboard", "tasks", "units", "plans", "groups", "events", "stream"),
    *("inbox", "inbox/count", "periods/2026", "events?after=999999"),
)


def _twice(method: str, path: str, body: Body | None, names: tuple[str, str]) -> tuple[Question, Question]:
    foreign, nowhere = ((method, path.format(name), body) for name in names)
    return foreign, nowhere


def _a_work(evidence: Evidence, tenant: Tenant) -> str:
    works = [told.subject for told in evidence.journal.get(tenant.id, ()) if told.entity.family == "works"]
    return works[0] if works else _NOWHERE


def _a_notice(evidence: Evidence, tenant: Tenant) -> str:
    return next(iter(evidence.kept.get(Shelf("notifications", tenant.id, "notices"), {})), _NO_NOTICE)
