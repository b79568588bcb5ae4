"""Callers that want the same thing at the same time share one asking."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """A thousand streams at one cursor cost one read of the journal."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, asyncio.Task[T]] = {}

    async def share(self, key: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer for `key`, asked by whoever came first. A caller that gives up does not disturb the others."""
        flight = self._flights.get(key)
        if flight is None:
            flight = asyncio.ensure_future(_asked(ask))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(flight)

    def _landed(self, key: Hashable, flight: asyncio.Task[T]) -> None:
        del self._flights[key]
        if not flight.cancelled():
            flight.exception()  # taken here, so that a failure nobody waits for any more is not reported as lost


async def _asked(ask: Callable[[], Awaitable[T]]) -> T:
    return await ask()
