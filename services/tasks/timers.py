"""The door of time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from shared.calendar import Clock
from shared.messaging.errors import CommandRefused
from shared.storage import StorageError

_MINUTE, _SECOND = 60.0, 1.0
_REST = 0.25
"""Of the time that a round took: others are served meanwhile."""

_log = logging.getLogger(__name__)


async def every_minute_open_periods(open_periods: Callable[[], Awaitable[None]], clock: Clock) -> None:
    """At start, and then at every full minute; runs until cancelled. What a failed round leaves, the next one takes."""
    while True:
        try:
            await open_periods()
        except StorageError as problem:
            _log.warning("reporting periods wait for the store", extra={"reason": str(problem)})
        await asyncio.sleep(_MINUTE - clock.now().timestamp() % _MINUTE)


async def every_second_run_imports(run_imports: Callable[[], Awaitable[bool]]) -> None:
    """Round after round while there is something to import; runs until cancelled."""
    await _round_after_round(run_imports, "imports wait")


async def every_second_succeed_tenants(succeed: Callable[[], Awaitable[bool]]) -> None:
    """Round after round while there is something to pass on; runs until cancelled."""
    await _round_after_round(succeed, "a succession of tenants waits")


async def _round_after_round(work: Callable[[], Awaitable[bool]], waiting: str) -> None:
    """What a failed round leaves, the next one takes."""
    while True:
        began, busy = time.monotonic(), False
        try:
            busy = await work()
        except (StorageError, CommandRefused) as problem:
            _log.warning(waiting, extra={"reason": str(problem) or type(problem).__name__})
        await asyncio.sleep(_REST * (time.monotonic() - began) if busy else _SECOND)


async def once_at_start_reindex(reindex: Callable[[], Awaitable[dict[str, int]]]) -> None:
    """Once; then waits until cancelled. What a failure leaves, the next start of this loop takes."""
    for collection, count in (await reindex()).items():
        _log.info("documents have the fields of this version", extra={"collection": collection, "count": count})
    await asyncio.Event().wait()
