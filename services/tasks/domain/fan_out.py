"""Assignment to a class of units: one child task for each of them, tracked on its own (FR-BP-03, FR-BP-26).

The children follow from the parent alone, so that a registration that was cut short can be completed at any time.
"""

from collections.abc import Mapping
from datetime import datetime

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.errors import ChildIdTooLong
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.task import OBLIGATION, NewTask
from shared.events import Change, Occurred, TaskRegistered, TaskSnapshot, UnitSnapshot
from shared.tenancy import is_identifier

Child = Change[TaskSnapshot]


def child_id(parent: str, unit: str) -> str:
    return f"{parent}.{unit}"


def require_room(new: NewTask) -> None:
    """The children's ids must be ids. Raises ChildIdTooLong."""
    for unit in new.assignees:
        if not is_identifier(child_id(new.id, unit)):
            raise ChildIdTooLong(child_id(new.id, unit))


def children(parent: TaskSnapshot, units: Mapping[str, UnitSnapshot], now: datetime) -> list[Change[TaskSnapshot]]:
    """One new task per assignee, with the parent's content and deadline; a unit named twice gets one."""
    return [_child(parent, units[unit], now) for unit in dict.fromkeys(parent.assignees)]


def _child(parent: TaskSnapshot, unit: UnitSnapshot, now: datetime) -> Change[TaskSnapshot]:
    owed = parent.obligation
    since = min(owed.opened_at, now)
    child = parent.model_copy(
        update={
            "id": child_id(parent.id, unit.id),
            "version": 1,
            "kind": "directive",
            "parent": parent.id,
            "lead_unit": unit.id,
            "assignees": (),
            "accountable_role_vi": unit.head_role_vi,
            "accountable_role_en": unit.head_role_en,
            "product": None,
            "status": "not_started",
            "status_since": since,
            "status_basis": None,
            "reason": None,
            "obligation": open_obligation(OBLIGATION, unit, Deadline(owed.due_at, owed.due_precision), owed.opened_at),
        }
    )
    return Change(child, (Occurred(TaskRegistered(after=child), since),))
