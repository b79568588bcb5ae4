"""Milestones of roadmaps and periods of regular tasks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.errors import EffectiveInFuture
from services.tasks.domain.works import schedule
from services.tasks.domain.works.schedule import PartWish
from services.tasks.domain.works.work_errors import NamedTwice, NotOfThisKind, PartMetBefore, PartUnknown, WorkClosed
from shared.events import TaskSnapshot
from shared.events.work_parts import Rhythm
from tests.unit.tasks.cast import NOW, a_task

STEPS = [{"name_vi": "Trình", "due_date": "2024-03-25"}, {"name_vi": "Lấy ý kiến", "due_date": "2024-03-10"}]
NO_DEADLINE = {"date": None, "precision": "none"}


def a_roadmap(**fields: Any) -> TaskSnapshot:
    return a_task(kind="roadmap", milestones=STEPS, **fields)


def a_regular(rhythm: str = "month", **fields: Any) -> TaskSnapshot:
    return a_task(**{"kind": "regular", "rhythm": rhythm, "due": NO_DEADLINE, **fields})


def met(task: TaskSnapshot, now: datetime = NOW, **wish: Any) -> TaskSnapshot:
    return schedule.meet(task, PartWish.model_validate(wish), now).state


def test_milestones_are_in_the_order_of_their_days() -> None:
    known = a_roadmap().schedule
    assert known is not None
    assert [one.name_vi for one in known.milestones] == ["Lấy ý kiến", "Trình"]


def test_a_milestone_that_is_reached_stays_reached_when_the_plan_changes() -> None:
    task = met(a_roadmap(), milestone="Lấy ý kiến", met_on="2024-03-09")
    again = schedule.with_milestones(task.schedule, task.kind, [schedule.NewMilestone.model_validate(STEPS[1])])
    assert [(one.name_vi, one.done_on) for one in again.milestones] == [("Lấy ý kiến", date(2024, 3, 9))]


def test_a_milestone_is_reached_once() -> None:
    with pytest.raises(PartMetBefore):
        met(met(a_roadmap(), milestone="Trình"), milestone="Trình")


def test_a_milestone_that_nobody_planned_is_not_reached() -> None:
    with pytest.raises(PartUnknown):
        met(a_roadmap(), milestone="Nghiệm thu")


def test_two_milestones_do_not_share_a_name() -> None:
    with pytest.raises(NamedTwice):
        a_task(milestones=[STEPS[0], STEPS[0]])


def test_regular_tasks_have_a_rhythm_and_the_others_milestones() -> None:
    with pytest.raises(NotOfThisKind):
        a_task(kind="regular", milestones=STEPS)
    with pytest.raises(NotOfThisKind):
        a_task(kind="roadmap", rhythm="month")


@pytest.mark.parametrize(
    ("rhythm", "unmet"),
    [("month", ["2024-01", "2024-02", "2024-03"]), ("quarter", ["2024-Q1"]), ("year", [])],
)
def test_a_period_that_is_over_and_was_not_met_is_shown(rhythm: str, unmet: list[str]) -> None:
    assert schedule.unmet(a_regular(rhythm), NOW) == unmet


def test_a_period_is_met_once_and_not_before_it_begins() -> None:
    task = met(a_regular(), period="2024-02", product="Báo cáo tháng 2")
    assert schedule.unmet(task, NOW) == ["2024-01", "2024-03"]
    with pytest.raises(PartMetBefore):
        met(task, period="2024-02")
    for period in ("2024-05", "2023-12", "2024-Q1", "tháng 2"):
        with pytest.raises(PartUnknown):
            met(task, period=period)


def test_after_the_deadline_nothing_more_is_owed() -> None:
    task = a_regular(due={"date": "2024-02-29", "precision": "day"})
    assert schedule.unmet(task, NOW) == ["2024-01", "2024-02"]


def test_nothing_is_met_tomorrow() -> None:
    with pytest.raises(EffectiveInFuture):
        met(a_roadmap(), milestone="Trình", met_on="2024-04-03")


def test_nothing_of_cancelled_work_is_met() -> None:
    with pytest.raises(WorkClosed):
        met(a_roadmap(status="cancelled", reason="thôi"), milestone="Trình")


@given(
    rhythm=st.sampled_from(["month", "quarter", "year"]),
    first=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    days=st.integers(0, 2000),
)
def test_every_day_lies_in_one_period_and_periods_follow_each_other(rhythm: Rhythm, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = list(schedule.periods(rhythm, first, last))
    by_day = [
        next(schedule.periods(rhythm, first + timedelta(days=n), first + timedelta(days=n))) for n in range(days + 1)
    ]
    assert found == list(dict.fromkeys(by_day))


def test_a_day_of_the_past_is_told_with_that_day() -> None:
    change = schedule.meet(a_roadmap(), PartWish.model_validate({"milestone": "Trình", "met_on": "2024-03-20"}), NOW)
    assert change.events[0].time == datetime(2024, 3, 19, 17, tzinfo=UTC)
