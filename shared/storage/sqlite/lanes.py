"""Lanes: threads that own connections.

What gathers in a lane's queue while it works is done as one batch, and answered in one hop to the event loop.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from shared.storage.errors import StoreUnavailable

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Any]
Outcome = tuple[Any, Exception | None]
Conduct = Callable[[sqlite3.Connection, Sequence[Work]], list[Outcome]]

_Job = tuple["asyncio.Future[Any]", Work]


class Lane:
    """One queue and a thread for each connection; `most` bounds the works that one batch takes."""

    def __init__(self, name: str, connections: Sequence[sqlite3.Connection], conduct: Conduct, most: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._conduct = conduct
        self._most = most
        self._open = True
        self._connections = list(connections)
        self._threads = [
            Thread(target=self._drive, args=(connection,), name=f"{name}-{number}", daemon=True)
            for number, connection in enumerate(connections)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Does the work on the lane's thread. Raises what the work raises, and StoreUnavailable once the lane is closed."""
        if not self._open:
            raise StoreUnavailable("the store is closed")
        future: asyncio.Future[Result] = self._loop.create_future()
        self._queue.put((future, work))
        return await future

    async def close(self) -> None:
        """Finishes what was accepted, then ends the threads and closes their connections.

        One connection after the other: of two that close at once each takes the other for a user of the write-ahead
        log, and neither clears it away.
        """
        self._open = False
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        for connection in self._connections:
            await asyncio.to_thread(connection.close)
        self._threads, self._connections = [], []

    def _drive(self, connection: sqlite3.Connection) -> None:
        going = True
        while going:
            jobs, going = self._next_batch()
            if jobs and not self._answer(jobs, self._conduct(connection, [work for _, work in jobs])):
                return

    def _next_batch(self) -> tuple[list[_Job], bool]:
        job = self._queue.get()
        jobs: list[_Job] = []
        while job is not None:
            jobs.append(job)
            if len(jobs) == self._most:
                return jobs, True
            try:
                job = self._queue.get_nowait()
            except Empty:
                return jobs, True
        return jobs, False

    def _answer(self, jobs: list[_Job], outcomes: list[Outcome]) -> bool:
        futures = [future for future, _ in jobs]
        try:
            self._loop.call_soon_threadsafe(_settle, futures, outcomes)
        except RuntimeError:  # the loop is gone, and with it everybody who could be told
            return False
        return True


def _settle(futures: Sequence["asyncio.Future[Any]"], outcomes: Sequence[Outcome]) -> None:
    for future, (result, problem) in zip(futures, outcomes, strict=True):
        if future.done():  # its caller was cancelled and does not wait any more
            continue
        if problem is None:
            future.set_result(result)
        else:
            future.set_exception(problem)
