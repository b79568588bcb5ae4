"""Boards and their cells. A board counts the works of one frame or one unit; everything shown is a sum over boards.

    <work>/frame/<kind>/<plan>/<group>      <work>/unit/<lead unit>

Each work stands on one board of either dimension, so totals by plan, by group and by kind are sums over the same frames and
agree with each other by construction. Bottlenecks are counted likewise, by their group and by the unit that is held up.
A cell counts the works that are alike in one respect:

    status:<status>        every work, cancelled ones and those passed on too
    undated                not cancelled, no deadline known, done or not
    open:<stamp>           not done, by the instant it is due: overdue at any instant is a sum over cells
    on_time:<month>        done in time, by the Vietnamese month it was due in
    late:<month>           done too late, the same
    added                  not cancelled, registered after the plan was issued (FR-NA-01)
    focus:<status>         pilot models on the acceleration list (FR-NA-10)
    still:<day>            steps are expected, and the last, or the newest number, was on that day (FR-NA-27)
    moved                  not cancelled, and its deadline was moved often (FR-NA-27)

The number of cells follows the calendar, never the number of works. Names of cells hold no dot, which not every store takes
in the name of a field; a stamp is an instant's wire text without punctuation, and sorts as it does.
"""

from functools import lru_cache

from services.reporting.domain.states import DONE, UNCOUNTED, State
from shared.calendar import from_wire, local_date

Cells = dict[str, int]
Sums = dict[str, Cells]
"""Board → cell → count. A difference between two moments has the same shape."""

FRAME, UNIT = "frame", "unit"
OPEN = "open:"
OFTEN = 2
"""So many moves of a deadline are many."""
_PLACES = ("unit", "group", "plan", "kind", "work")
"""The fields that say on which boards a work stands; those that change now and then come first."""
_PUNCTUATION = str.maketrans("", "", "-:.")
_WHOLE_HOURS = "1912"
"""Since then Vietnamese time has always been whole hours from UTC, so all instants of an hour are of one day."""


def boards_of(state: State) -> tuple[str, str]:
    work, known = state["work"], state.get
    frame = f"{work}/{FRAME}/{known('kind') or ''}/{known('plan') or ''}/{known('group') or ''}"
    return frame, f"{work}/{UNIT}/{known('unit') or ''}"


def dimension_of(board: str) -> str:
    return board.split("/", 2)[1]


def cells_of(state: State) -> list[str]:
    status = state["status"]
    cells = [f"status:{status}"]
    if status in UNCOUNTED:
        return cells
    cells.append(_outcome_cell(state))
    if state.get("added"):
        cells.append("added")
    if state.get("focus"):
        cells.append(f"focus:{status}")
    if since := state.get("since"):
        cells.append(f"still:{max(since, state.get('counted_on') or '')}")
    if (state.get("moves") or 0) >= OFTEN:
        cells.append("moved")
    return cells


def _outcome_cell(state: State) -> str:
    due = state.get("due")
    if due is None:
        return "undated"
    if state["status"] not in DONE:
        return open_cell(due)
    in_time = state["done_at"] <= due
    return f"{'on_time' if in_time else 'late'}:{month_of(due)}"


def open_cell(due: str) -> str:
    """The cell of what is open and due at that instant (wire text); such cells sort by their instants."""
    return OPEN + due.translate(_PUNCTUATION)


def due_of(cell: str) -> str:
    """The wire text of the instant in the name of an open cell."""
    stamp = cell.removeprefix(OPEN)
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:11]}:{stamp[11:13]}:{stamp[13:15]}.{stamp[15:]}"


def day_of(instant: str) -> str:
    """The Vietnamese day, such as 2024-03-31, of an instant in wire text."""
    return _day_of_hour(instant[:13]) if instant > _WHOLE_HOURS else _day(instant)


@lru_cache(maxsize=4_096)
def _day_of_hour(hour: str) -> str:
    return _day(f"{hour}:00:00Z")


def _day(instant: str) -> str:
    return local_date(from_wire(instant)).isoformat()


def month_of(instant: str) -> str:
    """The Vietnamese month, such as 2024-03."""
    return day_of(instant)[:7]


def difference(before: State | None, after: State) -> Sums:
    """What changes on the boards when a work goes from one state to the next; empty where nothing does.

    Read only: boards that change alike share their cells.
    """
    come = cells_of(after)
    if before is None:
        return dict.fromkeys(boards_of(after), dict.fromkeys(come, 1))
    gone = cells_of(before)
    if all(before.get(name) == after.get(name) for name in _PLACES):
        cells = {cell: 1 for cell in come if cell not in gone} | {cell: -1 for cell in gone if cell not in come}
        return dict.fromkeys(boards_of(after), cells) if cells else {}
    change: Sums = {}
    add(change, dict.fromkeys(boards_of(after), dict.fromkeys(come, 1)))
    add(change, dict.fromkeys(boards_of(before), dict.fromkeys(gone, 1)), -1)
    return without_zeros(change)


def add(sums: Sums, more: Sums, sign: int = 1) -> None:
    """Adds to `sums` in place; `more` stays as it is."""
    for board, cells in more.items():
        if sign == 1 and board not in sums:
            sums[board] = dict(cells)
            continue
        counts = sums.setdefault(board, {})
        for cell, count in cells.items():
            counts[cell] = counts.get(cell, 0) + sign * count


def without_zeros(sums: Sums) -> Sums:
    """Without cells that are 0 and boards that have none left."""
    kept = {board: {cell: n for cell, n in cells.items() if n} for board, cells in sums.items()}
    return {board: cells for board, cells in kept.items() if cells}
