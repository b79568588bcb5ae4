"""What is owed, and what the ladder still has to say about it."""

from datetime import date, timedelta

import pytest

from services.notifications.domain.obligations import Obligation, after_events, after_firing, pending, planned
from services.notifications.domain.works import WorkEvent
from shared.calendar import VIETNAM, Precision
from shared.events import TaskSnapshot
from shared.events.tenant_successions import PassingOn, TaskPassedOn
from shared.events.work_parts import Elsewhere
from tests.unit.notifications.cast import (
    a_model,
    a_task,
    a_timetable,
    an_event,
    at,
    deadline_moved,
    owed,
    registered,
    task_moved,
    the_work,
)

TIMETABLE = a_timetable()
DUE = date(2024, 10, 31)
ALL = ["T-7", "T-3", "T-1", "T", "T+1", "T+3", "T+7", "T+14"]


def after(known: Obligation | None, payload: WorkEvent, sequence: int, recorded: str) -> Obligation:
    return after_events(known, [(an_event(payload, sequence, recorded), the_work(payload))], TIMETABLE)


def opened(task: TaskSnapshot | None = None, recorded: str = "2024-09-04 10:00") -> Obligation:
    return after(None, registered(task or a_task(due=DUE)), 1, recorded)


def steps(obligation: Obligation) -> list[str]:
    return [moment.step.name for moment in pending(obligation, TIMETABLE)]


def due_on(obligation: Obligation, day: date) -> TaskSnapshot:
    task = a_task(due=DUE)
    return task.model_copy(update={"obligation": owed(day, moves=1)})


def test_a_registration_opens_an_obligation_with_its_first_step_in_sight() -> None:
    obligation = opened()
    assert obligation.open
    assert steps(obligation) == ALL
    assert obligation.next_step_at == at("2024-10-22 08:00")


def test_the_clock_walks_the_ladder_step_by_step() -> None:
    obligation = after_firing(opened(), ["T-7", "T-3"], TIMETABLE)
    assert steps(obligation) == ALL[2:]
    assert obligation.next_step_at == at("2024-10-30 08:00")
    assert after_firing(obligation, ALL, TIMETABLE).next_step_at is None


@pytest.mark.parametrize(
    "task",
    [a_task(due=None), a_task(due=DUE, lead=None, coordinating_units=())],
    ids=["no deadline", "assigned to a class of units"],
)
def test_without_deadline_or_owner_nobody_is_reminded(task: TaskSnapshot) -> None:
    assert opened(task).next_step_at is None


def test_a_model_without_deadline_is_an_obligation_without_reminders() -> None:
    assert after(None, registered(a_model()), 1, "2024-09-04 10:00").next_step_at is None


@pytest.mark.parametrize("status", ["basically_completed", "completed", "cancelled"])
def test_completion_and_cancellation_end_the_ladder(status: str) -> None:
    ended = after(opened(), task_moved("in_progress", status, a_task(due=DUE, status=status)), 2, "2024-10-25 10:00")
    assert not ended.open
    assert steps(ended) == []
    assert ended.next_step_at is None


@pytest.mark.parametrize("status", ["in_progress", "submitted", "returned", "on_hold"])
def test_other_steps_keep_it(status: str) -> None:
    kept = after(opened(), task_moved("not_started", status, a_task(due=DUE, status=status)), 2, "2024-10-25 10:00")
    assert steps(kept) == ALL
    assert kept.status == status


def test_a_moved_deadline_starts_the_ladder_anew_and_forgets_the_old_one() -> None:
    climbed = after_firing(opened(), ALL[:5], TIMETABLE)
    moved = after(climbed, deadline_moved(a_task(due=DUE), due_on(climbed, date(2024, 12, 20))), 2, "2024-11-01 10:00")
    assert moved.fired == ()
    assert steps(moved) == ALL
    assert moved.next_step_at == at("2024-12-11 08:00")


def test_steps_that_were_over_before_the_system_heard_of_it_become_one_on_the_next_working_morning() -> None:
    imported = opened(recorded="2024-11-13 15:00")
    assert [(m.step.name, m.at) for m in planned(imported, TIMETABLE)] == [
        ("T+7", at("2024-11-14 08:00")),
        ("T+14", at("2024-11-20 08:00")),
    ]


def test_a_late_step_is_not_told_where_a_newer_one_comes_the_same_morning() -> None:
    imported = opened(recorded="2024-11-08 15:00")
    assert [(m.step.name, m.at) for m in planned(imported, TIMETABLE)] == [
        ("T+7", at("2024-11-11 08:00")),
        ("T+14", at("2024-11-20 08:00")),
    ]


def test_an_old_plan_that_is_imported_floods_nobody() -> None:
    imported = opened(recorded="2025-06-07 03:00")
    assert [(m.step.name, m.at) for m in planned(imported, TIMETABLE)] == [("T+14", at("2025-06-09 08:00"))]


def test_a_late_step_waits_for_the_morning_and_is_told_if_nothing_newer_comes_then() -> None:
    imported = opened(recorded="2024-10-24 10:00")
    assert [(m.step.name, m.at) for m in planned(imported, TIMETABLE)][:2] == [
        ("T-7", at("2024-10-25 08:00")),
        ("T-3", at("2024-10-28 08:00")),
    ]


def test_moving_a_deadline_into_the_past_is_an_import_too() -> None:
    moved = after(opened(), deadline_moved(a_task(due=DUE), due_on(opened(), date(2024, 8, 30))), 2, "2024-10-03 10:00")
    assert [(m.step.name, m.at) for m in planned(moved, TIMETABLE)] == [("T+14", at("2024-10-04 08:00"))]


def test_a_deadline_that_is_stated_less_exactly_does_not_bring_back_moments_that_are_over() -> None:
    loosened = a_task(due=DUE).model_copy(update={"obligation": owed(DUE, Precision.MONTH, moves=1)})
    moved = after(opened(), deadline_moved(a_task(due=DUE), loosened), 2, "2024-10-18 10:00")
    assert [(m.step.name, m.at) for m in planned(moved, TIMETABLE)][:2] == [
        ("month-middle", at("2024-10-21 08:00")),
        ("T-7", at("2024-10-22 08:00")),
    ]


def test_an_event_that_is_already_in_it_changes_nothing() -> None:
    closed = after(
        opened(), task_moved("in_progress", "completed", a_task(due=DUE, status="completed")), 2, "2024-10-25 10:00"
    )
    assert after(closed, registered(a_task(due=DUE)), 1, "2024-09-04 10:00") is closed


def test_it_remembers_when_the_system_first_heard_of_it() -> None:
    moved = after(
        opened(), deadline_moved(a_task(due=DUE), due_on(opened(), date(2024, 12, 20))), 2, "2024-10-03 10:00"
    )
    assert moved.recorded_at == at("2024-09-04 10:00")
    assert moved.learned_at == at("2024-10-03 10:00")


def test_no_promise_is_ever_made_for_a_holiday_whenever_a_plan_is_entered() -> None:
    for days in range(0, 400, 3):
        recorded = at("2024-01-01 03:00") + timedelta(days=days, minutes=37 * days)
        obligation = opened(recorded=f"{recorded.astimezone(VIETNAM):%Y-%m-%d %H:%M}")
        promised = planned(obligation, TIMETABLE)
        assert promised, recorded
        assert all(TIMETABLE.is_working(m.at.astimezone(VIETNAM).date()) for m in promised)
        assert all(m.at >= obligation.learned_at for m in promised)
        assert len({m.at for m in promised}) == len(promised)


def test_a_batch_of_events_leaves_what_they_leave_one_by_one() -> None:
    first, second = a_task(due=DUE), due_on(opened(), date(2024, 12, 20))
    news: list[WorkEvent] = [
        registered(first),
        task_moved("not_started", "in_progress", first),
        deadline_moved(first, second),
        task_moved("in_progress", "on_hold", second.model_copy(update={"status": "on_hold"})),
        deadline_moved(second, first),
    ]
    events = [
        (an_event(payload, n, f"2024-09-{n + 3:02d} 10:00"), the_work(payload)) for n, payload in enumerate(news, 1)
    ]
    one_by_one = None
    for number, item in enumerate(events, 1):
        one_by_one = after_events(one_by_one, [item], TIMETABLE)
        assert after_events(None, events[:number], TIMETABLE) == one_by_one
        assert after_events(one_by_one, events[:number], TIMETABLE) is one_by_one


def test_without_an_event_there_is_no_obligation() -> None:
    with pytest.raises(ValueError, match="without an event"):
        after_events(None, [], TIMETABLE)


def test_what_goes_on_in_another_tenant_is_owed_here_no_more() -> None:
    """FR-X-07: the reminders of a task end where it passed on, whatever its status was."""
    task, to = a_task(due=DUE), Elsewhere(tenant="dong-nai", id="nghe-an.T")
    owed_no_more = task.obligation.model_copy(update={"waived": True})
    gone = task.model_copy(update={"version": 2, "passed_to": to, "obligation": owed_no_more})
    change = PassingOn(to=to, document="1/NQ-QH", effective_on=date(2024, 9, 1))
    obligation = after(opened(task), TaskPassedOn(before={}, after=gone, change=change), 2, "2024-09-10 10:00")
    assert (obligation.open, obligation.next_step_at, steps(obligation)) == (False, None, [])
