"""Applies one tenant's journal to one generation, in large batches, and accounts for every event."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from shared.events import Event, MalformedEvent
from shared.messaging.ignoring import sorted_out
from shared.messaging.rebuilding.records import Ignored, LeftOut
from shared.messaging.subscription import Handler, JournalSource, SourceUnavailable
from shared.storage import StorageError
from shared.tenancy import TenantId

_BATCH = 2_000
_MOST_LEFT_OUT = 1_000


class Unbuildable(Exception):
    """The journal or the handler is not sound: going on would only hide it."""


@dataclass(slots=True)
class Account:
    """What has become of the events up to `built`."""

    built: int = 0
    handled: int = 0
    ignored: dict[str, Ignored] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def handle(self, events: Sequence[Event]) -> None:
        self.handled += len(events)

    def ignore(self, events: Sequence[Event]) -> None:
        for event in events:
            count = self.ignored[event.type].count if event.type in self.ignored else 0
            self.ignored[event.type] = Ignored(type=event.type, count=count + 1, last=event.sequence)

    def leave_out(self, event: Event, problem: Exception) -> None:
        """Raises Unbuildable where that becomes a habit."""
        reason = f"{type(problem).__name__}: {problem}"[:500]
        self.left_out.append(LeftOut(sequence=event.sequence, type=event.type, reason=reason))
        if len(self.left_out) > _MOST_LEFT_OUT:
            raise Unbuildable(f"more than {_MOST_LEFT_OUT} events cannot be handled, the last one because of {reason}")


class Building:
    """The next batch is read and parsed while one is applied."""

    def __init__(self, tenant: TenantId, source: JournalSource, handler: Handler, account: Account) -> None:
        self.account = account
        self._tenant = tenant
        self._source = source
        self._handler = handler

    async def up_to(self, target: int, noted: Callable[[], Awaitable[None]]) -> None:
        """Applies events until that number is in; `noted` is awaited after each batch. Raises Unbuildable, StorageError,

        SourceUnavailable, and whatever `noted` raises. What was applied stays, and may be applied again.
        """
        reading = asyncio.create_task(self._read(self.account.built, target))
        try:
            while self.account.built < target:
                events = await reading
                reading = asyncio.create_task(self._read(events[-1].sequence, target))
                await self._apply(events)
                self.account.built = events[-1].sequence
                await noted()
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self, after: int, target: int) -> list[Event]:
        wanted = min(_BATCH, target - after)
        if wanted <= 0:
            return []
        bodies = await self._source.read(self._tenant, after, wanted)
        events = await asyncio.to_thread(_parsed, bodies)
        if [event.sequence for event in events] != list(range(after + 1, after + 1 + len(events))) or not events:
            raise SourceUnavailable(f"the journal of {self._tenant} has no unbroken row of events after {after}")
        return events

    async def _apply(self, events: Sequence[Event]) -> None:
        """An event that cannot be handled is found by halving; the others keep their order."""
        try:
            known, strangers = sorted_out(events)
            if known:
                await self._handler.apply(self._tenant, known)
        except StorageError:
            raise
        except Exception as problem:
            if len(events) == 1:
                self.account.leave_out(events[0], problem)
                return
            middle = len(events) // 2
            await self._apply(events[:middle])
            await self._apply(events[middle:])
            return
        self.account.handle(known)
        self.account.ignore(strangers)


def _parsed(bodies: Sequence[bytes]) -> list[Event]:
    try:
        return [Event.from_json(body) for body in bodies]
    except MalformedEvent as problem:
        raise Unbuildable(f"the journal holds what is no event; verify it: {problem}") from problem
