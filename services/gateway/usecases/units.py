"""The units of a tenant, as tasks keeps them; remembered for a few seconds, and longer while tasks is away."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from services.gateway.domain.offices import Unit, read_unit
from services.gateway.ports import Ask, PartMissing, Services
from services.gateway.usecases.single_flight import SingleFlight
from shared.calendar import Clock
from shared.tenancy import TenantId

_KNOWN_FOR = timedelta(seconds=10)
_PAGE = 500


@dataclass(frozen=True, slots=True)
class _Known:
    units: Sequence[Unit]
    since: datetime


class Units:
    """Asks with the token of somebody of that tenant; `within` is the patience in seconds."""

    def __init__(self, services: Services, clock: Clock, within: float) -> None:
        self._services = services
        self._clock = clock
        self._within = within
        self._known: dict[TenantId, _Known] = {}
        self._flights: SingleFlight[Sequence[Unit]] = SingleFlight()

    async def of(self, tenant: TenantId, headers: Mapping[str, str]) -> Sequence[Unit]:
        """In order of their ids. Raises PartMissing where nothing is known and tasks cannot be asked."""
        known = self._known.get(tenant)
        if known and self._clock.now() - known.since <= _KNOWN_FOR:
            return known.units
        try:
            return await self._flights.share(tenant, lambda: self._asked(tenant, headers))
        except PartMissing:
            if known is None:
                raise
            return known.units

    async def _asked(self, tenant: TenantId, headers: Mapping[str, str]) -> Sequence[Unit]:
        try:
            async with asyncio.timeout(self._within):
                units = [unit async for unit in self._pages(tenant, headers)]
        except TimeoutError as problem:
            raise PartMissing("tasks", "timeout") from problem
        except (KeyError, ValueError, TypeError) as problem:
            raise PartMissing("tasks", "malformed") from problem
        self._known[tenant] = _Known(units, self._clock.now())
        return units

    async def _pages(self, tenant: TenantId, headers: Mapping[str, str]) -> AsyncIterator[Unit]:
        cursor: str | None = ""
        while cursor is not None:
            query = urlencode({"limit": _PAGE} | ({"cursor": cursor} if cursor else {}))
            ask = Ask("GET", f"/v1/{tenant}/units", query, headers)
            answer = await self._services.ask("tasks", ask, self._within)
            if answer.status != 200:
                raise PartMissing("tasks", "failed")
            page = json.loads(answer.body)
            for told in page["items"]:
                yield read_unit(told)
            cursor = page["next"]
