"""What an answer costs follows plans, groups, units and the calendar, never the number of tasks (DESIGN 11)."""

from datetime import datetime

import pytest

from services.reporting.domain.periods import Period
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from services.reporting.usecases.weak_points import WeakSpots
from shared.calendar import WorkingDays
from shared.storage import Store
from shared.tenancy import TenantId
from tests.component.reporting.counting import CountingStore
from tests.component.reporting.stored_model import StoredReadModel
from tests.unit.reporting.cast import Story, a_model, a_task, instant

FEW, MANY = TenantId("few"), TenantId("many")
NOW = instant("2024-07-01")


async def entered(store: Store, tenant: TenantId, works_in_each: int) -> None:
    """The same groups, units, days and deadlines in both tenants; only the number of works differs."""
    story = Story(tenant)
    for group in ("G-1", "G-2"):
        story.group(group)
    number = 0
    for group in ("G-1", "G-2"):
        for unit in ("STP", "STC", "SYT"):
            for _ in range(works_in_each):
                key = f"T-{(number := number + 1)}"
                story.registers(a_task(key, tenant=tenant, group=group, lead_unit=unit), "2024-01-02")
                story.moves(key, "in_progress", "2024-02-14")
                story.moves(key, "completed", "2024-04-20")
    story.registers(a_model(tenant=tenant))
    await Fold(StoredReadModel(store)).apply(tenant, story.events)


@pytest.mark.parametrize(
    "question",
    [
        Question(NOW),
        Question(NOW, as_of=NOW),
        Question(NOW, as_of=instant("2024-02-20T23:00:00+07:00")),
        Question(NOW, as_of=instant("2024-04-19T12:00:00+07:00")),
        Question(NOW, as_of=instant("2024-04-20T00:00:00+07:00")),
        Question(NOW, as_of=instant("2023-12-31")),
    ],
    ids=["now", "as of now", "in February", "before the last day", "in the instant of a change", "before everything"],
)
async def test_ten_times_the_tasks_cost_not_one_document_more(store: Store, question: Question) -> None:
    await entered(store, FEW, 1)
    await entered(store, MANY, 10)
    read = {}
    for tenant in (FEW, MANY):
        counting = CountingStore(store)
        scoreboards = Scoreboards(StoredReadModel(counting))
        await scoreboards.scoreboard(tenant, question)
        await scoreboards.period(tenant, Period.parse("2024-Q1"), question)
        read[tenant] = counting.read
    assert read[MANY] == read[FEW] > 0


@pytest.mark.parametrize("as_of", [None, NOW], ids=["now", "as of now"])
async def test_weak_points_of_ten_times_the_tasks_cost_not_one_document_more(
    store: Store, as_of: datetime | None
) -> None:
    """FR-NA-27: counters at two instants; nothing of these works is overdue, so none is listed."""
    await entered(store, FEW, 1)
    await entered(store, MANY, 10)
    read = {}
    for tenant in (FEW, MANY):
        counting = CountingStore(store)
        spots = WeakSpots(StoredReadModel(counting), WorkingDays(lambda _: False))
        await spots.of(tenant, Question(NOW, as_of=as_of), 20)
        read[tenant] = counting.read
    assert read[MANY] == read[FEW] > 0
