"""The records while a file is worked through: what its rows name again and again is looked up once."""

import asyncio
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from services.tasks.domain.works.work import Work
from services.tasks.ports import NO_FILTER, Committed, Found, Records, Register
from services.tasks.ports.frame import Lookup
from services.tasks.usecases.adding_together import Company, TogetherInWorks
from shared.events import Change, GroupSnapshot, PlanSnapshot, Snapshot, UnitSnapshot
from shared.events.indicators import IndicatorSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import CommandRefused
from shared.tenancy import TenantId

T = TypeVar("T")
S = TypeVar("S", bound=Snapshot)


class Remembering(Generic[T]):
    """Asks once for what it is asked again and again; what is `added` is there too."""

    def __init__(self, kept: Lookup[T]) -> None:
        self._kept = kept
        self._known: dict[str, T | None] = {}
        self._asking = asyncio.Lock()

    def put(self, key: str, thing: T) -> None:
        self._known[key] = thing

    async def get(self, tenant: TenantId, key: str) -> T | None:
        return (await self.get_many(tenant, [key])).get(key)

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, T]:
        if any(key not in self._known for key in keys):
            async with self._asking:  # who comes meanwhile finds it known
                await self._learn(tenant, [key for key in keys if key not in self._known])
        known = ((key, self._known[key]) for key in keys)
        return {key: thing for key, thing in known if thing is not None}

    async def _learn(self, tenant: TenantId, keys: list[str]) -> None:
        if keys:
            found = await self._kept.get_many(tenant, keys)
            self._known |= {key: found.get(key) for key in keys}


class RememberingRegister(Remembering[S]):
    """A register that is written too; what is changed elsewhere meanwhile is not seen, so it serves some rows and no more."""

    def __init__(self, register: Register[S], company: Company) -> None:
        super().__init__(register)
        self._register = register
        self._company = company

    async def page(
        self, tenant: TenantId, limit: int, after: str | None, where: Mapping[str, str | None] = NO_FILTER
    ) -> Found[S]:
        return await self._register.page(tenant, limit, after, where)

    async def add(self, command: Command, change: Change[S]) -> Committed[S]:
        committed: Committed[S] = await self._company.add(self._register, command, change)
        self.put(committed.state.id, committed.state)
        return committed

    async def add_many(self, additions: Sequence[tuple[Command, Change[S]]]) -> Sequence[Committed[S] | CommandRefused]:
        return await self._register.add_many(additions)

    async def change(self, command: Command, key: str, decide: Callable[[S], Change[S]]) -> Committed[S]:
        committed = await self._register.change(command, key, decide)
        self.put(key, committed.state)
        return committed


def remembering(records: Records, company: Company) -> Records:
    """For the commands of some rows of one tenant; what they add goes together."""
    return dataclasses.replace(
        records,
        units=RememberingRegister(records.units, company),
        plans=RememberingRegister(records.plans, company),
        groups=RememberingRegister(records.groups, company),
        works=TogetherInWorks(records.works, company),
        indicators=RememberingRegister(records.indicators, company),
        indicator_values=RememberingRegister(records.indicator_values, company),
    )


class FileFrame:
    """The records as they will be when the rows above are registered; never written. One for each look through a file."""

    def __init__(self, records: Records) -> None:
        self.units = Remembering[UnitSnapshot](records.units)
        self.plans = Remembering[PlanSnapshot](records.plans)
        self.groups = Remembering[GroupSnapshot](records.groups)
        self.works = Remembering[Work](records.works)
        self.indicators = Remembering[IndicatorSnapshot](records.indicators)
        self.directives = records.directives
        self.inspections = records.inspections
