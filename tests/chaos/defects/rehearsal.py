"""A short run on an installation of its own: people work, one thing happens, everything comes to rest, the judge looks."""

import asyncio
import random
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from deploy.local.record import Part, is_alive
from shared.storage import StorageError
from tests.chaos import commands, levels, topic
from tests.chaos.books import Book
from tests.chaos.harm import now
from tests.chaos.installation import Installation
from tests.chaos.integrators.parties import Integrators
from tests.chaos.invariants import Verdict, judge
from tests.chaos.ledger import Ledger, Request
from tests.chaos.observers import Observers
from tests.chaos.run_directory import RunDirectory, append
from tests.chaos.sending import Sender, Settled
from tests.chaos.servers import Stack
from tests.chaos.starts import note_starts

_SEED = 7
_TASKS = 3
_STEPS = 3
_SETTLE = 6.0
_REST = 8.0
_DELIVERED = 60.0
_END = 6.0
_LOOK = 0.05
_PATIENCE = 5.0
_QUICK = {"TIENDO_CATCH_UP_SECONDS": "1"}

Happening = Callable[["Rehearsal"], Awaitable[None]]


class Rehearsal:
    """`plants` names the defect of each service that has one. What a happening needs is public here."""

    def __init__(self, directory: RunDirectory, plants: dict[str, str], stack: Stack) -> None:
        self.directory = directory
        self.installation = Installation(directory, stack, _SEED, _QUICK)
        self.random = random.Random(_SEED)  # noqa: S311 - reproducible, no secret
        self.books = {tenant.id: Book(tenant) for tenant in self.installation.tenants}
        ledger = Ledger(directory.ledger)
        self.sender = Sender(self.installation.url, ledger, self.installation.token)
        self._ledger = ledger
        self._observers = Observers(self.installation)
        self._integrators = Integrators(self.installation)
        for service, plant in plants.items():
            (directory.switches / f"{service}.defect").write_text(plant)

    async def play(self, happening: Happening) -> list[Verdict]:
        """From the first process to the verdicts."""
        for tenant in self.installation.tenants:
            append(self.directory.tenants, {"tenant": tenant.id, "canary": tenant.canary, "level": tenant.level})
        try:
            await self._integrators.start()
            await self.installation.start()
            return await self._live(happening)
        finally:
            await self.sender.close()
            self._ledger.close()
            await self.installation.stop()
            await self._integrators.stop()

    async def _live(self, happening: Happening) -> list[Verdict]:
        watching = asyncio.create_task(note_starts(self.installation, self.directory))
        self._observers.start()
        await asyncio.gather(*(self._register_frame(book) for book in self.books.values()))
        await self._integrators.subscribe()
        await self.work()
        await happening(self)
        await self.work()
        self._phase("healed")
        self._integrators.endpoints.heal()
        await self.sender.settle(_SETTLE)
        await self._rest()
        await self._observers.stop()
        watching.cancel()
        await topic.keep(self.installation)
        return await judge(self.directory, self.installation, _PATIENCE)

    async def _register_frame(self, book: Book) -> None:
        for request in commands.world(book.tenant, self.random):
            await self.do(book, request)

    async def work(self) -> None:
        """Every tenant gets new tasks, and its tasks take some steps, all at the same time."""
        await self.together(
            [(book, commands.register(book, self.random)) for book in self.books.values() for _ in range(_TASKS)]
        )
        for _ in range(_STEPS):
            make = (commands.change_status, commands.change_status, commands.move_deadline)
            wishes = [(book, make_one(book, self.random)) for book in self.books.values() for make_one in make]
            await self.together([(book, request) for book, request in wishes if request is not None])

    async def work_calmly(self) -> None:
        """While some endpoints hang, and nothing else is wrong."""
        async with levels.opened(self.installation.store_url) as stores:
            await until(lambda: self._integrators.all_is_level(stores), _SETTLE)
        self._phase("calm")
        await self.work()
        self._phase("calmed")

    async def together(self, wishes: Sequence[tuple[Book, Request]]) -> None:
        """Sent at once; what has no definite answer after some seconds stays open."""
        doing = [asyncio.create_task(self.do(book, request)) for book, request in wishes]
        await asyncio.wait(doing, timeout=_SETTLE)

    async def do(self, book: Book, request: Request) -> Settled:
        settled = await self.sender.post(request)
        book.learn(request, settled.answer)
        return settled

    async def rotate(self, name: str, pace: float) -> None:
        """Another secret for an endpoint, whose receiver goes on with the old one for so many seconds."""
        await self._integrators.rotate(name, pace)

    async def kill(self, name: str) -> None:
        """kill -9; returns when its successor is ready."""
        await self._end(name, signal.SIGKILL)
        await self.until_ready(name)

    async def end_at(self, name: str, point: str, passes: int) -> None:
        """While people work, the service ends itself at that point; returns when its successor is ready."""
        part = await self.alive(name)
        (self.directory.switches / name).write_text(f"{point} {passes}")
        await self.work()
        assert await until(lambda: _done(not is_alive(part)), 3 * _END), f"{point} of {name} was not passed so often"
        await self.until_ready(name)

    async def ask_to_end(self, name: str) -> None:
        """SIGTERM, and kill -9 where it stays; returns when its successor is ready."""
        began = time.monotonic()
        part = await self._end(name, signal.SIGTERM)
        seconds = None if is_alive(part) else time.monotonic() - began
        append(self.directory.exits, {"at": now(), "part": name, "seconds": seconds})
        self.installation.signal(part, signal.SIGKILL)
        await self.until_ready(name)

    async def _end(self, name: str, number: signal.Signals) -> Part:
        part = await self.alive(name)
        self.installation.signal(part, number)
        await until(lambda: _done(not is_alive(part)), _END)
        return part

    async def alive(self, name: str) -> Part:
        await until(lambda: _done(self.installation.part(name) is not None), _END)
        part = self.installation.part(name)
        assert part is not None, f"{name} is not started again"
        return part

    async def until_ready(self, name: str) -> None:
        await self.alive(name)
        await until(lambda: self.installation.is_ready(name), 3 * _END)

    async def _rest(self) -> None:
        """A planted defect may keep it from ever coming to rest, which is for the judge to say.

        Endpoints that hung have much to hear: no defect keeps it from them for ever, but a slow machine takes its time.
        """
        await until(self._is_delivered, _DELIVERED)
        if await until(self._is_at_rest, _REST):
            self._phase("quiet")

    async def _is_delivered(self) -> bool:
        try:
            async with levels.opened(self.installation.store_url) as stores:
                return not await stores.endpoints_behind(await stores.heads())
        except StorageError:
            return False

    async def _is_at_rest(self) -> bool:
        try:
            async with levels.opened(self.installation.store_url) as stores:
                heads, waiting = await stores.heads(), await stores.waiting()
                behind = [text for text in await stores.behind(heads) if not text.startswith("publisher")]
        except StorageError:
            return False
        seen = self._observers.seen
        return not waiting and not behind and all(seen[tenant] >= head for tenant, head in heads.items())

    def _phase(self, phase: str) -> None:
        append(self.directory.phases, {"at": now(), "phase": phase})


async def rehearse(plants: dict[str, str], happening: Happening, stack: Stack) -> list[Verdict]:
    """In a folder that is gone afterwards. Raises StackUnavailable where the machine cannot run that stack."""
    with tempfile.TemporaryDirectory(prefix="tiendo-planted-") as folder:
        return await Rehearsal(RunDirectory(Path(folder)), plants, stack).play(happening)


async def until(look: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Whether it came true in that time."""
    deadline = time.monotonic() + seconds
    while not await look():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_LOOK)
    return True


async def _done(outcome: bool) -> bool:
    return outcome
