"""Works due in a month, a quarter or a year, and what became of them (FR-NA-05; interpretation A of AMB-03)."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from services.reporting.domain.answers import Moment, PeriodBlock, PeriodReport, PeriodUnitLine
from services.reporting.domain.boards import FRAME, UNIT, Cells, Sums, due_of, month_of, open_cell
from services.reporting.domain.names import Names
from services.reporting.domain.states import ASSIGNMENTS, TASKS
from services.reporting.domain.tallies import LEAD, PLAN, grouped, percent

_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class InvalidPeriod(ValueError):
    """The text is not a month (2024-10), a quarter (2024-Q1) or a year (2024)."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months of one year, from `first` to `last`."""

    text: str
    year: int
    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises InvalidPeriod."""
        found = _PERIOD.fullmatch(text)
        if found is None:
            raise InvalidPeriod(text)
        year, quarter, month = int(found["year"]), found["quarter"], found["month"]
        if quarter:
            return cls(text, year, 3 * int(quarter) - 2, 3 * int(quarter))
        return cls(text, year, int(month), int(month)) if month else cls(text, year, 1, 12)

    @property
    def first_day(self) -> date:
        return date(self.year, self.first, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.last, calendar.monthrange(self.year, self.last)[1])

    def holds(self, month: str) -> bool:
        return f"{self.first_day:%Y-%m}" <= month <= f"{self.last_day:%Y-%m}"


@dataclass(slots=True)
class Due:
    """What was due in the period. `reported`: whether works of the sort exist at all, so that 0 due is a true 0."""

    reported: bool = False
    on_time: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0

    def numbers(self) -> dict[str, Any]:
        """The fields of PeriodCounts."""
        done = self.on_time + self.late
        counted = {
            "due_in_period": done + self.open,
            "done": done,
            "done_on_time": self.on_time,
            "done_late": self.late,
            "not_completed": self.open,
            "overdue": self.overdue,
            "rate_done": percent(done, done + self.open),
        }
        return {"reported": self.reported, **(counted if self.reported else dict.fromkeys(counted))}


def due_in(boards: Iterable[Cells], period: Period, at: str) -> Due:
    """What the cells of some boards say of the period, at an instant in wire text."""
    result, now = Due(), open_cell(at)
    for cell, count in (entry for cells in boards for entry in cells.items()):
        result.reported = True
        sort, _, detail = cell.partition(":")
        if sort == "open" and period.holds(month_of(due_of(cell))):
            result.open += count
            result.overdue += count if cell < now else 0
        elif sort == "on_time" and period.holds(detail):
            result.on_time += count
        elif sort == "late" and period.holds(detail):
            result.late += count
    return result


@dataclass(frozen=True, slots=True)
class Asked:
    """What a period report is made of: the sums at an instant (wire text), and names."""

    period: Period
    sums: Sums
    names: Names
    at: str


def period_report(tenant: str, asked: Asked, moment: Moment) -> PeriodReport:
    assignments = _block(asked, ASSIGNMENTS)
    return PeriodReport(
        **moment.model_dump(),
        tenant=tenant,
        period=asked.period.text,
        first_day=asked.period.first_day.isoformat(),
        last_day=asked.period.last_day.isoformat(),
        tasks=_block(asked, TASKS),
        assignments=assignments if assignments.reported else None,
    )


def _block(asked: Asked, work: str) -> PeriodBlock:
    boards = [cells for some in grouped(asked.sums, work, FRAME, PLAN).values() for cells in some]
    return PeriodBlock(**due_in(boards, asked.period, asked.at).numbers(), by_unit=_unit_lines(asked, work))


def _unit_lines(asked: Asked, work: str) -> list[PeriodUnitLine]:
    """Units that owe something in the period, most overdue first, then most left to do."""
    units = grouped(asked.sums, work, UNIT, LEAD)
    due = {key: due_in(boards, asked.period, asked.at) for key, boards in units.items()}
    owing = [(key, one) for key, one in due.items() if one.on_time + one.late + one.open]
    owing.sort(key=lambda pair: (-pair[1].overdue, -pair[1].open, pair[0]))
    return [PeriodUnitLine(**asked.names.unit(key), **one.numbers()) for key, one in owing]
