"""One command that leaves something in many places: each is written by itself, and repeating the command adds what is missing."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol, TypeVar

from services.tasks.ports import Found
from shared.events import Change, Snapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import TenantId

_AT_ONCE = 50

S = TypeVar("S", bound=Snapshot)
C_contra = TypeVar("C_contra", bound=Change[Any], contravariant=True)


class Adding(Protocol[C_contra]):
    """What is needed of a register."""

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, object]: ...

    async def add(self, command: Command, change: C_contra) -> object: ...


def part_of(command: Command) -> Command:
    """What follows from a command: not a repetition by itself, and tied to no version."""
    return dataclasses.replace(command, key=None, fingerprint=None, expected_version=None)


async def add_missing(register: Adding[Change[S]], command: Command, changes: Sequence[Change[S]]) -> None:
    """Whether the command is new or was cut short by a crash: afterwards all are there. Raises StorageError."""
    present = await register.get_many(command.tenant, [change.state.id for change in changes])
    own = part_of(command)
    await some_at_once(_add(register, own, change) for change in changes if change.state.id not in present)


async def some_at_once(works: Iterable[Awaitable[None]]) -> None:
    """The store commits together what arrives together. All that were begun end before a failure is told."""
    waiting = iter(works)
    while some := list(islice(waiting, _AT_ONCE)):
        for failure in filter(None, await asyncio.gather(*some, return_exceptions=True)):
            raise failure


async def every(page: Callable[[str | None], Awaitable[Found[S]]]) -> AsyncIterator[S]:
    """All items of a list that is read page by page; `page` takes the `after` of the page before."""
    after: str | None = None
    while True:
        found = await page(after)
        for item in found.items:
            yield item
        if (after := found.after) is None:
            return


async def _add(register: Adding[Change[S]], command: Command, change: Change[S]) -> None:
    try:
        await register.add(command, change)
    except AlreadyRegistered:
        # The same command runs twice at once: the other one was faster with this one.
        return
