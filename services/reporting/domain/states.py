"""What the boards need to know of one task, assignment, pilot model or bottleneck, taken from its snapshot.

A state is a JSON-like mapping: `work`, `kind`, `plan`, `group`, `unit`, `status`, `due` and `done_at` (wire text of instants),
`since` (the Vietnamese day of its status, while steps are expected), `counted_on` (that of its newest number), `moves` (of its
deadline), `focus`, `added`. A missing field is the same as null.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from shared.calendar import local_date, to_wire
from shared.events import ModelSnapshot, TaskSnapshot
from shared.events.bottlenecks import BottleneckSnapshot

State = dict[str, Any]
Counted = TaskSnapshot | ModelSnapshot | BottleneckSnapshot

TASKS, ASSIGNMENTS, CHILDREN, MODELS = "tasks", "assignments", "children", "models"
"""The four things that are never added together (domain README, mistake 2): tasks of plans, assignments of directives, the
children into which an assignment fans out, and pilot models."""
BOTTLENECKS = "bottlenecks"
"""What holds work up; nobody owes it by a day."""

CANCELLED = "cancelled"
PASSED_ON = "passed_on"
"""Goes on in the tenant that has succeeded this one: here it is no longer open, and neither done nor cancelled (FR-X-07)."""
UNCOUNTED = frozenset({CANCELLED, PASSED_ON})
"""No part of a total."""
DONE = frozenset({"basically_completed", "completed", "maintained"})
UNRESOLVED = frozenset({"open", "proposed", "decided"})
"""Bottlenecks that hold work up; rejected and resolved ones do no more."""
_STEPS_EXPECTED = frozenset({"not_started", "in_progress", "submitted", "returned", *UNRESOLVED})
"""What rests by a decision, is done or cancelled is not expected to move."""


def state_of(snapshot: Counted) -> State:
    """Done is done since the obligation was discharged; what is waived has no deadline any more."""
    status = snapshot.status if snapshot.passed_to is None else PASSED_ON
    state: State = {"work": work_of(snapshot), "status": status, "since": _since(snapshot)}
    match snapshot:
        case BottleneckSnapshot():
            state |= {"unit": snapshot.owner_unit, "group": snapshot.group}
        case TaskSnapshot():
            state |= _owed(snapshot) | {
                "kind": snapshot.kind,
                "plan": snapshot.plan,
                "group": snapshot.group,
                "added": snapshot.added or None,
            }
        case ModelSnapshot():
            state |= _owed(snapshot) | {"focus": snapshot.focus or None}
    return {name: value for name, value in state.items() if value is not None}


def _owed(work: TaskSnapshot | ModelSnapshot) -> State:
    owed = work.obligation
    return {
        "unit": work.lead_unit,
        "due": None if owed.waived else _wire(owed.due_at),
        "done_at": _wire(owed.discharged_at or work.status_since) if work.status in DONE else None,
        "moves": owed.moves or None,
        "counted_on": _counted_on(work),
    }


def _since(snapshot: Counted) -> str | None:
    expected = snapshot.status in _STEPS_EXPECTED and snapshot.passed_to is None
    return _day(snapshot.status_since) if expected else None


def _counted_on(work: TaskSnapshot | ModelSnapshot) -> str | None:
    """A field of its own: a status that is entered late, for a day before it, takes effect on its own day (G9)."""
    progress = work.measured.progress if work.measured else None
    return _day(progress.as_of) if progress else None


def work_of(snapshot: Counted) -> str:
    """A child rolls up into its parent and is counted in neither tasks nor assignments (FR-BP-05)."""
    if isinstance(snapshot, BottleneckSnapshot):
        return BOTTLENECKS
    if isinstance(snapshot, ModelSnapshot):
        return MODELS
    if snapshot.parent is not None:
        return CHILDREN
    return ASSIGNMENTS if snapshot.kind == "directive" else TASKS


def is_owed(state: State) -> bool:
    """Whether it is to be done by a known day, and is not done."""
    return state.get("due") is not None and state["status"] not in DONE | UNCOUNTED


def _wire(instant: datetime | None) -> str | None:
    return None if instant is None else wire(instant)


wire = lru_cache(maxsize=1_024)(to_wire)
"""A batch of events repeats its instants: a status since then, met at the same time, due on one of a few days."""


@lru_cache(maxsize=1_024)
def _day(instant: datetime) -> str:
    return local_date(instant).isoformat()
