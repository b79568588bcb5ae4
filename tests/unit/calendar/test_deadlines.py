"""Deadlines end with their day, month, quarter or year in Vietnam (FR-X-05)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import (
    VIETNAM,
    InvalidMoment,
    Precision,
    WorkingDays,
    as_of_instant,
    due_instant,
    from_wire,
    local_date,
    to_wire,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "precision", "last_day"),
    [
        (date(2024, 3, 31), Precision.DAY, date(2024, 3, 31)),
        (date(2024, 2, 1), Precision.MONTH, date(2024, 2, 29)),
        (date(2024, 10, 31), Precision.MONTH, date(2024, 10, 31)),
        (date(2024, 1, 15), Precision.QUARTER, date(2024, 3, 31)),
        (date(2024, 12, 1), Precision.QUARTER, date(2024, 12, 31)),
        (date(2024, 5, 5), Precision.YEAR, date(2024, 12, 31)),
    ],
)
def test_a_deadline_is_the_last_instant_of_its_period(day: date, precision: Precision, last_day: date) -> None:
    due = due_instant(day, precision)
    assert due is not None
    assert local_date(due) == last_day
    assert local_date(due + timedelta(microseconds=1)) == last_day + timedelta(days=1)


def test_no_deadline_is_known_without_a_day_or_with_precision_none() -> None:
    assert due_instant(None, Precision.DAY) is None
    assert due_instant(date(2024, 1, 1), Precision.NONE) is None


@given(DAYS, st.sampled_from(list(Precision)))
def test_a_deadline_never_lies_before_its_own_day(day: date, precision: Precision) -> None:
    due = due_instant(day, precision)
    assert due is None or local_date(due) >= day


def test_as_of_a_date_means_its_last_instant_in_vietnam() -> None:
    assert as_of_instant("2024-03-31") == datetime(2024, 3, 31, 16, 59, 59, 999999, UTC)


def test_as_of_an_instant_is_that_instant_even_where_a_plus_sign_arrived_as_a_space() -> None:
    expected = datetime(2024, 3, 31, 23, 59, tzinfo=VIETNAM)
    assert as_of_instant("2024-03-31T23:59+07:00") == expected
    assert as_of_instant("2024-03-31T23:59 07:00") == expected


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "2024-03-31T23:59", "0001-01-01T00:00+14:00"])
def test_what_is_neither_a_date_nor_an_instant_with_offset_is_refused(text: str) -> None:
    with pytest.raises(InvalidMoment):
        as_of_instant(text)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_wire_text_keeps_the_instant(instant: datetime) -> None:
    assert from_wire(to_wire(instant)) == instant


@given(
    st.lists(
        st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        min_size=2,
    )
)
def test_wire_text_sorts_as_time_does(instants: list[datetime]) -> None:
    assert sorted(map(to_wire, instants)) == [to_wire(instant) for instant in sorted(instants)]


@given(DAYS, st.integers(1, 30))
def test_shifting_by_working_days_there_and_back_finds_the_same_working_day(day: date, by: int) -> None:
    tet = {date(2024, 2, 8) + timedelta(days=n) for n in range(7)}
    days = WorkingDays(lambda one: one in tet)
    start = days.next_working(day)
    later = days.shift(start, by)
    assert days.is_working(later)
    assert days.shift(later, -by) == start


def test_working_days_skip_weekends_and_holidays() -> None:
    days = WorkingDays(lambda one: one == date(2024, 4, 18))
    assert days.shift(date(2024, 4, 17), 1) == date(2024, 4, 19)
    assert days.shift(date(2024, 4, 19), 1) == date(2024, 4, 22)
    assert days.shift(date(2024, 4, 22), -1) == date(2024, 4, 19)
