"""One view from three services, asked at the same time; what one of them cannot say is named, the rest is shown (G5)."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import orjson

from services.gateway.domain.overviews import Missing, Parts, assemble
from services.gateway.ports import Answer, Ask, PartMissing, Services
from services.gateway.usecases.hub import Hub
from shared.calendar import Clock, to_wire
from shared.tenancy import Principal, TenantId

T = TypeVar("T")
Part = tuple[T | None, Missing | None]
_REMEMBERED = 512


class Refused(Exception):
    """Reporting understood the question and declined (4xx): its answer is the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class NothingToShow(Exception):
    """Not one part answered."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose overview, for whom, and the headers that services need.

    `moments` are `as_of` and `known_at` as they were given; none means now.
    """

    tenant: TenantId
    caller: Principal
    moments: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Remembered:
    scoreboard: Mapping[str, Any]
    at: str


class Overviews:
    """Keeps the last good scoreboard per tenant and role, so that an outage of reporting shows old figures with their age."""

    def __init__(self, services: Services, hub: Hub, clock: Clock, within: float) -> None:
        self._services = services
        self._hub = hub
        self._clock = clock
        self._within = within
        self._last_good: OrderedDict[tuple[str, str], _Remembered] = OrderedDict()

    async def of(self, question: Question) -> dict[str, Any]:
        """The shape is in the OpenAPI document. Raises UnknownTenant, Refused, NothingToShow."""
        scoreboard, head, unread = await asyncio.gather(
            self._scoreboard(question), self._head(question), self._unread(question)
        )
        missing = [lack for _, lack in (scoreboard, head, unread) if lack is not None]
        parts = Parts(scoreboard[0], head[0], unread[0], missing)
        if parts.silent:
            raise NothingToShow
        return assemble(question.tenant, parts)

    async def _scoreboard(self, question: Question) -> Part[Mapping[str, Any]]:
        key = (question.tenant, question.caller.role)
        query = urlencode(question.moments)
        try:
            scoreboard = await self._read("reporting", f"/v1/{question.tenant}/scoreboard", query, question)
        except PartMissing as lack:
            last = None if question.moments else self._last_good.get(key)
            if last is None:
                return None, Missing(lack.part, lack.reason)
            return last.scoreboard, Missing(lack.part, lack.reason, last.at)
        if not question.moments:
            self._remember(key, scoreboard)
        return scoreboard, None

    async def _head(self, question: Question) -> Part[int]:
        own = question.caller.tenant == question.tenant
        try:
            async with asyncio.timeout(self._within):
                return await self._hub.confirmed_head(question.tenant, own=own), None
        except TimeoutError:
            return None, Missing("tasks", "timeout")
        except PartMissing as lack:
            return None, Missing(lack.part, lack.reason)

    async def _unread(self, question: Question) -> Part[int]:
        """None without a lack for callers who have no mailbox in this tenant."""
        try:
            count = await self._read("notifications", f"/v1/{question.tenant}/inbox/count", "", question)
        except Refused:
            return None, None
        except PartMissing as lack:
            return None, Missing(lack.part, lack.reason)
        return count.get("unread"), None

    async def _read(self, service: str, path: str, query: str, question: Question) -> dict[str, Any]:
        answer = await self._services.ask(service, Ask("GET", path, query, question.headers), self._within)
        if answer.status >= 500:
            raise PartMissing(service, "failed")
        if answer.status >= 400:
            raise Refused(answer)
        try:
            content = orjson.loads(answer.body)
        except orjson.JSONDecodeError as problem:
            raise PartMissing(service, "malformed") from problem
        if not isinstance(content, dict):
            raise PartMissing(service, "malformed")
        return content

    def _remember(self, key: tuple[str, str], scoreboard: Mapping[str, Any]) -> None:
        self._last_good.pop(key, None)
        self._last_good[key] = _Remembered(scoreboard, to_wire(self._clock.now()))
        if len(self._last_good) > _REMEMBERED:
            self._last_good.popitem(last=False)
