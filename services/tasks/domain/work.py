"""What tasks and pilot models have in common: a life cycle and an obligation."""

from services.tasks.domain.lifecycle import MODEL, TASK, LifeCycle
from shared.events import Change, ModelSnapshot, TaskSnapshot

Work = TaskSnapshot | ModelSnapshot
WorkChange = Change[TaskSnapshot] | Change[ModelSnapshot]


def life_of(work: Work) -> LifeCycle:
    return TASK if isinstance(work, TaskSnapshot) else MODEL
