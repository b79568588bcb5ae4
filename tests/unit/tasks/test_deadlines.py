"""Deadlines: what a stated date means, and how it may be moved."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.errors import DeadlineClosed, DeadlineIncomplete, DeadlineUnchanged, NotADecider
from services.tasks.domain.outcome import standing
from services.tasks.domain.works import task
from services.tasks.domain.works.steps import StatusWish
from shared.calendar import Precision, local_date
from shared.events import TaskDeadlineMoved, TaskSnapshot
from tests.unit.tasks.cast import NOW, a_model, a_task

DATES = st.dates(date(1990, 1, 1), date(2199, 12, 31))
STATED = st.sampled_from([Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR])


def a_move(**fields: object) -> DeadlineWish:
    defaults: dict[str, object] = {
        "date": "2024-08-15",
        "precision": "month",
        "reason": "Vướng mắc pháp lý của Trung tâm IOC",
        "document": "6907/UBND-KSTT",
        "decided_by_role": "chairman",
    }
    return DeadlineWish.model_validate(defaults | fields)


def moved(state: TaskSnapshot, **fields: object) -> TaskSnapshot:
    return task.move_deadline(state, a_move(**fields), NOW).state


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        ("day", "2024-08-15T23:59:59.999999+07:00"),
        ("month", "2024-08-31T23:59:59.999999+07:00"),
        ("quarter", "2024-09-30T23:59:59.999999+07:00"),
        ("year", "2024-12-31T23:59:59.999999+07:00"),
    ],
)
def test_a_deadline_is_the_last_instant_of_its_period_in_vietnam(precision: str, last: str) -> None:
    state = a_task(due={"date": "2024-08-15", "precision": precision})
    assert state.obligation.due_at == at(last)
    assert state.obligation.original_due_at == at(last)


def test_a_task_without_a_stated_deadline_is_legal_and_never_overdue() -> None:
    state = a_task(due={"date": None, "precision": "none", "raw": "sớm"})
    assert state.obligation.due_at is None
    assert state.due_raw == "sớm"
    assert standing(state, NOW + timedelta(days=3650)).overdue is False


@pytest.mark.parametrize(
    ("due", "field"),
    [({"date": "2024-08-15"}, "due.precision"), ({"precision": "month"}, "due.date")],
)
def test_half_a_deadline_is_refused_and_the_missing_half_is_named(due: dict[str, str], field: str) -> None:
    with pytest.raises(DeadlineIncomplete) as refused:
        a_task(due=due)
    assert refused.value.field == field


def test_moving_a_deadline_keeps_the_original_and_counts() -> None:
    state = moved(moved(a_task()), date="2024-12-31", precision="year")
    owed = state.obligation
    assert owed.original_due_at == at("2024-03-31T23:59:59.999999+07:00")
    assert owed.due_at == at("2024-12-31T23:59:59.999999+07:00")
    assert (owed.moves, state.version, state.due_date) == (2, 3, date(2024, 12, 31))


def test_the_event_of_a_move_carries_reason_document_and_decision_maker() -> None:
    (occurred,) = task.move_deadline(a_task(), a_move(), NOW).events
    assert isinstance(occurred.payload, TaskDeadlineMoved)
    change = occurred.payload.change
    assert (change.reason, change.document, change.decided_by_role.value) == (
        "Vướng mắc pháp lý của Trung tâm IOC",
        "6907/UBND-KSTT",
        "chairman",
    )
    assert change.from_due_at == at("2024-03-31T23:59:59.999999+07:00")
    assert occurred.time == NOW


def test_a_deadline_may_be_set_later_where_none_was_stated() -> None:
    state = moved(a_task(due={}))
    assert state.obligation.original_due_at is None
    assert state.obligation.due_at == at("2024-08-31T23:59:59.999999+07:00")


@pytest.mark.parametrize("status", ["basically_completed", "completed", "cancelled"])
def test_the_deadline_of_something_done_or_cancelled_stays(status: str) -> None:
    with pytest.raises(DeadlineClosed):
        moved(a_task(status=status, reason="Trùng"))


def test_moving_to_the_present_deadline_is_refused() -> None:
    with pytest.raises(DeadlineUnchanged):
        moved(a_task(), date="2024-03-31", precision="day")


@pytest.mark.parametrize("role", ["integrator", "ops", "unit_officer", "commune_officer"])
def test_not_everybody_decides_on_deadlines(role: str) -> None:
    with pytest.raises(NotADecider):
        moved(a_task(), decided_by_role=role)


@given(stated=DATES, precision=STATED)
def test_a_deadline_lies_at_the_end_of_a_day_not_before_the_stated_one(stated: date, precision: Precision) -> None:
    state = a_task(due={"date": stated.isoformat(), "precision": precision})
    due_at = state.obligation.due_at
    assert due_at is not None
    last = local_date(due_at)
    assert last >= stated
    assert local_date(due_at + timedelta(microseconds=1)) == last + timedelta(days=1)
    assert last.year == stated.year


@given(st.lists(st.tuples(DATES, STATED), max_size=6))
def test_however_often_it_moves_the_original_stays_and_every_move_is_counted(
    moves: list[tuple[date, Precision]],
) -> None:
    state, counted = a_task(), 0
    for day, precision in moves:
        try:
            state = moved(state, date=day.isoformat(), precision=precision)
        except DeadlineUnchanged:
            continue
        counted += 1
    assert state.obligation.moves == counted == state.version - 1
    assert state.obligation.original_due_at == a_task().obligation.original_due_at


@given(due=DATES, done_after=st.integers(-3, 3), seen_after=st.integers(-3, 3), done=st.booleans())
def test_the_outcome_is_one_of_four_and_turns_one_microsecond_after_the_deadline(
    due: date, done_after: int, seen_after: int, done: bool
) -> None:
    state = a_task(due={"date": due.isoformat(), "precision": "day"})
    due_at = state.obligation.due_at
    assert due_at is not None
    if done:
        discharged = state.obligation.model_copy(update={"discharged_at": due_at + timedelta(microseconds=done_after)})
        state = state.model_copy(update={"status": "completed", "obligation": discharged})
    seen = standing(state, due_at + timedelta(microseconds=seen_after))
    late = (done_after if done else seen_after) > 0
    expected = ("done_late" if late else "done_on_time") if done else ("open_overdue" if late else "open_in_time")
    assert seen.outcome == expected
    assert seen.overdue == (late and not done)
    assert seen.due_soon == (not done and not late)


def test_due_soon_begins_seven_days_before_the_deadline() -> None:
    state = a_task(due={"date": "2024-04-30", "precision": "day"})
    due_at = state.obligation.due_at
    assert due_at is not None
    assert not standing(state, due_at - timedelta(days=7, microseconds=1)).due_soon
    assert standing(state, due_at - timedelta(days=7)).due_soon


def test_cancelled_work_has_no_outcome_and_is_not_overdue() -> None:
    state = task.change_status(a_task(), StatusWish(to="cancelled", reason="Trùng"), NOW + timedelta(days=90)).state
    seen = standing(state, NOW + timedelta(days=90))
    assert (seen.outcome, seen.overdue, seen.done) == (None, False, False)


def test_a_model_without_a_deadline_has_the_outcome_no_deadline() -> None:
    assert standing(a_model(), NOW).outcome == "no_deadline"
