"""Waiting for what other processes do: looking again and again, for they cannot set an event of ours."""

import asyncio
import time
from collections.abc import Awaitable, Callable

_LOOK = 0.1


async def comes_true(look: Callable[[], Awaitable[bool]], seconds: float, every: float = _LOOK) -> bool:
    """False where it did not come true in that time."""
    deadline = time.monotonic() + seconds
    while not await look():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(every)
    return True
