"""A world in which programs run, wait for the outside, and are killed; whoever drives it decides what the outside does.

Whatever a program asks of the outside (a store, the bus, the journal of another service) waits as an `Operation` until the
driver decides its fate. So every order of operations between programs can happen, each can get lost before or after it took
effect, and a program can be killed at each of them, with or without effect. Time passes when the driver says so.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

from tests.properties.simulation.loop import VirtualLoop

Result = TypeVar("Result")

BEGINNING = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)
_SPINNING = 2_000


class Fate(Enum):
    """What becomes of an operation."""

    DONE = "done"
    LOST = "lost on the way there: no effect, and a failure as answer"
    UNHEARD = "done, but its answer got lost: a failure as answer"


@dataclass(eq=False, slots=True)
class Operation:
    """One request to the outside. `action` is its effect, `failure` what the program sees when it gets lost."""

    process: "Process"
    action: Callable[[], Any]
    failure: Exception
    answer: "asyncio.Future[Any]"

    def decide(self, fate: Fate) -> None:
        outcome: Any = None
        problem: Exception | None = None
        if fate is not Fate.LOST:
            try:
                outcome = self.action()
            except Exception as refusal:
                problem = refusal
        if fate is not Fate.DONE:
            problem = self.failure
        if problem is None:
            self.answer.set_result(outcome)
        else:
            self.answer.set_exception(problem)


class World:
    """Its clock begins at BEGINNING."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.pending: list[Operation] = []
        self.processes: list[Process] = []
        self._calm = self._spinning = False
        self._asked = (0.0, 0)
        self.loop.set_task_factory(_owned)
        self.loop.set_exception_handler(lambda _loop, _context: None)

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.loop.time())

    def process(self) -> "Process":
        """A new program."""
        process = Process(self)
        self.processes.append(process)
        return process

    def decide(self, which: int, fate: Fate) -> None:
        """Of the operations that wait, the one at that place (counted round and round) is decided, and its program goes on."""
        if self.pending:
            self.pending.pop(which % len(self.pending)).decide(fate)
        self.pass_time(0)

    def pass_time(self, seconds: float) -> None:
        """Operations that wait go on waiting."""
        self.loop.run_for(seconds)

    def calm_down(self, seconds: float = 0) -> None:
        """For so long every operation is done at once. Raises AssertionError where a program would never come to rest."""
        self._calm = True
        try:
            while self.pending:
                self.pending.pop(0).decide(Fate.DONE)
            self.pass_time(seconds)
        finally:
            self._calm = False
        assert not self._spinning, "a program asks the outside again and again without a pause"

    async def may_pass(self) -> bool:
        """Whether operations are not held up at present. Ends the calm where there are too many of them at one instant."""
        if not self._calm:
            return False
        moment = self.loop.time()
        self._asked = (moment, self._asked[1] + 1 if self._asked[0] == moment else 0)
        if self._asked[1] > _SPINNING:
            self._spinning = True
            self.loop.stop()
        await asyncio.sleep(0)
        return True

    def end(self) -> None:
        for process in self.processes:
            process.kill()
        self.loop.close()


_running: ContextVar["Process | None"] = ContextVar("running", default=None)


class Process:
    """One program: its tasks, and its way to the outside. Killed, nothing of it runs on and nothing reaches the outside."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.alive = True
        self.tasks: list[asyncio.Task[Any]] = []

    def run(self, work: Coroutine[Any, Any, Result]) -> "asyncio.Task[Result]":
        """Goes as far as it can without the outside."""
        token = _running.set(self)
        try:
            task = self.world.loop.create_task(work)
        finally:
            _running.reset(token)
        self.world.pass_time(0)
        return task

    async def perform(self, action: Callable[[], Result], failure: Exception) -> Result:
        """Waits for the driver's decision. Raises what the action raises, and the failure where the operation gets lost."""
        if not self.alive:
            raise asyncio.CancelledError
        if await self.world.may_pass():
            return action()
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        operation = Operation(self, action, failure, answer)
        self.world.pending.append(operation)
        try:
            return await answer
        finally:
            if operation in self.world.pending:
                self.world.pending.remove(operation)

    def kill(self, arrived: int = 0) -> None:
        """kill -9. Operations under way have their effect where the bit of their place is set in `arrived`."""
        if not self.alive:
            return
        self.alive = False
        own = [operation for operation in self.world.pending if operation.process is self]
        for place, operation in enumerate(own):
            if arrived >> place & 1:
                operation.decide(Fate.UNHEARD)
                operation.answer.exception()
                self.world.pending.remove(operation)
        while waiting := [task for task in self.tasks if not task.done()]:
            for task in waiting:
                task.cancel()
            self.world.pass_time(0)
        self.tasks.clear()


def _owned(loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> "asyncio.Task[Any]":
    """Each task belongs to the program that started it."""
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **more)
    process = _running.get()
    if process is not None:
        process.tasks.append(task)
    return task
