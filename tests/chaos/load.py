"""Open-loop load: a command leaves when it is due, whether or not earlier ones are answered."""

import asyncio
import random
from collections import deque
from collections.abc import Sequence
from itertools import count

from tests.chaos import commands
from tests.chaos.books import Book
from tests.chaos.ledger import Request
from tests.chaos.sending import Sender, Settled
from tests.chaos.world import Tenant, by_weight

TASKS_AT_START = 200
_TOO_MANY = 100  # commands without an answer: more of them would time out in the queue, and their repetitions fill it
_RECENT = 20
_PREPARE_SECONDS = 180.0
_AT_ONCE = 8


class Load:
    """Three provinces and the central level at work; everything random comes from the seed."""

    def __init__(self, tenants: Sequence[Tenant], sender: Sender, seed: int) -> None:
        self._sender = sender
        self._random = random.Random(seed)  # noqa: S311 - a reproducible load, no secret
        self._books = {tenant.id: Book(tenant) for tenant in tenants}
        self._tenants, self._weights = by_weight(tenants)
        self._done: deque[tuple[Request, int]] = deque(maxlen=_RECENT)
        self._answering: set[asyncio.Task[None]] = set()
        self.held_back = 0

    async def prepare(self) -> None:
        """The frames of all tenants, and tasks by their weights. Raises RuntimeError where that is refused or takes too long."""
        try:
            async with asyncio.timeout(_PREPARE_SECONDS):
                await self._register_all()
        except TimeoutError as problem:
            raise RuntimeError(f"nothing can be registered within {_PREPARE_SECONDS:.0f} s") from problem

    async def _register_all(self) -> None:
        await asyncio.gather(*(self._register_frame(tenant) for tenant in self._tenants))
        starting = [
            commands.register(book, self._random)
            for book in self._books.values()
            for _ in range(TASKS_AT_START * book.tenant.weight // sum(self._weights))
        ]
        turns = asyncio.Semaphore(_AT_ONCE)

        async def register(request: Request) -> None:
            async with turns:
                await self._insist(request)

        await asyncio.gather(*(register(request) for request in starting))

    async def _register_frame(self, tenant: Tenant) -> None:
        for request in commands.world(tenant, self._random):
            await self._insist(request)

    async def _insist(self, request: Request) -> None:
        settled = await self._sender.post(request)
        if settled.answer.outcome != "ok":
            raise RuntimeError(f"{request.path} was refused: {settled.answer.status} {settled.answer.answer}")
        self._learn(request, settled)

    async def run(self, rate: float, seconds: float) -> None:
        """`rate` commands a second in all; returns after that time, when some may still wait for their answers."""
        clock = asyncio.get_running_loop().time
        start = clock()
        for number in count():
            await asyncio.sleep(max(0.0, start + number / rate - clock()))
            if clock() - start >= seconds:
                return
            if self._sender.unsettled > _TOO_MANY:
                self.held_back += 1
                continue
            for request, of in self._next():
                self._send(request, of)

    def _next(self) -> Sequence[tuple[Request, int | None]]:
        """Commands that leave together; the number is that of an earlier command which is only repeated."""
        book = self._books[self._random.choices(self._tenants, self._weights)[0].id]
        rnd, dice = self._random, self._random.random()
        if dice < 0.04:
            return [(request, None) for request in commands.rivals(book, rnd)]
        if dice < 0.10 and self._done:
            earlier, number = rnd.choice(self._done)
            return [(earlier, number)] if dice < 0.08 else [(commands.other_body(earlier, rnd), None)]
        request = self._single(book, dice)
        return [(request, None)] if request else []

    def _single(self, book: Book, dice: float) -> Request | None:
        if dice < 0.15:
            return self._random.choice(commands.MISTAKES)(book, self._random)
        if dice < 0.25:
            return commands.register(book, self._random)
        if dice < 0.38:
            return commands.move_deadline(book, self._random)
        return commands.change_status(book, self._random)

    def _send(self, request: Request, of: int | None) -> None:
        task = asyncio.create_task(self._until_answered(request, of))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _until_answered(self, request: Request, of: int | None) -> None:
        settled = await self._sender.post(request, of)
        if of is None:
            self._learn(request, settled)

    def _learn(self, request: Request, settled: Settled) -> None:
        self._books[request.tenant].learn(request, settled.answer)
        if settled.answer.outcome == "ok" and request.path.endswith("/status"):
            self._done.append((request, settled.n))

    async def finish(self) -> None:
        """Gives up on what is not answered; raises what went wrong in here."""
        for task in self._answering:
            task.cancel()
        for outcome in await asyncio.gather(*self._answering, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome
