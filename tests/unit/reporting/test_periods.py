"""Works due in a month, a quarter or a year."""

import pytest

from services.reporting.domain.answers import PeriodReport
from services.reporting.domain.periods import InvalidPeriod, Period
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from shared.calendar import as_of_instant
from tests.unit.reporting.cast import NGHE_AN, Story, a_task, instant
from tests.unit.reporting.memory import InMemoryReadModel


async def report(story: Story, period: str, as_of: str = "2024-12-31") -> PeriodReport:
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    question = Question(instant("2025-01-01"), as_of_instant(as_of))
    return await Scoreboards(model).period(NGHE_AN, Period.parse(period), question)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_period_is_whole_months(text: str, first: str, last: str) -> None:
    period = Period.parse(text)
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "2024-Q0", "2024-Q5", "2024-00", "2024-13", "2024-1", "0000", "2024-Q1 ", "२०२४"])
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(InvalidPeriod):
        Period.parse(text)


async def test_done_in_time_done_late_and_not_completed_add_up_to_what_was_due() -> None:
    story = Story()
    for number in range(4):
        story.registers(a_task(f"T-{number}", "2024-03-31"))
    story.moves("T-0", "completed", "2024-03-31")
    story.moves("T-1", "completed", "2024-04-01")
    story.moves("T-2", "cancelled", "2024-02-01")
    quarter = (await report(story, "2024-Q1")).tasks
    counted = (quarter.due_in_period, quarter.done_on_time, quarter.done_late, quarter.not_completed, quarter.overdue)
    assert counted == (3, 1, 1, 1, 1)
    assert quarter.rate_done == 66.67


async def test_what_was_done_after_as_of_is_not_completed_then() -> None:
    story = Story()
    story.registers(a_task("T-1", "2024-03-31"))
    story.moves("T-1", "completed", "2024-03-20")
    assert (await report(story, "2024-03", as_of="2024-03-19")).tasks.not_completed == 1
    assert (await report(story, "2024-03", as_of="2024-03-20")).tasks.not_completed == 0


async def test_a_deadline_belongs_to_the_vietnamese_month_that_it_ends() -> None:
    story = Story()
    story.registers(a_task("T-1", "2024-10-31"))
    story.registers(a_task("T-2", "2024-11-01"))
    assert (await report(story, "2024-10")).tasks.due_in_period == 1
    assert (await report(story, "2024-11")).tasks.due_in_period == 1


async def test_a_moved_deadline_moves_the_task_to_another_period() -> None:
    story = Story()
    story.registers(a_task("T-1", "2024-03-31"))
    story.postpones("T-1", "2024-04-30", at="2024-03-15")
    assert (await report(story, "2024-Q1")).tasks.due_in_period == 0
    assert (await report(story, "2024-Q1", as_of="2024-03-10")).tasks.due_in_period == 1


async def test_units_that_owe_nothing_in_the_period_are_left_out_and_the_latest_stand_first() -> None:
    story = Story()
    story.registers(a_task("T-1", "2024-03-31", lead_unit="STC"))
    story.registers(a_task("T-2", "2024-03-31", lead_unit="STP"))
    story.registers(a_task("T-3", "2024-03-01", lead_unit="STP"))
    story.registers(a_task("T-4", "2024-05-31", lead_unit="SYT"))
    lines = (await report(story, "2024-Q1", as_of="2024-03-31")).tasks.by_unit
    assert [(line.unit, line.due_in_period, line.overdue) for line in lines] == [("STP", 2, 1), ("STC", 1, 0)]


async def test_nothing_due_is_zero_where_there_are_tasks_and_no_data_where_there_are_none() -> None:
    story = Story()
    assert (await report(story, "2024")).tasks.due_in_period is None
    story.registers(a_task("T-1", due=None))
    assert (await report(story, "2024")).tasks.due_in_period == 0
