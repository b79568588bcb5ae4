"""Writing to one client of a stream. Nearly every write is done at once, and then costs neither a task nor a timer."""

import asyncio
from collections.abc import Generator
from typing import Any

from starlette.types import Message, Send


class Writer:
    """What the client does not take at once is finished by `write`; nothing new is begun before that."""

    def __init__(self, send: Send, seconds: float) -> None:
        self._send = send
        self._seconds = seconds
        self._rest: _Rest | None = None

    @property
    def busy(self) -> bool:
        """The client has not taken all that was begun."""
        return self._rest is not None

    def begin(self, chunk: bytes) -> None:
        """Writes what the client takes now; not for one that is busy. Whatever goes wrong is the next `write`'s to say."""
        steps = self._send(_body(chunk)).__await__()
        try:
            self._rest = _Rest(steps, next(steps))
        except StopIteration:
            return
        except Exception as problem:
            self._rest = _Rest(_failing(problem), None)

    async def write(self, chunk: bytes) -> None:
        """Finishes what was begun, then writes this. Raises TimeoutError where the client takes nothing for so long."""
        async with asyncio.timeout(self._seconds):
            if self._rest:
                await self._rest
                self._rest = None
            await self._send(_body(chunk))


class _Rest:
    """An awaitable whose first step was made outside of a task, and which waits for something since."""

    def __init__(self, steps: Generator[Any, Any, None], waiting: Any) -> None:
        self._steps = steps
        self._waiting = waiting

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            yield self._waiting
        except BaseException:
            self._steps.close()
            raise
        yield from self._steps


def _failing(problem: Exception) -> Generator[Any, Any, None]:
    yield
    raise problem


def _body(chunk: bytes) -> Message:
    return {"type": "http.response.body", "body": chunk, "more_body": True}
