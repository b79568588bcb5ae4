"""One of several programs that keep the same mailboxes."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, TypeVar

from shared.calendar import FixedClock
from shared.events import Event
from shared.storage import StorageError
from tests.component.notifications.office import Office
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import World
from tests.unit.messaging.cast import NGHE_AN

Result = TypeVar("Result")


class Replica:
    """One program, which may fold events, look at the clock and serve readers at the same time."""

    def __init__(self, world: World, disk: Disk, clock: FixedClock) -> None:
        self.process = world.process()
        self.office = Office(MemoryStore(disk, self.process.perform), clock)
        self.folding: asyncio.Task[None] | None = None
        self.border = 0
        self.looking: asyncio.Task[None] | None = None
        self.looked_at = clock.now()
        self._tasks: list[asyncio.Task[Any]] = []

    def run(self, work: Coroutine[Any, Any, Result]) -> "asyncio.Task[Result]":
        self._tasks.append(self.process.run(work))
        return self._tasks[-1]

    def fold(self, events: list[Event]) -> None:
        self.border = events[-1].sequence
        self.folding = self.run(self.office.fold.apply(NGHE_AN, events))

    def look_at_the_clock(self, now: datetime) -> None:
        self.looked_at = now
        self.looking = self.run(self.office.fire())

    def reached(self) -> int:
        """How far its folding has come for sure."""
        task = self.folding
        return self.border if task and task.done() and not task.cancelled() and not task.exception() else 0

    def check_failures(self) -> None:
        """Nothing but the store makes it fail."""
        for task in self._tasks:
            if task.done() and not task.cancelled():
                assert isinstance(task.exception(), StorageError | None), repr(task.exception())


def runs(task: "asyncio.Task[None] | None") -> bool:
    return task is not None and not task.done()
