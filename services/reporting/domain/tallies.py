"""What the cells of some boards say at an instant. Outcomes are derived here and stored nowhere (FR-NA-05)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from services.reporting.domain.boards import Cells, Sums
from services.reporting.domain.states import CANCELLED, DONE

_HUNDREDTH = Decimal("0.01")


@dataclass(slots=True)
class Tally:
    """Counts of works. `statuses` holds cancelled works too, everything else is without them."""

    statuses: dict[str, int] = field(default_factory=dict)
    on_time: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    undated: int = 0
    oldest_overdue: str | None = None
    focus: dict[str, int] = field(default_factory=dict)

    @property
    def reported(self) -> bool:
        """Whether anything of the sort was ever entered: where nothing was, there is no figure, not even 0 (FR-X-12)."""
        return bool(self.statuses)

    @property
    def cancelled(self) -> int:
        return self.statuses.get(CANCELLED, 0)

    @property
    def total(self) -> int:
        return sum(self.statuses.values()) - self.cancelled

    @property
    def done(self) -> int:
        """Basically completed counts as done (FR-NT-01)."""
        return sum(count for status, count in self.statuses.items() if status in DONE)

    @property
    def remaining(self) -> int:
        return self.total - self.done


def tally(cells: Mapping[str, int], at: str) -> Tally:
    """`at` is an instant in wire text: what is due before it and not done is overdue, what is due in it is not (FR-X-05)."""
    result = Tally()
    for cell, count in cells.items():
        sort, _, detail = cell.partition(":")
        match sort:
            case "status":
                result.statuses[detail] = count
            case "open":
                _add_open(result, detail, count, at)
            case "on_time":
                result.on_time += count
            case "late":
                result.late += count
            case "undated":
                result.undated += count
            case "focus":
                result.focus[detail] = count
    return result


def _add_open(result: Tally, due: str, count: int, at: str) -> None:
    if due >= at:
        result.in_time += count
        return
    result.overdue += count
    result.oldest_overdue = min(result.oldest_overdue or due, due)


def merged(cells: Iterable[Cells]) -> Cells:
    total: Cells = {}
    for some in cells:
        for cell, count in some.items():
            total[cell] = total.get(cell, 0) + count
    return total


KIND, PLAN, GROUP, LEAD = 2, 3, 4, 2
"""Where a board's name holds what it is counted by: three places of a frame, one of a unit."""


def grouped(sums: Sums, work: str, dimension: str, place: int) -> dict[str, Cells]:
    """Cells of one sort of work, summed by one place of the boards' names; an empty key where a work has none."""
    groups: dict[str, list[Cells]] = {}
    for board, cells in sums.items():
        parts = board.split("/")
        if parts[0] == work and parts[1] == dimension:
            groups.setdefault(parts[place], []).append(cells)
    return {key: merged(some) for key, some in groups.items()}


def percent(part: int, whole: int) -> float | None:
    """Half-up with two decimals (domain, figures): 33 of 43 is 76.74. None where there is nothing to divide by."""
    if whole == 0:
        return None
    return float((Decimal(100 * part) / whole).quantize(_HUNDREDTH, ROUND_HALF_UP))
