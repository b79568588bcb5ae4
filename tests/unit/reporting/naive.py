"""What figures must say, worked out from raw events alone: one pass over the events of each work, no deltas, no counters."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.events import Event, ModelSnapshot, TaskSnapshot, payload_of

DONE = {"basically_completed", "completed", "maintained"}


@dataclass
class Expected:
    """Counts of the works of one sort."""

    by_status: Counter[str] = field(default_factory=Counter)
    outcome: Counter[str] = field(default_factory=Counter)
    cancelled: int = 0
    units: Counter[str] = field(default_factory=Counter)


@dataclass
class _Fact:
    name: str
    value: Any
    at: datetime
    known: datetime


def expected(events: Iterable[Event], as_of: datetime | None = None, known_at: datetime | None = None) -> Expected:
    """Of tasks of plans. Each fact is true from when its event took effect, but not before the fact that it replaces."""
    facts: defaultdict[str, list[_Fact]] = defaultdict(list)
    for event in events:
        after = getattr(payload_of(event), "after", None)
        if isinstance(after, TaskSnapshot) and after.parent is None and after.kind != "directive":
            _learn(facts[after.id], after, event)
    result = Expected()
    for known in facts.values():
        state: dict[str, Any] = {}
        for fact in known:
            if (as_of is None or fact.at <= as_of) and (known_at is None or fact.known <= known_at):
                state[fact.name] = fact.value
        if state:
            _count(result, state, as_of)
    return result


def _learn(facts: list[_Fact], after: TaskSnapshot | ModelSnapshot, event: Event) -> None:
    owed = after.obligation
    now = {
        "status": after.status,
        "due": None if owed.waived else owed.due_at,
        "moves": owed.moves,
        "done_at": owed.discharged_at if after.status in DONE else None,
        "unit": after.lead_unit,
    }
    latest = {fact.name: fact for fact in facts}
    changed = {name: value for name, value in now.items() if name not in latest or latest[name].value != value}
    earlier = [latest[name].at for name in changed if name in latest]
    at = max([event.time, *[fact.at for fact in facts[:1]], *earlier])
    known = max([event.recordedtime, *[fact.known for fact in facts]])
    facts += [_Fact(name, value, at, known) for name, value in changed.items()]


def _count(result: Expected, state: dict[str, Any], as_of: datetime | None) -> None:
    if state["status"] == "cancelled":
        result.cancelled += 1
        return
    result.by_status[state["status"]] += 1
    result.units[state["unit"]] += 1
    result.outcome[_outcome(state, as_of)] += 1


def _outcome(state: dict[str, Any], as_of: datetime | None) -> str:
    if state["due"] is None:
        return "no_deadline"
    if state["status"] in DONE:
        return "done_on_time" if state["done_at"] <= state["due"] else "done_late"
    return "open_overdue" if as_of is not None and as_of > state["due"] else "open_in_time"
