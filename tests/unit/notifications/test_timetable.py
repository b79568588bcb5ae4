"""Working days of a province: weekends, public holidays, days worked in exchange, days of its own."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.domain.ladder_settings import STARTING, LadderVersion
from services.notifications.domain.timetable import REMINDER_TIME, LocalDays
from shared.calendar import VIETNAM, Precision, end_of_day
from shared.calendar.public_holidays import TABLE, PublicHolidays, calculated_days, written_days
from shared.tenancy import TenantId
from tests.unit.notifications.cast import NGHE_AN, NINH_THUAN, a_timetable, at

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
instants = st.datetimes(at("2020-01-01 00:00").replace(tzinfo=None), at("2035-12-01 00:00").replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=VIETNAM)
)


def steps(due: date, precision: Precision = Precision.DAY) -> dict[str, str]:
    found = a_timetable().moments(end_of_day(due), precision)
    return {moment.step.name: f"{moment.at.astimezone(VIETNAM):%Y-%m-%d %H:%M}" for moment in found}


def test_steps_are_counted_in_working_days_and_fall_on_eight_in_the_morning() -> None:
    assert steps(date(2024, 10, 31)) == {
        "T-7": "2024-10-22 08:00",
        "T-3": "2024-10-28 08:00",
        "T-1": "2024-10-30 08:00",
        "T": "2024-10-31 08:00",
        "T+1": "2024-11-01 08:00",
        "T+3": "2024-11-05 08:00",
        "T+7": "2024-11-11 08:00",
        "T+14": "2024-11-20 08:00",
    }


def test_a_deadline_on_a_sunday_is_counted_from_the_friday_before() -> None:
    found = steps(date(2024, 3, 31))
    assert found["T"] == "2024-03-29 08:00"
    assert found["T-1"] == "2024-03-28 08:00"
    assert found["T+1"] == "2024-04-01 08:00"


def test_the_lunar_new_year_is_not_counted() -> None:
    found = steps(date(2024, 2, 15))
    assert found["T-1"] == "2024-02-07 08:00"
    assert found["T-3"] == "2024-02-05 08:00"


def test_a_saturday_that_is_worked_for_a_day_off_counts() -> None:
    found = steps(date(2024, 5, 6))
    assert found["T-1"] == "2024-05-04 08:00"
    assert found["T-3"] == "2024-05-02 08:00"


def test_a_deadline_of_a_month_is_also_reminded_at_its_start_and_middle() -> None:
    found = steps(date(2024, 10, 31), Precision.MONTH)
    assert found["month-start"] == "2024-10-01 08:00"
    assert found["month-middle"] == "2024-10-15 08:00"
    assert "month-start" not in steps(date(2024, 10, 31), Precision.QUARTER)


def test_a_mark_of_the_month_that_would_not_come_before_the_countdown_is_left_out() -> None:
    assert "month-middle" not in steps(date(2024, 2, 10), Precision.MONTH)


async def unset(_: TenantId) -> LadderVersion:
    """Nobody has set a ladder."""
    return STARTING


async def test_a_province_may_have_days_off_and_working_days_of_its_own() -> None:
    local = LocalDays(off=frozenset({date(2024, 4, 1)}), worked=frozenset({date(2024, 4, 18)}))
    own = TenantTimetables({NGHE_AN: local}, unset)
    nghe_an, ninh_thuan = await own.of(NGHE_AN), await own.of(NINH_THUAN)
    assert not nghe_an.is_working(date(2024, 4, 1))
    assert nghe_an.is_working(date(2024, 4, 18))
    assert ninh_thuan.is_working(date(2024, 4, 1))
    assert not ninh_thuan.is_working(date(2024, 4, 18))


async def test_a_timetable_is_laid_out_once() -> None:
    timetables = TenantTimetables({}, unset)
    assert await timetables.of(NGHE_AN) is await timetables.of(NGHE_AN)


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("2024-10-28 08:00", "2024-10-28 08:00"),
        ("2024-10-28 16:59", "2024-10-28 16:59"),
        ("2024-10-28 17:00", "2024-10-29 08:00"),
        ("2024-10-28 07:59", "2024-10-28 08:00"),
        ("2024-10-26 10:00", "2024-10-28 08:00"),
        ("2024-09-02 10:00", "2024-09-04 08:00"),
    ],
)
def test_late_reminders_wait_for_office_hours(instant: str, opening: str) -> None:
    assert a_timetable().next_office_hour(at(instant)) == at(opening)


@settings(deadline=None)
@given(instants)
def test_the_next_morning_is_a_working_one_and_not_in_the_past(instant: datetime) -> None:
    timetable = a_timetable()
    morning = timetable.next_morning(instant).astimezone(VIETNAM)
    assert morning >= instant
    assert morning.time() == REMINDER_TIME
    assert timetable.is_working(morning.date())


@settings(deadline=None)
@given(days, st.sampled_from(Precision))
def test_every_step_falls_on_a_working_morning_in_order_and_no_two_on_the_same(due: date, precision: Precision) -> None:
    timetable = a_timetable()
    found = timetable.moments(end_of_day(due), precision)
    mornings = [moment.at.astimezone(VIETNAM) for moment in found]
    assert all(timetable.is_working(morning.date()) and morning.time() == REMINDER_TIME for morning in mornings)
    assert mornings == sorted(set(mornings))


@settings(deadline=None)
@given(days, st.integers(0, 40))
def test_days_left_are_the_working_days_after_today(due: date, before: int) -> None:
    timetable, today = a_timetable(), due - timedelta(days=before)
    following = [today + timedelta(days=n) for n in range(1, before + 1)]
    assert timetable.working_days_left(today, due) == sum(map(timetable.is_working, following))


@pytest.mark.parametrize("year", TABLE)
def test_the_table_of_public_holidays_is_what_the_calendar_library_says(year: int) -> None:
    assert written_days(year) == calculated_days(year), "write the library's days into the table"


def test_years_beyond_the_table_are_known_too() -> None:
    holidays = PublicHolidays()
    assert holidays.is_holiday(date(2040, 9, 2))
    assert not holidays.is_worked(date(2040, 9, 1))
    assert not holidays.is_holiday(date(2198, 3, 3))
