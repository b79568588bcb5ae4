"""Blocking acts that a cancelled caller must not leave half done: a server that is being started is started to the end."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Undisturbed:
    """One act at a time, each in a thread. Whoever comes next waits for an act whose caller has gone away."""

    def __init__(self) -> None:
        self._acting: asyncio.Future[Any] | None = None

    async def do(self, act: Callable[[], T]) -> T:
        """What `act` returns. Raises what it raises."""
        while self._acting is not None and not self._acting.done():
            await asyncio.wait({self._acting})
        acting = asyncio.ensure_future(asyncio.to_thread(act))
        acting.add_done_callback(_seen)
        self._acting = acting
        return await asyncio.shield(acting)


def _seen(acting: "asyncio.Future[T]") -> None:
    """The failure of an act that nobody waits for any more is nobody's."""
    if not acting.cancelled():
        acting.exception()
