"""Assignment to a class of units: one child task for each of them, tracked on its own (FR-BP-03, FR-BP-26).

The children follow from the parent alone, so that a registration that was cut short can be completed at any time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.errors import ChildIdTooLong
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.organisation.unit import EXTERNAL_PARTNER, exists
from services.tasks.domain.works.new_task import NewTask, UnitClass
from services.tasks.domain.works.task import OBLIGATION
from services.tasks.domain.works.work_errors import ClassEmpty
from shared.events import Change, Occurred, TaskRegistered, TaskSnapshot, UnitSnapshot
from shared.tenancy import is_identifier

Child = Change[TaskSnapshot]


def resolved(new: NewTask, units: Sequence[UnitSnapshot], day: date) -> NewTask:
    """The classes as the units that exist on that day, behind those that are named. Raises ClassEmpty.

    Later changes of the organisation do not change whom the work was assigned to (FR-BP-03, FR-TW-12).
    """
    assignees = list(new.assignees)
    for wanted in new.assignee_classes:
        members = [unit.id for unit in units if _belongs(unit, wanted) and exists(unit, day)]
        if not members:
            raise ClassEmpty(" ".join(filter(None, (wanted.type, wanted.level))))
        assignees += members
    return new.model_copy(update={"assignees": tuple(dict.fromkeys(assignees)), "assignee_classes": ()})


def _belongs(unit: UnitSnapshot, wanted: UnitClass) -> bool:
    if unit.type == EXTERNAL_PARTNER or not (wanted.type or wanted.level):
        return False
    return wanted.type in (None, unit.type) and wanted.level in (None, unit.level)


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
            "measured": None,
            "obligation": open_obligation(OBLIGATION, unit, Deadline(owed.due_at, owed.due_precision), owed.opened_at),
        }
    )
    return Change(child, (Occurred(TaskRegistered(after=child), since),))
