"""Commands side by side, each by its own rules: what they add is written at once, not one by one."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.tasks.domain.works.work import Work, WorkChange
from services.tasks.ports import Committed, Found, Search, WorkOrder, Works
from shared.messaging.commands import Command
from shared.messaging.errors import CommandRefused
from shared.tenancy import TenantId

Outcome = Committed[Any] | CommandRefused


class Adding(Protocol):
    """What is needed of a register."""

    async def add_many(self, additions: Sequence[tuple[Command, Any]]) -> Sequence[Outcome]: ...


@dataclass(frozen=True, slots=True)
class _Addition:
    register: Adding
    command: Command
    change: Any
    outcome: "asyncio.Future[Outcome]"


class Company:
    """Commands that go side by side. As soon as all that have not left wait with an addition, these are written.

    Every command leaves at its end, whatever that is: the others wait for it.
    """

    def __init__(self) -> None:
        self._under_way = 0
        self._waiting: list[_Addition] = []
        self._writing: asyncio.Task[None] | None = None

    def enter(self, count: int) -> None:
        self._under_way += count

    def leave(self) -> None:
        self._under_way -= 1
        self._write_if_all_wait()

    async def add(self, register: Adding, command: Command, change: Any) -> Any:
        """Raises what adding it alone raises, and StorageError with all the others of its write."""
        addition = _Addition(register, command, change, asyncio.get_running_loop().create_future())
        self._waiting.append(addition)
        self._write_if_all_wait()
        return await addition.outcome

    def _write_if_all_wait(self) -> None:
        if self._waiting and self._writing is None and len(self._waiting) >= self._under_way:
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        by_register: defaultdict[Adding, list[_Addition]] = defaultdict(list)
        for addition in waiting:
            by_register[addition.register].append(addition)
        for register, additions in by_register.items():
            await _write_all(register, additions)
        self._writing = None
        self._write_if_all_wait()


async def _write_all(register: Adding, additions: Sequence[_Addition]) -> None:
    outcomes: Sequence[Outcome | BaseException]
    try:
        outcomes = await register.add_many([(each.command, each.change) for each in additions])
    except BaseException as problem:
        outcomes = [problem] * len(additions)  # whoever waits gets the failure; nobody waits for ever
    for addition, outcome in zip(additions, outcomes, strict=True):
        if addition.outcome.done():
            continue
        if isinstance(outcome, BaseException):
            addition.outcome.set_exception(outcome)
        else:
            addition.outcome.set_result(outcome)


class TogetherInWorks:
    """The works, as one command of a company sees them."""

    def __init__(self, works: Works, company: Company) -> None:
        self._works = works
        self._company = company

    async def get(self, tenant: TenantId, key: str) -> Work | None:
        return await self._works.get(tenant, key)

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, Work]:
        return await self._works.get_many(tenant, keys)

    async def find(
        self, tenant: TenantId, search: Search, limit: int, after: str | None, order: WorkOrder = "id"
    ) -> Found[Work]:
        return await self._works.find(tenant, search, limit, after, order)

    async def count(self, tenant: TenantId, search: Search) -> int:
        return await self._works.count(tenant, search)

    async def count_assignments(self, tenant: TenantId, directive: str) -> int:
        return await self._works.count_assignments(tenant, directive)

    async def add(self, command: Command, change: WorkChange) -> Committed[Work]:
        added: Committed[Work] = await self._company.add(self._works, command, change)
        return added

    async def add_many(
        self, additions: Sequence[tuple[Command, WorkChange]]
    ) -> Sequence[Committed[Work] | CommandRefused]:
        return await self._works.add_many(additions)

    async def change(self, command: Command, key: str, decide: Callable[[Work], WorkChange]) -> Committed[Work]:
        return await self._works.change(command, key, decide)
