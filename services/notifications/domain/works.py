"""Tasks and pilot models seen alike: something that one unit owes, with others, by a time."""

from typing import NamedTuple

from services.notifications.domain.phrases import Said, in_both
from shared.events import (
    ModelRegistered,
    ModelSnapshot,
    ModelStatusChanged,
    Obligation,
    Payload,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
)

WorkEvent = TaskRegistered | TaskStatusChanged | TaskDeadlineMoved | ModelRegistered | ModelStatusChanged

_TASK = Said("nhiệm vụ", "task")
_ASSIGNMENT = Said("đầu việc", "assignment")
_MODEL = Said("mô hình điểm", "pilot model")


class Work(NamedTuple):
    """`noun` is what it is called in a sentence; `lead` is missing where it was assigned to a class of units (FR-BP-03).

    `selector` names that class, for the units that lead one work each because of it (FR-BP-26).
    """

    id: str
    noun: Said
    title: Said
    lead: str | None
    coordinators: tuple[str, ...]
    product: Said | None
    selector: Said | None
    status: str
    obligation: Obligation
    sample: bool

    @property
    def units(self) -> tuple[str, ...]:
        return self.coordinators if self.lead is None else (self.lead, *self.coordinators)


def work_of(payload: Payload) -> Work | None:
    """None where the event is not about a work."""
    if not isinstance(payload, WorkEvent):
        return None
    after = payload.after
    return _model(after) if isinstance(after, ModelSnapshot) else _task(after)


def _task(task: TaskSnapshot) -> Work:
    coordinators = tuple(unit for unit in dict.fromkeys(task.coordinating_units) if unit != task.lead_unit)
    return Work(
        id=task.id,
        noun=_ASSIGNMENT if task.kind == "directive" else _TASK,
        title=Said(task.title_vi, task.title_en or task.title_vi),
        lead=task.lead_unit,
        coordinators=coordinators,
        product=in_both(task.product_vi, task.product_en),
        selector=in_both(task.assignee_selector_vi),
        status=task.status,
        obligation=task.obligation,
        sample=task.sample,
    )


def _model(model: ModelSnapshot) -> Work:
    return Work(
        id=model.id,
        noun=_MODEL,
        title=Said(model.title_vi, model.title_en or model.title_vi),
        lead=model.lead_unit,
        coordinators=(),
        product=None,
        selector=None,
        status=model.status,
        obligation=model.obligation,
        sample=model.sample,
    )
