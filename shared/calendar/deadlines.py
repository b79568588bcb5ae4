"""Deadlines as the source texts state them: a day, a month, a quarter, a year, or none (FR-X-05, FR-BP-20)."""

import calendar
from datetime import date, datetime
from enum import StrEnum

from shared.calendar.instants import end_of_day


class Precision(StrEnum):
    """How exactly a deadline is known. `none` is legal: such a task is never overdue."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NONE = "none"


def due_instant(day: date | None, precision: Precision) -> datetime | None:
    """The last instant in Vietnam of the day, month, quarter or year that holds `day`; None where no deadline is known."""
    if day is None or precision is Precision.NONE:
        return None
    if precision is Precision.DAY:
        return end_of_day(day)
    return end_of_day(_last_day(day.year, _last_month(day, precision)))


def _last_month(day: date, precision: Precision) -> int:
    if precision is Precision.MONTH:
        return day.month
    if precision is Precision.QUARTER:
        return (day.month + 2) // 3 * 3
    return 12


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
