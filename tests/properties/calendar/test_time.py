"""Time in Vietnam for any day and any instant: deadlines, days, working days, texts on the wire."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import (
    Precision,
    WorkingDays,
    as_of_instant,
    due_instant,
    end_of_day,
    from_wire,
    local_date,
    start_of_day,
    to_wire,
)
from tests.properties.effort import effort
from tests.properties.life.promises import VIETNAM, last_instant

MICROSECOND = timedelta(microseconds=1)

days = st.dates(date(1990, 1, 1), date(2199, 12, 31))
month_ends = st.builds(lambda day: (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1), days)
instants = st.datetimes(datetime(1990, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
precisions = st.sampled_from(Precision)
holidays = st.sets(st.integers(-60, 60))


@effort(400)
@given(day=days | month_ends, precision=precisions)
def test_a_deadline_is_the_last_instant_of_its_period_found_day_by_day(day: date, precision: Precision) -> None:
    assert due_instant(day, precision) == last_instant(day, precision)


@effort(200)
@given(day=days | month_ends, precision=precisions)
def test_any_day_of_a_period_means_the_same_deadline_and_the_next_instant_is_the_next_period(
    day: date, precision: Precision
) -> None:
    due = due_instant(day, precision)
    if due is None:
        assert precision is Precision.NONE
        return
    assert due_instant(local_date(due), precision) == due
    assert local_date(due) >= day
    after = due_instant(local_date(due + MICROSECOND), precision)
    assert after is not None
    assert after > due
    assert local_date(due + MICROSECOND) == local_date(due) + timedelta(days=1)


@effort(200)
@given(one=days, other=days, precision=precisions)
def test_later_days_have_no_earlier_deadlines(one: date, other: date, precision: Precision) -> None:
    first, second = due_instant(min(one, other), precision), due_instant(max(one, other), precision)
    assert first is second is None or (first is not None and second is not None and first <= second)


@effort(200)
@given(day=days)
def test_days_meet_without_a_gap(day: date) -> None:
    assert start_of_day(day) == datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    assert end_of_day(day) + MICROSECOND == start_of_day(day + timedelta(days=1))
    assert local_date(start_of_day(day)) == local_date(end_of_day(day)) == day
    assert as_of_instant(day.isoformat()) == end_of_day(day)


@effort(300)
@given(one=instants, other=instants, offset=offsets)
def test_texts_on_the_wire_are_instants_and_sort_as_they_do(one: datetime, other: datetime, offset: timezone) -> None:
    assert from_wire(to_wire(one)) == one
    assert to_wire(one.astimezone(offset)) == to_wire(one)
    assert from_wire(one.astimezone(offset).isoformat()) == as_of_instant(one.astimezone(offset).isoformat()) == one
    assert (to_wire(one) < to_wire(other)) == (one < other)


@effort(300)
@given(day=days, off=holidays, by=st.integers(-25, 25))
def test_shifting_by_working_days_counts_exactly_those(day: date, off: set[int], by: int) -> None:
    closed = {day + timedelta(days=distance) for distance in off}
    calendar = WorkingDays(closed.__contains__)
    arrived = calendar.shift(day, by)
    first, last = sorted((day, arrived))
    between = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    worked = [each for each in between if each.weekday() < 5 and each not in closed and each != day]
    assert len(worked) == abs(by)
    assert by == 0 or (arrived in worked and (arrived > day) == (by > 0))


@effort(200)
@given(day=days, off=holidays)
def test_the_next_working_day_is_the_first_one_that_is_worked(day: date, off: set[int]) -> None:
    closed = {day + timedelta(days=distance) for distance in off}
    calendar = WorkingDays(closed.__contains__)
    found = calendar.next_working(day)
    assert calendar.is_working(found)
    assert not any(calendar.is_working(day + timedelta(days=number)) for number in range((found - day).days))


@effort(200)
@given(day=days, off=holidays, by=st.integers(0, 25), more=st.integers(0, 25))
def test_shifts_add_up_and_from_a_working_day_lead_back(day: date, off: set[int], by: int, more: int) -> None:
    calendar = WorkingDays({day + timedelta(days=distance) for distance in off}.__contains__)
    assert calendar.shift(calendar.shift(day, by), more) == calendar.shift(day, by + more)
    if calendar.is_working(day):
        assert calendar.shift(calendar.shift(day, by), -by) == day
