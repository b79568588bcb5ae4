"""How long things took to come back, measured beside everything else."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable

from tests.chaos.patience import comes_true

_LOOK = 0.25
_PATIENCE = 120.0


class Recoveries:
    """`seconds` by what was away; `overdue` counts what had not come back after two minutes, with other faults going on."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.overdue: Counter[str] = Counter()
        self._watching: set[asyncio.Task[None]] = set()

    def watch(self, what: str, is_back: Callable[[], Awaitable[bool]]) -> None:
        """From now until `is_back`."""
        task = asyncio.create_task(self._watch(what, is_back))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    async def all_back(self) -> None:
        """Returns when nothing is away any more, or is overdue."""
        await asyncio.gather(*self._watching)

    async def end(self) -> None:
        """Gives up on what is still away, without counting it."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)

    async def _watch(self, what: str, is_back: Callable[[], Awaitable[bool]]) -> None:
        began = time.monotonic()
        if await comes_true(is_back, _PATIENCE, every=_LOOK):
            self.seconds[what].append(time.monotonic() - began)
        else:
            self.overdue[what] += 1
