"""The catalogue: which events exist, when they happen, who publishes and who hears them."""

from dataclasses import dataclass

from pydantic import ValidationError

from shared.events.envelope import Event, MalformedEvent
from shared.events.organisation import GroupRegistered, PlanRegistered, TenantRegistered, UnitRegistered
from shared.events.payloads import Payload
from shared.events.works import (
    ModelRegistered,
    ModelStatusChanged,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskStatusChanged,
)

TASKS_TOPIC = "tiendo.tasks.v1"
SCHEMA_ROOT = "https://tiendo.vn/schemas/"


class UnknownEventType(MalformedEvent):
    """No contract of that type and version is in the catalogue."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One contract: its payload, its subject, the services on both sides, and when it happens."""

    payload: type[Payload]
    subject: str
    consumers: tuple[str, ...]
    occurs: str
    occurs_vi: str
    producer: str = "tasks"
    topic: str = TASKS_TOPIC

    @property
    def name(self) -> str:
        return self.payload.TYPE

    @property
    def dataschema(self) -> str:
        return f"{SCHEMA_ROOT}{self.name}.json"


_EVERYONE = ("notifications", "reporting", "gateway")

CATALOGUE: dict[str, EventType] = {
    kind.name: kind
    for kind in (
        EventType(
            TenantRegistered,
            "tenant id",
            ("reporting", "gateway"),
            "A province or the central level joins the system.",
            "Một tỉnh hoặc cấp Trung ương tham gia hệ thống.",
        ),
        EventType(
            UnitRegistered,
            "unit id",
            _EVERYONE,
            "An agency, a district, a commune or another organisation unit is entered.",
            "Một cơ quan, địa phương hoặc đơn vị được khai báo.",
        ),
        EventType(
            PlanRegistered,
            "plan id",
            ("reporting", "gateway"),
            "A plan of a year, or the frame of a directive, is entered with the totals that it states.",
            "Một kế hoạch năm hoặc văn bản chỉ đạo được khai báo cùng các con số của nó.",
        ),
        EventType(
            GroupRegistered,
            "group id",
            ("reporting", "gateway"),
            "A group of tasks of a plan is entered, with the assessment whether it is slow.",
            "Một nhóm nhiệm vụ của kế hoạch được khai báo, kèm đánh giá chậm hay không.",
        ),
        EventType(
            TaskRegistered,
            "task id",
            _EVERYONE,
            "A task is given to its lead unit, or an assignment of a directive to one unit or to each of several.",
            "Một nhiệm vụ được giao cho đơn vị chủ trì, hoặc một đầu việc được giao cho một hay nhiều đơn vị.",
        ),
        EventType(
            TaskStatusChanged,
            "task id",
            _EVERYONE,
            "A task takes another status, which may meet what is owed or waive it.",
            "Nhiệm vụ đổi trạng thái; nghĩa vụ kèm theo có thể được hoàn thành hoặc miễn.",
        ),
        EventType(
            TaskDeadlineMoved,
            "task id",
            _EVERYONE,
            "The deadline of a task is moved by a decision; the original deadline stays on record.",
            "Thời hạn của nhiệm vụ được điều chỉnh theo quyết định; thời hạn ban đầu được giữ lại.",
        ),
        EventType(
            ModelRegistered,
            "pilot model id",
            _EVERYONE,
            "A pilot model is registered for a year with its lead unit.",
            "Một mô hình điểm được đăng ký cho một năm cùng đơn vị chủ trì.",
        ),
        EventType(
            ModelStatusChanged,
            "pilot model id",
            _EVERYONE,
            "A pilot model takes another status.",
            "Mô hình điểm đổi trạng thái.",
        ),
    )
}


def payload_of(event: Event) -> Payload:
    """The event's data in its contract's shape. Raises UnknownEventType, MalformedEvent."""
    kind = CATALOGUE.get(event.type)
    if kind is None:
        raise UnknownEventType(event.type)
    try:
        return kind.payload.model_validate(event.data)
    except ValidationError as problem:
        raise MalformedEvent(str(problem)) from problem
