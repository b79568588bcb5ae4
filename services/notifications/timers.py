"""The door of time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from shared.calendar import Clock
from shared.storage import StorageError

_MINUTE = 60.0

_log = logging.getLogger(__name__)


async def every_minute_fire_reminders(clock: Clock, *jobs: Callable[[], Awaitable[None]]) -> None:
    """One job after the other, at start, and then at every full minute; runs until cancelled.

    What a failed round leaves, the next one takes.
    """
    while True:
        try:
            for job in jobs:
                await job()
        except StorageError as problem:
            _log.warning("reminders wait for the store", extra={"reason": str(problem)})
        await asyncio.sleep(_MINUTE - clock.now().timestamp() % _MINUTE)
