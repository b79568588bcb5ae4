"""One run from the first process to the last verdict."""

import asyncio
import sys
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deploy.local.parts import SERVICES
from tests.chaos import levels, topic
from tests.chaos.harm import Harm, now
from tests.chaos.healing import REST_SECONDS, heal, rest
from tests.chaos.installation import Installation
from tests.chaos.integrators.parties import Integrators
from tests.chaos.invariants import check
from tests.chaos.ledger import Ledger
from tests.chaos.load import Load
from tests.chaos.observers import Observers
from tests.chaos.patience import comes_true
from tests.chaos.report import Report
from tests.chaos.run_directory import RunDirectory, append, read_lines
from tests.chaos.sending import Sender
from tests.chaos.servers import Stack
from tests.chaos.starts import note_starts

_PROGRESS_EVERY = 15.0
_CALM_SECONDS = 4.0
_CALM_RATE = 10.0
_LEVEL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; `rate` in commands a second, `scenario` None for the faults of the seed."""

    seed: int
    minutes: float
    stack: Stack
    rate: float
    scenario: str | None = None

    @property
    def name(self) -> str:
        return self.scenario or f"{self.minutes:g} min of faults"


Play = Callable[["Run"], Awaitable[None]]


class Run:
    """What a play needs is public. `stopping` ends a play early: what there is then is healed, judged and reported."""

    def __init__(self, wish: Wish, directory: RunDirectory, environment: dict[str, str] | None = None) -> None:
        self.wish = wish
        self.directory = directory
        self.installation = Installation(directory, wish.stack, wish.seed, environment)
        self.harm: Harm  # once the installation runs
        self.report = Report(wish.seed, wish.stack, wish.rate, wish.name)
        self.stopping = asyncio.Event()
        self._ledger = Ledger(directory.ledger)
        self.sender = Sender(self.installation.url, self._ledger, self.installation.token)
        self.load = Load(self.installation.tenants, self.sender, wish.seed)
        self._observers = Observers(self.installation)
        self._integrators = Integrators(self.installation)

    async def conduct(self, play: Play) -> Report:
        """Raises StackUnavailable, RuntimeError where it does not even start."""
        for tenant in self.installation.tenants:
            told = {"tenant": tenant.id, "canary": tenant.canary, "level": tenant.level}
            append(self.directory.tenants, told)
        say(f"starting {self.wish.stack}")
        try:
            await self._integrators.start()
            await self.installation.start()
            self._phase("started")
            async with levels.opened(self.installation.store_url) as stores:
                self.harm = Harm(self.installation, stores, self._integrators.rotate)
                await self._live(play)
        finally:
            await self.sender.close()
            self._ledger.close()
            await self.installation.stop()
            await self._integrators.stop()
        return self.report

    async def _live(self, play: Play) -> None:
        watching = asyncio.create_task(note_starts(self.installation, self.directory))
        self._observers.start()
        await self.load.prepare()
        await self._integrators.subscribe()
        if self.wish.scenario:
            self._integrators.endpoints.heal()  # a measurement is not about them
        self._phase("loaded")
        await self._until_stopped(play)
        await self._come_to_rest()
        await self._observers.stop()
        watching.cancel()
        await self._keep_what_is_left()
        await self._judge()

    async def _until_stopped(self, play: Play) -> None:
        playing = asyncio.ensure_future(play(self))
        telling = asyncio.create_task(self._tell_progress())
        stopped = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait({playing, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (playing, telling, stopped):
                task.cancel()
            outcomes = await asyncio.gather(playing, telling, stopped, return_exceptions=True)
        for problem in outcomes:
            if isinstance(problem, Exception):
                raise problem

    async def _come_to_rest(self) -> None:
        say("healing")
        await heal(self.installation)
        self._phase("healed")
        began = time.monotonic()
        await self.sender.settle(REST_SECONDS)
        await self._work_calmly()
        self._integrators.endpoints.heal()
        if unsettled := await self.sender.settle(max(1.0, began + REST_SECONDS - time.monotonic())):
            self.report.problems.append(f"{unsettled} commands have no definite answer after {REST_SECONDS:.0f} s")
        await self.load.finish()
        self._phase("settled")
        missing = await rest(
            self.installation, self.harm.stores, self._observers, max(1.0, began + REST_SECONDS - time.monotonic())
        )
        if missing:
            self.report.problems += [f"not at rest after {REST_SECONDS:.0f} s: {what}" for what in missing]
        else:
            self.report.quiet_after = time.monotonic() - began
            self._phase("quiet")
        await self.harm.recoveries.end()

    async def _work_calmly(self) -> None:
        """A little load without any fault, while some endpoints still hang: do the others wait for them?

        Once more where a command found something away: processes may still be on their way to a bus with a new address.
        """
        deadline = time.monotonic() + _LEVEL_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            await comes_true(lambda: self._integrators.all_is_level(self.harm.stores), left)
            began, earlier = now(), len(self.sender.exchanges)
            await self.load.run(_CALM_RATE, _CALM_SECONDS)
            if all(200 <= each.status < 500 for each in self.sender.exchanges[earlier:]):
                append(self.directory.phases, {"at": began, "phase": "calm"})
                self._phase("calmed")
                return

    async def _keep_what_is_left(self) -> None:
        for part in self.installation.parts():
            if part.name in SERVICES:
                await self.harm.keep_metrics(part, last=True)
        try:
            await topic.keep(self.installation)
        except topic.BusAway as problem:
            self.report.problems.append(f"the topic cannot be read at the end: {problem}")

    async def _judge(self) -> None:
        say("judging")
        self._fill_in_report()
        try:
            self.report.verdicts = await asyncio.to_thread(check, self.directory, self.installation)
        except Exception as problem:
            # Without a verdict the run has failed, and what it has counted is wanted all the same.
            traceback.print_exc()
            self.report.problems.append(f"the judge gave up: {type(problem).__name__}: {problem}")

    def _fill_in_report(self) -> None:
        report = self.report
        report.figures.append(self._integrators.figures())
        report.injected, report.missed = self.harm.injected, self.harm.missed
        report.operations = Ledger.read(self.directory.ledger)
        report.statuses, report.held_back = self.sender.statuses, self.load.held_back
        report.recoveries, report.overdue = self.harm.recoveries.seconds, self.harm.recoveries.overdue
        report.restarts = Counter(record["part"] for record in read_lines(self.directory.restarts))
        if errors := self.sender.statuses[500]:
            report.problems.append(f"{errors} answers were 500: an outage is a 503, anything else is a defect")

    async def _tell_progress(self) -> None:
        start = time.monotonic()
        while True:
            await asyncio.sleep(_PROGRESS_EVERY)
            harm, sender = self.harm, self.sender
            answered = sum(200 <= exchange.status < 300 for exchange in sender.exchanges)
            say(
                f"{time.monotonic() - start:5.0f} s: {harm.injected.total()} faults, {answered} commands done, "
                f"{sender.unsettled} without an answer"
            )

    def _phase(self, phase: str) -> None:
        append(self.directory.phases, {"at": now(), "phase": phase})


def say(line: str) -> None:
    sys.stdout.write(f"chaos: {line}\n")
    sys.stdout.flush()
