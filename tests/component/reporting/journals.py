"""A journal that grows while it is read, and the reading side of the service over it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from services.reporting.adapters.read_model import ReportingModel
from services.reporting.adapters.specifications import SPECIFICATIONS
from services.reporting.adapters.stored_figures import StoredLiveFigures
from services.reporting.domain.answers import Scoreboard
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from shared.calendar import FixedClock
from shared.chassis.reading import Reading
from shared.events import Event
from shared.messaging.generations import Generation, Place, Places
from shared.messaging.rebuilding import Rebuild, whole
from shared.storage import CollectionSpec, Document, Order, Store
from shared.tenancy import TenantId
from tests.unit.reporting.cast import NGHE_AN, Story, a_task, instant
from tests.unit.reporting.measured import measured
from tests.unit.reporting.memory import InMemoryReadModel

NOW = instant("2024-07-01")
QUESTIONS = [Question(NOW)] + [
    Question(NOW, as_of=instant(f"2024-{month:02d}-15T12:00:00+07:00")) for month in range(1, 7)
]
_PATIENCE_SECONDS = 150.0


class GrowingJournal:
    """A JournalSource over a story. `read_from` are the numbers that were read behind; `meanwhile` is awaited at each read."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.read_from: list[int] = []
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    @property
    def events(self) -> list[Event]:
        return self.story.events

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        self.read_from.append(after)
        if self.meanwhile is not None:
            await self.meanwhile()
        return [event.model_dump_json().encode() for event in self.events[after : after + limit]]

    async def heads(self) -> dict[TenantId, int]:
        return {self.story.tenant: len(self.events)}


def a_busy_story(tasks: int = 8) -> Story:
    """Names, tasks of several units and groups, changes, moved deadlines, changes that were entered late, and an indicator."""
    story = Story()
    story.tenant_registered()
    story.plan()
    for group in ("G-1", "G-2"):
        story.group(group)
    for number in range(tasks):
        story.unit(f"U-{number % 3}") if number < 3 else None
        due = f"2024-0{1 + number % 6}-20"
        story.registers(a_task(f"T-{number}", due, group=f"G-{1 + number % 2}", lead_unit=f"U-{number % 3}"))
    for number in range(tasks):
        story.moves(f"T-{number}", "in_progress", "2024-02-10", recorded="2024-02-11")
        if number % 2:
            story.postpones(f"T-{number}", "2024-06-30", "2024-03-05", recorded="2024-03-06")
        story.moves(f"T-{number}", "completed" if number % 3 else "cancelled", "2024-03-01", recorded="2024-04-01")
    measured(story)
    return story


def goes_on(story: Story, changes: int = 1) -> None:
    """Something more happens: new tasks, and tasks that move."""
    for _ in range(changes):
        number = len(story.events)
        story.registers(a_task(f"N-{number}", "2024-06-20", lead_unit="U-1"), "2024-05-01")
        story.moves(f"N-{number}", "in_progress", "2024-05-02")


def a_reading(store: Store, journal: GrowingJournal, replica: str = "here") -> Reading:
    return Reading(store, journal, ReportingModel(store, "reporting"), FixedClock(NOW), replica)


@asynccontextmanager
async def at_work(reading: Reading) -> AsyncIterator[None]:
    """The worker of that process runs meanwhile; then it is gone, as after a kill."""
    working = asyncio.create_task(reading.rebuilds.run())
    try:
        yield
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    """What `look` finds once it is true."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while True:
            if seen := await look():
                return seen
            await asyncio.sleep(0.005)


async def ended(reading: Reading) -> Rebuild:
    async def look() -> Rebuild | None:
        rebuild = await reading.wishes.known(NGHE_AN)
        return None if rebuild is None or rebuild.active else rebuild

    return await until(look)  # type: ignore[no-any-return]


async def rebuilt(reading: Reading, *, switch_anyway: bool = False, anew: bool = False) -> Rebuild:
    """Asks for a rebuild, and has it worked on to its end."""
    await reading.wishes.rebuild(NGHE_AN, switch_anyway=switch_anyway, anew=anew)
    async with at_work(reading):
        return await ended(reading)


async def place(store: Store) -> Place:
    return await Places(store, "reporting").of(NGHE_AN)


async def figures(store: Store) -> list[Scoreboard]:
    """What people see, now and as of several instants."""
    scoreboards = Scoreboards(StoredLiveFigures(store, "reporting"))
    return [await scoreboards.scoreboard(NGHE_AN, question) for question in QUESTIONS]


async def right_figures(story: Story) -> list[Scoreboard]:
    """The same, told by a read model that has heard every event once, in order."""
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    await model.moved_to(NGHE_AN, len(story.events))
    return [await Scoreboards(model).scoreboard(NGHE_AN, question) for question in QUESTIONS]


async def documents(store: Store, number: int) -> dict[str, dict[str, Document]]:
    """Everything that one generation holds, without the numbers by which writers compete."""
    generation = Generation(store, number)
    return {spec.name: await _all_of(generation, spec) for spec in SPECIFICATIONS}


async def _all_of(generation: Generation, spec: CollectionSpec) -> dict[str, Document]:
    page = await generation.collection(spec, NGHE_AN).find({}, Order(), 10_000)
    return {document["id"]: whole(document) for document in page.items}


@contextlib.asynccontextmanager
async def consumed(reading: Reading) -> AsyncIterator[None]:
    """The live consumer follows the journal meanwhile."""

    async def follow() -> None:
        while True:
            await reading.subscription.catch_up()
            await asyncio.sleep(0)

    following = asyncio.create_task(follow())
    try:
        yield
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
