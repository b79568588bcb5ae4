"""An event loop whose time stands still until it is told to pass: a day of pauses costs nothing, and no two runs differ."""

import asyncio
import selectors
from collections.abc import Callable
from math import inf


class VirtualLoop(asyncio.SelectorEventLoop):
    """`run_for` does what can be done in that many seconds of its own time, and returns when nothing is left to do in them."""

    def __init__(self) -> None:
        self._now = 0.0
        self._until = 0.0
        super().__init__(_Waitless(self._nothing_ready))

    def time(self) -> float:
        return self._now

    def run_for(self, seconds: float) -> None:
        self._until = self._now + seconds
        self.run_forever()

    def _nothing_ready(self, timeout: float | None) -> None:
        due = inf if timeout is None else self._now + timeout
        if due > self._until:
            self._now = self._until
            self.stop()
        else:
            self._now = due


class _Waitless(selectors.SelectSelector):
    """Where an ordinary loop would sleep, the clock is asked."""

    def __init__(self, nothing_ready: Callable[[float | None], None]) -> None:
        super().__init__()
        self._nothing_ready = nothing_ready

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout > 0:
            self._nothing_ready(timeout)
        return []
