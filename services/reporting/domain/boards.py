"""Boards and their cells. A board counts the works of one frame or one unit; everything shown is a sum over boards.

    <work>/frame/<kind>/<plan>/<group>      <work>/unit/<lead unit>

Each work stands on one board of either dimension, so totals by plan, by group and by kind are sums over the same frames and
agree with each other by construction. A cell counts the works that are alike in one respect:

    status:<status>        every work, cancelled ones too
    undated                not cancelled, no deadline known, done or not
    open:<due>             not done, by the instant it is due: overdue at any instant is a sum over cells
    on_time:<month>        done in time, by the Vietnamese month it was due in
    late:<month>           done too late, the same
    focus:<status>         pilot models on the acceleration list (FR-NA-10)

The number of cells follows the calendar, never the number of works.
"""

from functools import lru_cache

from services.reporting.domain.states import CANCELLED, DONE, State
from shared.calendar import from_wire, local_date

Cells = dict[str, int]
Sums = dict[str, Cells]
"""Board → cell → count. A difference between two moments has the same shape."""

FRAME, UNIT = "frame", "unit"


def boards_of(state: State) -> tuple[str, str]:
    work = state["work"]
    kind, plan, group = (state.get(name) or "" for name in ("kind", "plan", "group"))
    return f"{work}/{FRAME}/{kind}/{plan}/{group}", f"{work}/{UNIT}/{state.get('unit') or ''}"


def dimension_of(board: str) -> str:
    return board.split("/", 2)[1]


def cells_of(state: State) -> list[str]:
    status = state["status"]
    cells = [f"status:{status}"]
    if status == CANCELLED:
        return cells
    cells.append(_outcome_cell(state))
    if state.get("focus"):
        cells.append(f"focus:{status}")
    return cells


def _outcome_cell(state: State) -> str:
    due = state.get("due")
    if due is None:
        return "undated"
    if state["status"] not in DONE:
        return f"open:{due}"
    in_time = state["done_at"] <= due
    return f"{'on_time' if in_time else 'late'}:{month_of(due)}"


@lru_cache(maxsize=8192)
def day_of(instant: str) -> str:
    """The Vietnamese day, such as 2024-03-31, of an instant in wire text."""
    return local_date(from_wire(instant)).isoformat()


def month_of(instant: str) -> str:
    """The Vietnamese month, such as 2024-03."""
    return day_of(instant)[:7]


def difference(before: State | None, after: State) -> Sums:
    """What changes on the boards when a work goes from one state to the next; empty where nothing does."""
    change: Sums = {}
    if before is not None:
        _tell(change, before, -1)
    _tell(change, after, 1)
    return without_zeros(change)


def _tell(sums: Sums, state: State, sign: int) -> None:
    cells = cells_of(state)
    for board in boards_of(state):
        counts = sums.setdefault(board, {})
        for cell in cells:
            counts[cell] = counts.get(cell, 0) + sign


def add(sums: Sums, more: Sums, sign: int = 1) -> None:
    """Adds to `sums` in place."""
    for board, cells in more.items():
        counts = sums.setdefault(board, {})
        for cell, count in cells.items():
            counts[cell] = counts.get(cell, 0) + sign * count


def without_zeros(sums: Sums) -> Sums:
    """Without cells that are 0 and boards that have none left."""
    kept = {board: {cell: n for cell, n in cells.items() if n} for board, cells in sums.items()}
    return {board: cells for board, cells in kept.items() if cells}
