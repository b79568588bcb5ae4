"""What tasks and pilot models have in common: a life cycle and an obligation."""

from services.tasks.domain.lifecycle import MODEL, TASK, LifeCycle
from shared.events import Change, ModelSnapshot, TaskSnapshot

Work = TaskSnapshot | ModelSnapshot
WorkChange = Change[TaskSnapshot] | Change[ModelSnapshot]


def life_of(work: Work) -> LifeCycle:
    return TASK if isinstance(work, TaskSnapshot) else MODEL


def is_still_open(work: Work) -> bool:
    """Still owed here: neither done nor cancelled, and it does not go on in another tenant."""
    return life_of(work).is_open(work.status) and work.passed_to is None
