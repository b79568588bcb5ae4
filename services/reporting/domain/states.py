"""What the boards need to know of one task, assignment or pilot model, taken from its snapshot.

A state is a JSON-like mapping: `work`, `kind`, `plan`, `group`, `unit`, `status`, `due` and `done_at` (wire text of instants),
`focus`. A missing field is the same as null.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from shared.calendar import to_wire
from shared.events import ModelSnapshot, TaskSnapshot

State = dict[str, Any]

TASKS, ASSIGNMENTS, CHILDREN, MODELS = "tasks", "assignments", "children", "models"
"""The four things that are never added together (domain README, mistake 2): tasks of plans, assignments of directives, the
children into which an assignment fans out, and pilot models."""

CANCELLED = "cancelled"
DONE = frozenset({"basically_completed", "completed", "maintained"})


def state_of(snapshot: TaskSnapshot | ModelSnapshot) -> State:
    """Done is done since the obligation was discharged; what is waived has no deadline any more."""
    owed = snapshot.obligation
    state: State = {
        "work": work_of(snapshot),
        "unit": snapshot.lead_unit,
        "status": snapshot.status,
        "due": None if owed.waived else _wire(owed.due_at),
        "done_at": _wire(owed.discharged_at or snapshot.status_since) if snapshot.status in DONE else None,
    }
    if isinstance(snapshot, TaskSnapshot):
        state |= {"kind": snapshot.kind, "plan": snapshot.plan, "group": snapshot.group}
    else:
        state |= {"focus": snapshot.focus or None}
    return {name: value for name, value in state.items() if value is not None}


def work_of(snapshot: TaskSnapshot | ModelSnapshot) -> str:
    """A child rolls up into its parent and is counted in neither tasks nor assignments (FR-BP-05)."""
    if isinstance(snapshot, ModelSnapshot):
        return MODELS
    if snapshot.parent is not None:
        return CHILDREN
    return ASSIGNMENTS if snapshot.kind == "directive" else TASKS


def _wire(instant: datetime | None) -> str | None:
    return None if instant is None else wire(instant)


wire = lru_cache(maxsize=4_096)(to_wire)
"""A batch of events repeats its instants: a status since then, met at the same time, due on one of a few days."""
