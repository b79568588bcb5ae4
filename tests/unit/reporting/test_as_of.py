"""Figures of any instant, as known at any other, equal a plain recomputation from the raw events."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.answers import Scoreboard
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from shared.calendar import from_wire
from shared.events import Event
from tests.unit.reporting.cast import NGHE_AN, Story, a_task, instant
from tests.unit.reporting.histories import histories, telling_instants
from tests.unit.reporting.memory import InMemoryReadModel
from tests.unit.reporting.naive import Expected, expected

NOW = instant("2024-07-01")


async def asked(events: list[Event], question: Question) -> Scoreboard:
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, events)
    return await Scoreboards(model).scoreboard(NGHE_AN, question)


Figures = tuple[dict[str, int], dict[str, int], dict[str | None, int], int]


def figures_of(board: Scoreboard) -> Figures:
    """By status, by outcome, by unit, and what is cancelled; without zeros."""
    tasks = board.tasks
    by_status = {status: count for status, count in tasks.by_status.items() if count}
    outcome = {name: count for name, count in tasks.outcome.model_dump().items() if count}
    return by_status, outcome, {line.unit: line.total for line in board.by_unit if line.total}, tasks.cancelled or 0


def figures_expected(of: Expected) -> Figures:
    return dict(of.by_status), dict(of.outcome), dict(of.units), of.cancelled


@settings(max_examples=120, deadline=None)
@given(events=histories(), draw=st.data())
async def test_as_of_equals_a_recomputation_from_raw_events(events: list[Event], draw: st.DataObject) -> None:
    at = draw.draw(telling_instants(events))
    board = await asked(events, Question(NOW, as_of=from_wire(at)))
    assert figures_of(board) == figures_expected(expected(events, from_wire(at)))


@settings(max_examples=80, deadline=None)
@given(events=histories(), minutes=st.integers(-2, 30), draw=st.data())
async def test_known_at_equals_a_recomputation_from_the_events_entered_by_then(
    events: list[Event], minutes: int, draw: st.DataObject
) -> None:
    known = instant("2024-06-01") + timedelta(minutes=minutes)
    at = draw.draw(telling_instants(events))
    board = await asked(events, Question(NOW, as_of=from_wire(at), known_at=known))
    assert figures_of(board) == figures_expected(expected(events, from_wire(at), known))


@settings(max_examples=40, deadline=None)
@given(events=histories())
async def test_without_as_of_everything_known_counts_and_outcomes_are_of_now(events: list[Event]) -> None:
    board = await asked(events, Question(NOW))
    assert figures_of(board) == figures_expected(expected(events, NOW))


@settings(max_examples=60, deadline=None)
@given(events=histories(), draw=st.data())
async def test_statuses_outcomes_lines_and_total_add_up(events: list[Event], draw: st.DataObject) -> None:
    at = draw.draw(telling_instants(events))
    board = await asked(events, Question(NOW, as_of=from_wire(at)))
    tasks = board.tasks
    if not tasks.reported:
        assert (tasks.total, board.by_unit, [line.total for line in board.by_group]) == (None, [], [])
        return
    assert tasks.total is not None
    assert tasks.total == sum(count or 0 for count in tasks.by_status.values())
    assert tasks.total == sum(tasks.outcome.model_dump().values())
    assert tasks.total == sum(kind.total or 0 for kind in tasks.by_kind.values())
    for lines in (board.by_unit, board.by_group, board.by_plan):
        assert tasks.total == sum(line.total or 0 for line in lines)
        assert tasks.outcome.open_overdue == sum(line.outcome.open_overdue or 0 for line in lines)


async def test_a_completion_entered_after_a_later_move_of_the_deadline_counts_from_its_own_day() -> None:
    story = Story()
    story.registers(a_task(due="2024-03-31"))
    story.postpones("T-1", "2024-05-31", at="2024-04-20")
    story.moves("T-1", "completed", at="2024-03-15", recorded="2024-04-21")

    march = await asked(story.events, Question(NOW, as_of=instant("2024-03-20")))
    assert march.tasks.outcome.done_on_time == 1
    told_then = await asked(story.events, Question(NOW, instant("2024-04-10"), known_at=instant("2024-04-10")))
    assert told_then.tasks.outcome.open_overdue == 1


async def test_a_deadline_moves_no_earlier_than_by_the_move_before_though_that_left_the_day() -> None:
    story = Story()
    story.registers(a_task(due="2024-01-31"))
    story.postpones("T-1", "2024-01-31", at="2024-02-10")  # of another precision
    story.postpones("T-1", "2024-05-31", at="2024-02-01")

    before = await asked(story.events, Question(NOW, as_of=instant("2024-02-05")))
    after = await asked(story.events, Question(NOW, as_of=instant("2024-02-10")))
    assert (before.tasks.outcome.open_overdue, after.tasks.outcome.open_overdue) == (1, 0)


@pytest.mark.parametrize(("hour", "total"), [(5, None), (7, 1), (9, 2), (11, 3), (15, 4)])
async def test_an_instant_inside_a_day_counts_what_took_effect_until_then(hour: int, total: int | None) -> None:
    story = Story()
    story.registers(a_task("T-9"), at="2024-05-01")
    for number, entered in enumerate((6, 8, 10, 14)):
        story.registers(a_task(f"T-{number}"), at=f"2024-02-10T{entered:02d}:00:00+07:00")
    board = await asked(story.events, Question(NOW, as_of=instant(f"2024-02-10T{hour:02d}:00:00+07:00")))
    assert board.tasks.total == total


async def test_a_task_is_in_time_in_the_last_instant_of_its_day_and_overdue_in_the_next() -> None:
    story = Story()
    story.registers(a_task(due="2024-03-31"))
    last = instant("2024-03-31T23:59:59.999999+07:00")
    in_time = await asked(story.events, Question(NOW, as_of=last))
    overdue = await asked(story.events, Question(NOW, as_of=last + timedelta(microseconds=1)))
    assert (in_time.tasks.outcome.open_overdue, overdue.tasks.outcome.open_overdue) == (0, 1)


async def test_known_at_alone_asks_as_of_the_same_instant() -> None:
    story = Story()
    story.registers(a_task(), at="2024-01-01")
    story.moves("T-1", "in_progress", at="2024-02-01")
    board = await asked(story.events, Question(NOW, known_at=instant("2024-01-15")))
    assert board.as_of == board.known_at
    assert board.tasks.by_status["not_started"] == 1
