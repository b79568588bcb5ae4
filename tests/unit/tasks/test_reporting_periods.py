"""Which days a period covers, when it is due: whole, without gaps, whatever the cut-off (FR-NA-18)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.reports import reporting_periods as periods
from services.tasks.domain.reports.reporting_cycle import begun
from shared.events import ReportingCycleSnapshot
from shared.events.reports import Frequency

STARTS: dict[Frequency, str] = {"monthly": "2020-01", "quarterly": "2020-Q1", "yearly": "2020"}


def a_cycle(**fields: Any) -> ReportingCycleSnapshot:
    stated = {"id": "BC", "tenant": "nghe-an", "version": 1, "name_vi": "Báo cáo", "frequency": "monthly"}
    return ReportingCycleSnapshot(**stated | fields)


@pytest.mark.parametrize(
    ("frequency", "cut_off", "name", "first", "last"),
    [
        ("monthly", 1, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("monthly", 15, "2024-03", date(2024, 2, 15), date(2024, 3, 14)),
        ("monthly", 15, "2024-01", date(2023, 12, 15), date(2024, 1, 14)),
        ("quarterly", 1, "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("quarterly", 15, "2024-Q4", date(2024, 9, 15), date(2024, 12, 14)),
        ("yearly", 1, "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("yearly", 15, "2024", date(2023, 12, 15), date(2024, 12, 14)),
    ],
)
def test_the_days_of_a_period(frequency: Frequency, cut_off: int, name: str, first: date, last: date) -> None:
    assert periods.days_of(frequency, cut_off, name) == periods.Days(first, last)


@given(st.sampled_from(sorted(STARTS)), st.integers(1, 28), st.integers(0, 60))
def test_periods_follow_each_other_without_a_gap(frequency: Frequency, cut_off: int, steps: int) -> None:
    name = STARTS[frequency]
    for _ in range(steps):
        name = periods.following(frequency, name)
    periods.require_period(frequency, name, "period")
    this = periods.days_of(frequency, cut_off, name)
    then = periods.days_of(frequency, cut_off, periods.following(frequency, name))
    assert this is not None
    assert then is not None
    assert this.first <= this.last
    assert then.first == this.last + timedelta(days=1)
    assert periods.label_vi(frequency, name)
    assert periods.label_en(frequency, name)


@given(st.integers(1, 31), st.integers(1, 28), st.integers(0, 40))
def test_a_due_day_of_the_month_is_never_before_the_period_ends(wanted: int, cut_off: int, steps: int) -> None:
    name = "2020-01"
    for _ in range(steps):
        name = periods.following("monthly", name)
    days = periods.days_of("monthly", cut_off, name)
    assert days is not None
    due = periods.due_at(a_cycle(due_day_of_month=wanted), days) + timedelta(hours=7)
    assert days.last <= due.date() <= days.last + timedelta(days=31)
    assert due.day == wanted or (due + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ({"due_day_of_month": 25}, date(2024, 3, 25)),
        ({"due_day_of_month": 14}, date(2024, 3, 14)),
        ({"due_day_of_month": 10}, date(2024, 4, 10)),
        ({"due_days": 5}, date(2024, 3, 19)),
    ],
)
def test_when_a_period_is_due(rule: dict[str, int], due: date) -> None:
    days = periods.Days(date(2024, 2, 15), date(2024, 3, 14))
    assert (periods.due_at(a_cycle(**rule), days) + timedelta(hours=7)).date() == due


def test_the_lock_is_apart_from_the_due_day() -> None:
    due = periods.due_at(a_cycle(due_days=5), periods.Days(date(2024, 2, 15), date(2024, 3, 14)))
    assert periods.locks_at(a_cycle(lock_days=10), due) == due + timedelta(days=10)
    assert periods.locks_at(a_cycle(), due) is None


def test_what_is_reported_once_has_no_days() -> None:
    assert periods.days_of("once", 1, "once") is None
    once = a_cycle(frequency="once", due_on=date(2024, 10, 31))
    assert periods.due_at(once, None) == datetime(2024, 10, 31, 16, 59, 59, 999999, UTC)
    assert (periods.label_vi("once", "once"), periods.label_en("once", "once")) == ("", "")


def test_periods_that_should_be_open_are_those_that_have_begun() -> None:
    cycle = a_cycle(cut_off_day=15, first_period="2024-02")
    begins = datetime(2024, 2, 14, 17, 0, tzinfo=UTC)
    assert begun(cycle, begins - timedelta(microseconds=1)) == ["2024-02"]
    assert begun(cycle, begins) == ["2024-02", "2024-03"]
    assert begun(a_cycle(), begins) == []
    assert begun(a_cycle(frequency="once", due_on=date(2024, 10, 31), first_period="once"), begins) == ["once"]
