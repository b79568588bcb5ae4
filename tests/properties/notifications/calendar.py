"""The public calendar of Vietnam in 2024 and 2025, written down by hand, and office hours."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from tests.properties.life.promises import VIETNAM

_OFF = {
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
}
_WORKED = {date(2024, 5, 4), date(2025, 4, 26)}
_HOLIDAYS = {date.fromisoformat(f"{year}-{day}") for year, days in _OFF.items() for day in days.split()}


def is_working(day: date) -> bool:
    return day in _WORKED or (day.weekday() < 5 and day not in _HOLIDAYS)


@cache
def shifted(day: date, by: int) -> date:
    """By working days from the last day on which a deadline can be met by working."""
    while not is_working(day):
        day -= timedelta(days=1)
    for _ in range(abs(by)):
        day += timedelta(days=1 if by > 0 else -1)
        while not is_working(day):
            day += timedelta(days=1 if by > 0 else -1)
    return day


def first_working(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def local_day(instant: datetime) -> date:
    return instant.astimezone(VIETNAM).date()


def morning(day: date) -> datetime:
    """08:00 in Vietnam."""
    return datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM).astimezone(UTC)


def next_morning(instant: datetime) -> datetime:
    """The first morning of a working day that is not before the instant."""
    day = first_working(local_day(instant))
    return morning(day) if morning(day) >= instant else morning(first_working(day + timedelta(days=1)))


def in_office_hours(instant: datetime) -> bool:
    local = instant.astimezone(VIETNAM)
    return is_working(local.date()) and 8 <= local.hour < 17
