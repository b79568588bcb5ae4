"""The moment at which the process is asked to stop.

A server that stops first waits for its open connections and only then tells the application; streams would never end.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType


async def on_stop(call: Callable[[], None]) -> None:
    """Calls `call` in the loop when SIGTERM or SIGINT comes, and lets the server's own handlers have it too. Never returns."""
    if threading.current_thread() is not threading.main_thread():
        await asyncio.Event().wait()
    loop = asyncio.get_running_loop()
    previous = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stopping(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(call)
        handler = previous[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in previous:
        signal.signal(number, stopping)
    try:
        await asyncio.Event().wait()
    finally:
        for number, handler in previous.items():
            if signal.getsignal(number) is stopping:
                signal.signal(number, handler)
