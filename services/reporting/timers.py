"""The door of time."""

import asyncio
import logging

from services.reporting.usecases.watch import Watch
from shared.calendar import Clock
from shared.storage import StorageError

_log = logging.getLogger(__name__)


async def every_few_seconds_watch(watch: Watch, clock: Clock, pause: float) -> None:
    """At start, and then after each pause in seconds; runs until cancelled."""
    while True:
        try:
            await watch.observe(clock.now())
        except StorageError as problem:
            _log.warning("the watch waits for the store", extra={"reason": str(problem)})
        await asyncio.sleep(pause)
