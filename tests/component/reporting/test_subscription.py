"""From events to figures through the subscription: duplicates, gaps, poison and restarts on a real store."""

from collections.abc import Sequence

from services.reporting.subscribers import SUBSCRIPTION
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from services.reporting.usecases.watch import Watch
from shared.calendar import FixedClock
from shared.events import Event
from shared.messaging import DEAD_LETTERS, Subscription
from shared.storage import Store
from shared.tenancy import TenantId
from tests.component.reporting.stored_model import StoredReadModel
from tests.unit.reporting.cast import NGHE_AN, Story, a_task, instant

NOW = instant("2024-07-01")


class Journal:
    """A JournalSource over the events of one story."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        return [body(event) for event in self._events[after : after + limit] if event.tenant == tenant]

    async def heads(self) -> dict[TenantId, int]:
        return {NGHE_AN: len(self._events)}


class RecordingGauges:
    def __init__(self) -> None:
        self.mismatches: dict[str, int] = {}
        self.overdues: dict[str, int] = {}

    def overdue(self, tenant: TenantId, tasks: int) -> None:
        self.overdues[tenant] = tasks

    def mismatch(self, tenant: TenantId, works: int) -> None:
        self.mismatches[tenant] = works


def body(event: Event) -> bytes:
    return event.model_dump_json().encode()


def a_story(tasks: int = 5) -> Story:
    story = Story()
    story.tenant_registered()
    for number in range(tasks):
        story.registers(a_task(f"T-{number}"))
        story.moves(f"T-{number}", "in_progress", "2024-02-01")
    return story


def subscription(store: Store, events: Sequence[Event]) -> Subscription:
    return Subscription(SUBSCRIPTION, store, Journal(events), Fold(StoredReadModel(store)), FixedClock(NOW))


async def in_progress(store: Store) -> tuple[int, int | None, int | None]:
    """Sequence, total and tasks in progress."""
    board = await Scoreboards(StoredReadModel(store)).scoreboard(NGHE_AN, Question(NOW))
    return board.sequence, board.tasks.total, board.tasks.by_status["in_progress"]


async def test_a_new_reading_catches_up_from_the_journal(store: Store) -> None:
    story = a_story()
    await subscription(store, story.events).catch_up()
    assert await in_progress(store) == (len(story.events), 5, 5)


async def test_records_that_come_twice_late_and_with_gaps_are_counted_once(store: Store) -> None:
    story = a_story()
    reading = subscription(store, story.events)
    bodies = [body(event) for event in story.events]
    await reading.receive([bodies[0], bodies[0], bodies[4], bodies[2]])
    await reading.receive(bodies[3:])
    await subscription(store, story.events).receive(bodies)
    assert await in_progress(store) == (len(story.events), 5, 5)


async def test_a_poisoned_event_is_parked_and_heals_with_the_next(store: Store) -> None:
    story = a_story(tasks=1)
    story.moves("T-0", "completed", "2024-03-01")
    broken = story.events[2].model_copy(update={"data": {"after": {"id": "T-0"}}})
    await subscription(store, [*story.events[:2], broken, story.events[3]]).catch_up()
    board = await Scoreboards(StoredReadModel(store)).scoreboard(NGHE_AN, Question(NOW))
    assert (board.sequence, board.tasks.total, board.tasks.done) == (4, 1, 1)
    letters = await store.collection(DEAD_LETTERS, NGHE_AN).find({})
    assert [letter["sequence"] for letter in letters.items] == [3]


async def test_the_watch_finds_boards_and_rows_in_agreement_and_counts_what_is_overdue(store: Store) -> None:
    story = a_story()
    story.moves("T-0", "cancelled", "2024-03-01")
    await subscription(store, story.events).catch_up()
    gauges = RecordingGauges()
    await Watch(StoredReadModel(store), gauges).observe(NOW)
    assert (gauges.mismatches, gauges.overdues) == ({NGHE_AN: 0}, {NGHE_AN: 4})


async def test_the_watch_sees_a_row_that_no_board_counts(store: Store) -> None:
    story = a_story()
    await subscription(store, story.events).catch_up()
    model = StoredReadModel(store)
    stray = {"id": "task:X", "work": "tasks", "sequence": 1, "timeline": [], "revision": 0}
    await model.keep_rows(NGHE_AN, [stray], [])
    gauges = RecordingGauges()
    await Watch(model, gauges).observe(NOW)
    assert gauges.mismatches == {NGHE_AN: 2}
