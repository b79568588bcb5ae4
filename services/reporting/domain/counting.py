"""From tallies to the numbers of an answer, and the order in which leaders read lines: by need."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from services.reporting.domain.answers import Counts, KindCounts, Outcome, UnitLine
from services.reporting.domain.boards import UNIT
from services.reporting.domain.names import Names
from services.reporting.domain.tallies import LEAD, Tally, counted_by, percent

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
        empty = dict.fromkeys(
            ("total", "done", "remaining", "rate_done", "cancelled", "passed_on", "oldest_overdue_due_at")
        )
        return {"reported": False, "outcome": outcome(of), **empty}
    return {
        "reported": True,
        "total": of.total,
        "done": of.done,
        "remaining": of.remaining,
        "rate_done": percent(of.done, of.total),
        "cancelled": of.cancelled,
        "passed_on": of.passed_on,
        "outcome": outcome(of),
        "oldest_overdue_due_at": of.oldest_overdue,
    }


def planned_and_added(of: Tally) -> dict[str, int | None]:
    """What was planned stays reproducible whatever was added since (FR-NA-01)."""
    if not of.reported:
        return {"planned": None, "added": None}
    return {"planned": of.total - of.added, "added": of.added}


def outcome(of: Tally) -> Outcome:
    counted = (of.on_time, of.late, of.in_time, of.overdue, of.undated)
    on_time, late, in_time, overdue, undated = counted if of.reported else (None,) * 5
    return Outcome(
        done_on_time=on_time, done_late=late, open_in_time=in_time, open_overdue=overdue, no_deadline=undated
    )


def by_status(of: Tally, statuses: Iterable[str]) -> dict[str, int | None]:
    """Every status that there is, so that 0 is seen as 0; without what is cancelled, like their total (FR-NA-03)."""
    return {status: of.statuses.get(status, 0) if of.reported else None for status in statuses}


def by_kind(kinds: Iterable[str], counted: Mapping[str, Tally], of: Tally) -> dict[str, KindCounts]:
    """Regular tasks and those of the roadmap apart, with their share of what is done (FR-NT-02)."""
    return {kind: _of_kind(counted.get(kind, Tally()), of) for kind in kinds}


def _of_kind(one: Tally, of: Tally) -> KindCounts:
    total, done = (one.total, one.done) if of.reported else (None, None)
    return KindCounts(total=total, done=done, share_of_done=percent(one.done, of.done))


def unit_lines(tallies: Mapping[str, Tally], work: str, names: Names) -> list[UnitLine]:
    units = counted_by(tallies, work, UNIT, LEAD)
    return lines(units, lambda key, counts: UnitLine(**names.unit(key), **counts))


def lines(counted: Mapping[str, Tally], line: Callable[[str, dict[str, Any]], L]) -> list[L]:
    """One line a key, sorted by need."""
    made = [(key, line(key, numbers(one))) for key, one in counted.items()]
    return [line for key, line in sorted(made, key=lambda pair: need(pair[1], pair[0]))]


def need(line: Counts, key: str) -> tuple[bool, int, float, int, str]:
    """Most overdue first, then the lowest rate, then the most work left; lines without figures last."""
    rate = 100.0 if line.rate_done is None else line.rate_done
    return (not line.reported, -(line.outcome.open_overdue or 0), rate, -(line.remaining or 0), key)
