"""What the cells of some boards say at an instant. Outcomes are derived here and stored nowhere (FR-NA-05)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from services.reporting.domain.boards import OPEN, due_of, open_cell
from services.reporting.domain.states import CANCELLED, DONE, PASSED_ON

T = TypeVar("T")
_HUNDREDTH = Decimal("0.01")


@dataclass(slots=True)
class Tally:
    """Counts of works. `statuses` holds cancelled works and those passed on too, everything else is without them.

    `oldest_overdue` is the first deadline that was missed, `next_due` the first that can still be met (wire text). `still`
    holds works that are expected to move, by the day of their last step; `moved` those whose deadline was moved often.
    """

    statuses: dict[str, int] = field(default_factory=dict)
    on_time: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    undated: int = 0
    added: int = 0
    oldest_overdue: str | None = None
    next_due: str | None = None
    focus: dict[str, int] = field(default_factory=dict)
    still: dict[str, int] = field(default_factory=dict)
    moved: int = 0

    @property
    def reported(self) -> bool:
        """Whether anything of the sort was ever entered: where nothing was, there is no figure, not even 0 (FR-X-12)."""
        return bool(self.statuses)

    @property
    def cancelled(self) -> int:
        return self.statuses.get(CANCELLED, 0)

    @property
    def passed_on(self) -> int:
        """They go on in the tenant that has succeeded this one (FR-X-07)."""
        return self.statuses.get(PASSED_ON, 0)

    @property
    def total(self) -> int:
        return sum(self.statuses.values()) - self.cancelled - self.passed_on

    @property
    def done(self) -> int:
        """Basically completed counts as done (FR-NT-01)."""
        return sum(count for status, count in self.statuses.items() if status in DONE)

    def unmoved(self, since: str) -> int:
        """Works whose last step was on that day or before it (FR-NA-27)."""
        return sum(count for day, count in self.still.items() if day <= since)

    @property
    def remaining(self) -> int:
        """Neither done nor cancelled (FR-NT-03)."""
        return self.total - self.done


def tally(cells: Mapping[str, int], at: str) -> Tally:
    """`at` is an instant in wire text: what is due before it and not done is overdue, what is due in it is not (FR-X-05)."""
    result = Tally()
    now = open_cell(at)
    missed: list[str] = []
    coming: list[str] = []
    for cell, count in cells.items():
        if not cell.startswith(OPEN):
            _add(result, cell, count)
        elif cell < now:
            result.overdue += count
            missed.append(cell)
        else:
            result.in_time += count
            coming.append(cell)
    result.oldest_overdue, result.next_due = _first_due(missed), _first_due(coming)
    return result


def _first_due(cells: Iterable[str]) -> str | None:
    first = min(cells, default=None)
    return None if first is None else due_of(first)


_SPREAD = {"status": "statuses", "focus": "focus", "still": "still"}
_SUMMED = frozenset({"on_time", "late", "undated", "added", "moved"})
"""Sorts of cells: those that say what they count by, and those whose count is one number."""


def _add(result: Tally, cell: str, count: int) -> None:
    sort, _, detail = cell.partition(":")
    if spread := _SPREAD.get(sort):
        getattr(result, spread)[detail] = count
    elif sort in _SUMMED:
        setattr(result, sort, getattr(result, sort) + count)


def together(tallies: Iterable[Tally]) -> Tally:
    """One tally of all works that these count."""
    result = Tally()
    for one in tallies:
        for counts, more in (
            (result.statuses, one.statuses),
            (result.focus, one.focus),
            (result.still, one.still),
        ):
            for key, count in more.items():
                counts[key] = counts.get(key, 0) + count
        result.on_time += one.on_time
        result.late += one.late
        result.in_time += one.in_time
        result.overdue += one.overdue
        result.undated += one.undated
        result.added += one.added
        result.moved += one.moved
        result.oldest_overdue = _earlier(result.oldest_overdue, one.oldest_overdue)
        result.next_due = _earlier(result.next_due, one.next_due)
    return result


def _earlier(one: str | None, other: str | None) -> str | None:
    return min(one, other) if one and other else one or other


KIND, PLAN, GROUP, LEAD = 2, 3, 4, 2
"""Where a board's name holds what it is counted by: three places of a frame, one of a unit."""


def grouped(boards: Mapping[str, T], work: str, dimension: str, place: int) -> dict[str, list[T]]:
    """What boards of one sort of work hold, by one place of their names; an empty key where a work has none."""
    groups: dict[str, list[T]] = {}
    for board, held in boards.items():
        parts = board.split("/")
        if parts[0] == work and parts[1] == dimension:
            groups.setdefault(parts[place], []).append(held)
    return groups


def counted_by(tallies: Mapping[str, Tally], work: str, dimension: str, place: int) -> dict[str, Tally]:
    """One tally for each key of `grouped`."""
    return {key: together(some) for key, some in grouped(tallies, work, dimension, place).items()}


def percent(part: int, whole: int) -> float | None:
    """Half-up with two decimals (domain, figures): 33 of 43 is 76.74. None where there is nothing to divide by."""
    if whole == 0:
        return None
    return float((Decimal(100 * part) / whole).quantize(_HUNDREDTH, ROUND_HALF_UP))
