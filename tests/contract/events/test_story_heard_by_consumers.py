"""Every consumer of the catalogue understands the story of the examples, on a store of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.gateway.domain.live_events import read_event
from services.notifications.adapters.specifications import SPECS as NOTIFICATIONS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.domain.mailboxes import head_of
from services.notifications.ports import Stores
from services.notifications.usecases.fold import Fold as FoldIntoInboxes
from services.reporting.adapters.specifications import SPECIFICATIONS as REPORTING
from services.reporting.adapters.stored_figures import StoredLiveFigures
from services.reporting.adapters.stored_ledger import StoredLedger
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold as FoldIntoBoards
from services.reporting.usecases.scoreboards import Scoreboards
from shared.calendar import as_of_instant
from shared.events import CATALOGUE, Event
from shared.events.generate import EXAMPLES
from shared.messaging import SUBSCRIPTION_SPECS
from shared.storage import CollectionSpec, Store, connect
from shared.tenancy import TenantId

ROOT = Path(__file__).parents[3]
NGHE_AN = TenantId("nghe-an")


def bodies() -> list[bytes]:
    """The province's part of the story as it stands on the bus, in its order."""
    texts = {name: (ROOT / EXAMPLES / f"{name}.json").read_bytes() for name in CATALOGUE}
    events = {name: Event.from_json(text) for name, text in texts.items()}
    own = [name for name, event in events.items() if event.tenant == NGHE_AN]
    return [texts[name] for name in sorted(own, key=lambda name: events[name].sequence)]


@asynccontextmanager
async def a_store(directory: Path, service: str, specs: tuple[CollectionSpec, ...]) -> AsyncIterator[Store]:
    store = connect(f"sqlite://{directory}", service)
    await store.open([*specs, *SUBSCRIPTION_SPECS])
    try:
        yield store
    finally:
        await store.close()


@pytest.mark.parametrize(
    ("as_of", "task", "model", "overdue"),
    [
        ("2024-01-01", "not_started", "not_started", 0),
        ("2024-03-31", "in_progress", "not_started", 0),
        ("2024-05-01", "in_progress", "in_progress", 1),
    ],
)
async def test_reporting_counts_it(tmp_path: Path, as_of: str, task: str, model: str, overdue: int) -> None:
    async with a_store(tmp_path, "reporting", REPORTING) as store:
        await FoldIntoBoards(StoredLedger(store)).apply(NGHE_AN, [Event.from_json(body) for body in bodies()])
        question = Question(now=datetime(2026, 1, 1, tzinfo=UTC), as_of=as_of_instant(as_of))
        board = await Scoreboards(StoredLiveFigures(store, "reporting")).scoreboard(NGHE_AN, question)
    assert (board.tasks.total, board.models.total, board.groups) == (1, 1, 1)
    assert board.tasks.by_status[task] == 1
    assert board.models.by_status[model] == 1
    assert board.tasks.outcome.open_overdue == overdue
    assert board.by_group[0].name_vi == "Hoàn thiện thể chế, pháp lý"
    assert board.by_unit[0].unit == "NA-STP"


async def test_notifications_tell_it_to_those_concerned(tmp_path: Path) -> None:
    async with a_store(tmp_path, "notifications", NOTIFICATIONS) as store:
        inboxes = StoredInboxes(store)
        stores = Stores(inboxes, StoredObligations(store), StoredUnits(store))
        fold = FoldIntoInboxes(stores, TenantTimetables({}, StoredLadders(store).current))
        await fold.apply(NGHE_AN, [Event.from_json(body) for body in bodies()])
        page = await inboxes.page(NGHE_AN, head_of("NA-STP"), None, 10, None)
        told_to_model_lead = await inboxes.page(NGHE_AN, head_of("NA-VPUB"), None, 10, None)
    invited = sequence_of("session.convened")
    passed_on, new_lead = sequence_of("duty.handed-over"), sequence_of("model.lead-changed")
    assert [notice.message.sequence for notice in page.items] == [invited, passed_on, new_lead, 44, 8, 7, 5]
    assert {notice.message.subject for notice in page.items[3:]} == {"NA-T-01"}
    assert [notice.message.sequence for notice in told_to_model_lead.items] == [new_lead, 44, 9, 6]


def sequence_of(name: str) -> int:
    return Event.from_json((ROOT / EXAMPLES / f"vn.tiendo.{name}.v1.json").read_bytes()).sequence


def test_the_gateway_passes_it_on_as_it_is() -> None:
    texts = [(ROOT / EXAMPLES / f"{name}.json").read_bytes() for name in CATALOGUE]
    live = [read_event(text) for text in texts]
    assert [event.body for event in live] == texts
    assert [event.type for event in live] == list(CATALOGUE)
    own = [event for event in map(read_event, bodies()) if event.tenant == NGHE_AN]
    assert [event.sequence for event in own] == list(range(1, len(bodies()) + 1))
