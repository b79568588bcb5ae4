"""Tasks, pilot models and duties seen alike: something that one unit owes, with others, by a time."""

from collections.abc import Mapping
from typing import NamedTuple

from services.notifications.domain.phrases import Said, in_both
from shared.events import (
    Duty,
    DutyEvent,
    ModelRegistered,
    ModelSnapshot,
    ModelStatusChanged,
    Obligation,
    Payload,
    TaskAmended,
    TaskDeadlineMoved,
    TaskLeadChanged,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
)
from shared.events.successions import ModelLeadChanged
from shared.events.tenant_successions import ModelPassedOn, TaskPassedOn

WorkEvent = (
    TaskRegistered
    | TaskStatusChanged
    | TaskDeadlineMoved
    | TaskAmended
    | TaskLeadChanged
    | ModelRegistered
    | ModelStatusChanged
    | ModelLeadChanged
    | TaskPassedOn
    | ModelPassedOn
    | DutyEvent
)

_TASK = Said("nhiệm vụ", "task")
_ASSIGNMENT = Said("đầu việc", "assignment")
_MODEL = Said("mô hình điểm", "pilot model")
_DUTY = Said("nghĩa vụ", "duty")
_DUTIES: Mapping[str, Said] = {
    "acknowledgement": Said("xác nhận tiếp nhận văn bản", "acknowledgement of a directive"),
    "survey_response": Said("phiếu khảo sát", "survey response"),
    "periodic_report": Said("báo cáo định kỳ", "periodic report"),
    "urge": Said("văn bản đôn đốc", "answer to the urge"),
    "explanation": Said("yêu cầu giải trình", "explanation"),
    "peer_request": Said("đề nghị phối hợp", "answer to the request"),
    "guidance": Said("văn bản hướng dẫn", "acknowledgement of the guidance"),
    "recommendation": Said("kiến nghị sau kiểm tra", "recommendation of an inspection"),
    "commitment": Said("cam kết tại phiên làm việc", "commitment made in a session"),
    "copy": Said("bản sao văn bản gửi tỉnh", "acknowledgement of a letter's copy"),
}
"""What each sort of duty is called, by its obligation's kind."""


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
    match after:
        case Duty():
            return _duty(after)
        case ModelSnapshot():
            return _model(after)
    return _task(after)


def _task(task: TaskSnapshot) -> Work:
    # Those who help with an assignment hear of it as a whole, not of each unit's share of it.
    is_share = task.parent is not None and task.id.startswith(f"{task.parent}.")
    helpers = () if is_share else dict.fromkeys(task.coordinating_units)
    coordinators = tuple(unit for unit in helpers if unit != task.lead_unit)
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


def _duty(duty: Duty) -> Work:
    """Ids of duties are unique among their sort only."""
    return Work(
        id=f"{duty.obligation.kind}:{duty.id}",
        noun=_DUTIES.get(duty.obligation.kind, _DUTY),
        title=Said(duty.title_vi, duty.title_en or duty.title_vi),
        lead=duty.unit,
        coordinators=(),
        product=None,
        selector=None,
        status=duty.status,
        obligation=duty.obligation,
        sample=duty.sample,
    )
