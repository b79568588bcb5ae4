"""What the figures must say, counted from the events alone: no counters, no differences, each question from the beginning.

A status is true from when it took effect, a deadline from when it was decided; what counts as known was entered by then.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.events import Event

DONE = {"basically_completed", "completed", "maintained"}
SORTS = ("tasks", "assignments", "children", "models")


@dataclass(slots=True)
class Count:
    """Of one sort of works."""

    statuses: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    by_unit: Counter[str | None] = field(default_factory=Counter)
    by_group: Counter[str | None] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    done_by_kind: Counter[str] = field(default_factory=Counter)
    overdue_by_unit: Counter[str | None] = field(default_factory=Counter)
    due: list[tuple[datetime, str]] = field(default_factory=list)
    cancelled: int = 0
    known: bool = False

    @property
    def total(self) -> int:
        return self.statuses.total()

    @property
    def done(self) -> int:
        return sum(count for status, count in self.statuses.items() if status in DONE)


@dataclass(slots=True)
class _Work:
    sort: str
    fixed: dict[str, Any]
    status: str | None = None
    done_at: datetime | None = None
    due: datetime | None = None


def recount(
    events: Iterable[Event], at: datetime, as_of: datetime | None, known_at: datetime | None
) -> dict[str, Count]:
    """By sort. `at` is the instant at which lateness is judged; `as_of` None means everything that is known."""
    works: dict[tuple[str, str], _Work] = {}
    for event in events:
        if (as_of is None or event.time <= as_of) and (known_at is None or event.recordedtime <= known_at):
            _learn(works, event)
    counts = {sort: Count() for sort in SORTS}
    for work in works.values():
        _count(counts[work.sort], work, at)
    return counts


def _learn(works: dict[tuple[str, str], _Work], event: Event) -> None:
    thing, what = event.type.split(".")[2:4]
    if thing not in {"task", "model"}:
        return
    after = event.data["after"]
    if what == "registered":
        works[thing, event.subject] = _Work(_sort(thing, after), after, after["status"], due=_due(after))
    elif what == "deadline-moved":
        works[thing, event.subject].due = _due(after)
    else:
        _change(works[thing, event.subject], event.data["change"], event.time)


def _change(work: _Work, change: dict[str, Any], at: datetime) -> None:
    was_done, work.status = work.status in DONE, change["to"]
    if work.status in DONE and not was_done:
        # What was done before the system knew of it is not called late on that alone.
        work.done_at = min(at, work.due) if change["adopted"] and work.due else at


def _due(after: dict[str, Any]) -> datetime | None:
    due = after["obligation"]["due_at"]
    return None if due is None else datetime.fromisoformat(due)


def _sort(thing: str, after: dict[str, Any]) -> str:
    """Four different things, never added together (domain, mistake 2)."""
    if thing == "model":
        return "models"
    if after["parent"]:
        return "children"
    return "assignments" if after["kind"] == "directive" else "tasks"


def _count(count: Count, work: _Work, at: datetime) -> None:
    count.known = True
    status = str(work.status)
    if status == "cancelled":
        count.cancelled += 1
        return
    outcome = _outcome(work, at)
    unit, kind = work.fixed["lead_unit"], work.fixed.get("kind", "")
    count.statuses[status] += 1
    count.outcomes[outcome] += 1
    count.by_unit[unit] += 1
    count.by_group[work.fixed.get("group")] += 1
    count.by_kind[kind] += 1
    count.done_by_kind[kind] += status in DONE
    count.overdue_by_unit[unit] += outcome == "open_overdue"
    if work.due is not None:
        count.due.append((work.due, outcome))


def _outcome(work: _Work, at: datetime) -> str:
    if work.due is None:
        return "no_deadline"
    if work.done_at is not None:
        return "done_on_time" if work.done_at <= work.due else "done_late"
    return "open_overdue" if at > work.due else "open_in_time"
