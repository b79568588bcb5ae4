"""Which counters to sum so that they say how things stood at the end of a Vietnamese day.

Every effect is counted three times: in total, in its month, on its day. Months are summed from the beginning or taken off the
total, days from the month's beginning or taken off its end, whichever is shorter: at most half of the months and 15 days are
read for each board, whatever the number of works.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.reporting.domain.folding import DAY, MONTH, TOTAL

_HALF_OF_A_MONTH = 15


@dataclass(frozen=True, slots=True)
class Term:
    """Adds (sign 1) or takes off (sign -1) the counters of one level whose bucket lies after `after`, up to `upto`."""

    sign: Literal[1, -1]
    level: str
    after: str | None = None
    upto: str | None = None


def terms(day: date, first: date, last: date) -> list[Term]:
    """The sum for the end of `day`; effects lie between `first` and `last`."""
    early = day.day <= _HALF_OF_A_MONTH
    whole = f"{_month_before(day) if early else day:%Y-%m}"
    return [*_months(whole, _months_between(first, day) <= _months_between(day, last)), _days(day, early)]


def _months(whole: str, forward: bool) -> list[Term]:
    """All effects up to the end of the month `whole`."""
    if forward:
        return [Term(1, MONTH, upto=whole)]
    return [Term(1, TOTAL), Term(-1, MONTH, after=whole)]


def _days(day: date, early: bool) -> Term:
    """The rest: days that are missing, or days that are too many. `2024-03` sorts before `2024-03-01`."""
    if early:
        return Term(1, DAY, after=f"{day:%Y-%m}", upto=day.isoformat())
    return Term(-1, DAY, after=day.isoformat(), upto=f"{day:%Y-%m}-31")


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _months_between(earlier: date, later: date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month
