"""From tallies to the numbers of an answer, and the order in which leaders read lines: by need."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from services.reporting.domain.answers import Counts, KindCounts, Outcome, UnitLine
from services.reporting.domain.boards import UNIT, Cells, Sums
from services.reporting.domain.names import Names
from services.reporting.domain.tallies import LEAD, Tally, grouped, percent, tally

TASK_STATUSES = (
    "not_started",
    "in_progress",
    "submitted",
    "returned",
    "on_hold",
    "basically_completed",
    "completed",
)
MODEL_STATUSES = ("not_started", "in_progress", "completed", "maintained")

L = TypeVar("L", bound=Counts)


def numbers(of: Tally) -> dict[str, Any]:
    """The fields of Counts."""
    if not of.reported:
        empty = dict.fromkeys(("total", "done", "remaining", "rate_done", "cancelled", "oldest_overdue_due_at"))
        return {"reported": False, "outcome": outcome(of), **empty}
    return {
        "reported": True,
        "total": of.total,
        "done": of.done,
        "remaining": of.remaining,
        "rate_done": percent(of.done, of.total),
        "cancelled": of.cancelled,
        "outcome": outcome(of),
        "oldest_overdue_due_at": of.oldest_overdue,
    }


def outcome(of: Tally) -> Outcome:
    counted = (of.on_time, of.late, of.in_time, of.overdue, of.undated)
    on_time, late, in_time, overdue, undated = counted if of.reported else (None,) * 5
    return Outcome(
        done_on_time=on_time, done_late=late, open_in_time=in_time, open_overdue=overdue, no_deadline=undated
    )


def by_status(of: Tally, statuses: Iterable[str]) -> dict[str, int | None]:
    """Every status that there is, so that 0 is seen as 0. Without what is cancelled, like the total that it adds up to."""
    return {status: of.statuses.get(status, 0) if of.reported else None for status in statuses}


def by_kind(cells: Mapping[str, Cells], kinds: Iterable[str], of: Tally, at: str) -> dict[str, KindCounts]:
    counted = {kind: tally(cells.get(kind, {}), at) for kind in kinds}
    return {
        kind: KindCounts(
            total=one.total if of.reported else None,
            done=one.done if of.reported else None,
            share_of_done=percent(one.done, of.done),
        )
        for kind, one in counted.items()
    }


def unit_lines(sums: Sums, work: str, names: Names, at: str) -> list[UnitLine]:
    units = grouped(sums, work, UNIT, LEAD)
    return lines(units, at, lambda key, counts: UnitLine(**names.unit(key), **counts))


def lines(cells: Mapping[str, Cells], at: str, line: Callable[[str, dict[str, Any]], L]) -> list[L]:
    """One line a key, most overdue first."""
    made = [(key, line(key, numbers(tally(some, at)))) for key, some in cells.items()]
    return [line for key, line in sorted(made, key=lambda pair: need(pair[1], pair[0]))]


def need(line: Counts, key: str) -> tuple[bool, int, float, int, str]:
    """Most overdue first, then the lowest rate, then the most work left; lines without figures last."""
    rate = 100.0 if line.rate_done is None else line.rate_done
    return (not line.reported, -(line.outcome.open_overdue or 0), rate, -(line.remaining or 0), key)
