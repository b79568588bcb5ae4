"""Which days a reporting period covers, when it is due and when it is locked (FR-NA-18).

A period is named by the month in which it ends. With the cut-off on the 15th, 2024-03 runs from 15 February to 14 March,
2024-Q1 from 15 December to 14 March, and 2024 from 15 December 2023 to 14 December 2024.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.tasks.domain.duty_errors import PeriodUnknown
from shared.calendar import end_of_day, start_of_day
from shared.events import ReportingCycleSnapshot
from shared.events.reports import Frequency

ONCE = "once"
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_FORMS = {
    "monthly": re.compile(r"(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])"),
    "quarterly": re.compile(r"(199\d|20\d\d|21\d\d)-Q([1-4])"),
    "yearly": re.compile(r"(199\d|20\d\d|21\d\d)()"),
    ONCE: re.compile(r"once"),
}
_EXAMPLES = {"monthly": "2024-03", "quarterly": "2024-Q1", "yearly": "2024", ONCE: ONCE}
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a period covers, both included."""

    first: date
    last: date


def require_period(frequency: Frequency, name: str, field: str) -> None:
    """Raises PeriodUnknown."""
    if not is_period(frequency, name):
        raise PeriodUnknown(field, name, example_of(frequency))


def is_period(frequency: Frequency, name: str) -> bool:
    return _FORMS[frequency].fullmatch(name) is not None


def example_of(frequency: Frequency) -> str:
    return _EXAMPLES[frequency]


def days_of(frequency: Frequency, cut_off_day: int, name: str) -> Days | None:
    """None for what is reported once. The name is one of this frequency."""
    if frequency == ONCE:
        return None
    last = _last_month(frequency, name)
    return Days(_from(last - _MONTHS[frequency] + 1, cut_off_day), _from(last + 1, cut_off_day) - timedelta(days=1))


def following(frequency: Frequency, name: str) -> str:
    """The period after it."""
    month = _last_month(frequency, name) + _MONTHS[frequency]
    year, place = divmod(month, 12)
    if frequency == "yearly":
        return f"{year:04}"
    return f"{year:04}-{place + 1:02}" if frequency == "monthly" else f"{year:04}-Q{place // 3 + 1}"


def due_at(cycle: ReportingCycleSnapshot, days: Days | None) -> datetime:
    """The last instant in time."""
    return end_of_day(_due_day(cycle, days))


def locks_at(cycle: ReportingCycleSnapshot, due: datetime) -> datetime | None:
    """The last instant in which a report can change; None: never locked."""
    return None if cycle.lock_days is None else due + timedelta(days=cycle.lock_days)


def begins_at(days: Days | None, now: datetime) -> datetime:
    """What is reported once is owed from now on."""
    return start_of_day(days.first) if days else now


def label_vi(frequency: Frequency, name: str) -> str:
    """`tháng 3/2024`, `quý I/2024`, `năm 2024`; empty for what is reported once."""
    if frequency == ONCE:
        return ""
    year, part = _parts(frequency, name)
    if frequency == "quarterly":
        return f"quý {_QUARTERS[part - 1]}/{year}"
    return f"tháng {part}/{year}" if frequency == "monthly" else f"năm {year}"


def label_en(frequency: Frequency, name: str) -> str:
    if frequency == ONCE:
        return ""
    year, part = _parts(frequency, name)
    if frequency == "quarterly":
        return f"Q{part} {year}"
    return f"{calendar.month_name[part]} {year}" if frequency == "monthly" else str(year)


def _parts(frequency: Frequency, name: str) -> tuple[int, int]:
    found = _FORMS[frequency].fullmatch(name)
    if found is None:
        raise ValueError(f"{name} is not a {frequency} period")
    return int(found[1]), int(found[2] or 1)


def _last_month(frequency: Frequency, name: str) -> int:
    """Months since the year 0."""
    year, part = _parts(frequency, name)
    return year * 12 + part * _MONTHS[frequency] - 1


def _from(month: int, cut_off_day: int) -> date:
    """The first day of the period that ends in that month, were it one month long."""
    year, place = divmod(month if cut_off_day == 1 else month - 1, 12)
    return date(year, place + 1, cut_off_day)


def _due_day(cycle: ReportingCycleSnapshot, days: Days | None) -> date:
    if days is None or cycle.due_on is not None:
        if cycle.due_on is None:
            raise ValueError(f"{cycle.id} is reported once and has no due day")
        return cycle.due_on
    if cycle.due_days is not None:
        return days.last + timedelta(days=cycle.due_days)
    return _first_day_of_month(days.last, cycle.due_day_of_month or 1)


def _first_day_of_month(start: date, wanted: int) -> date:
    """The first such day that is not before `start`; the 31st of a shorter month is its last day."""
    day = start.replace(day=min(wanted, calendar.monthrange(start.year, start.month)[1]))
    if day >= start:
        return day
    year, place = divmod(start.year * 12 + start.month, 12)
    return date(year, place + 1, min(wanted, calendar.monthrange(year, place + 1)[1]))
