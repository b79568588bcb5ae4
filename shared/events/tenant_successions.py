"""Contracts of tenants over time: one ends, another goes on with its open work; what happened stays where it was (FR-X-07)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.envelope import Instant
from shared.events.event_types import EVERYONE, EventType
from shared.events.obligations import DutyEvent
from shared.events.organisation import TenantSnapshot
from shared.events.payloads import Contract, Payload, Snapshot
from shared.events.successions import AnyDuty, ChosenLead, Inherited
from shared.events.work_parts import Elsewhere
from shared.events.works import ModelSnapshot, TaskSnapshot

_DOCUMENT = Field(description="Document that decides it")
_EFFECTIVE_ON = Field(description="First day of the successor; the other ends the day before")


class UnitHeir(Contract):
    """One unit of the tenant that ends, and the unit of its successor that goes on with its open work."""

    unit: str = Field(description="Unit of the tenant that ends")
    successor: str = Field(description="Unit of the tenant that succeeds it")


class TenantSuccessionSnapshot(Snapshot):
    """One tenant is succeeded by another. Its id follows from the tenant that ends, for that happens once."""

    successor: str = Field(description="Tenant that goes on with the open work")
    title_vi: str = Field(description="What is decided, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    effective_on: date = _EFFECTIVE_ON
    document: str = _DOCUMENT
    heirs: tuple[UnitHeir, ...] = Field(description="Which unit goes on with the work of which")
    works: tuple[ChosenLead, ...] = Field(default=(), description="Works that pass to units of their own")
    inherited: tuple[Inherited, ...] = Field(default=(), description="Who takes over how much, as it was decided")
    status: Literal["running", "completed"] = Field(description="running: open work is being passed on")
    status_since: Instant = Field(description="When it was decided, or completed")


class TenantSuccessionDecided(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.tenant-succession.decided.v1"
    after: TenantSuccessionSnapshot


class TenantSuccessionCompleted(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.tenant-succession.completed.v1"
    after: TenantSuccessionSnapshot


class PassingOn(Contract):
    """It goes on in another tenant, where it keeps its status, its deadlines and when they took effect."""

    to: Elsewhere = Field(description="Where it goes on, and under which id")
    document: str = _DOCUMENT
    effective_on: date = _EFFECTIVE_ON


class Ending(Contract):
    """Why it ends, although it was not done: whom it was owed to is no more."""

    successor: str = Field(description="Tenant that succeeds")
    document: str = _DOCUMENT
    effective_on: date = _EFFECTIVE_ON


class TenantSucceeded(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.tenant.succeeded.v1"
    after: TenantSnapshot
    change: Ending


class TaskPassedOn(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.passed-on.v1"
    after: TaskSnapshot
    change: PassingOn


class ModelPassedOn(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.model.passed-on.v1"
    after: ModelSnapshot
    change: PassingOn


class BottleneckPassedOn(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.passed-on.v1"
    after: BottleneckSnapshot
    change: PassingOn


class DutyEnded(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.duty.ended.v1"
    after: AnyDuty
    change: Ending


EVENTS = (
    EventType(
        TenantSuccessionDecided,
        "succession id",
        ("gateway",),
        "A tenant is succeeded by another one; its open work begins to pass on.",
        "Một tỉnh được tỉnh khác kế thừa; việc đang mở bắt đầu được chuyển.",
    ),
    EventType(
        TenantSucceeded,
        "tenant id",
        ("reporting", "gateway"),
        "A tenant ends: nothing new is entered in it, and its history stays.",
        "Một tỉnh kết thúc hoạt động: không ghi nhận mới, lịch sử được giữ nguyên.",
    ),
    EventType(
        TaskPassedOn,
        "task id",
        EVERYONE,
        "An open task goes on in the tenant that succeeds; here it is neither done nor cancelled.",
        "Nhiệm vụ đang mở được chuyển cho tỉnh kế thừa; tại đây không tính là hoàn thành hay hủy.",
    ),
    EventType(
        ModelPassedOn,
        "pilot model id",
        EVERYONE,
        "A pilot model goes on in the tenant that succeeds.",
        "Mô hình điểm được chuyển cho tỉnh kế thừa.",
    ),
    EventType(
        BottleneckPassedOn,
        "bottleneck id",
        ("reporting", "gateway"),
        "A bottleneck that is not resolved goes on in the tenant that succeeds.",
        "Điểm nghẽn chưa tháo gỡ được chuyển cho tỉnh kế thừa.",
    ),
    EventType(
        DutyEnded,
        "id of the duty",
        ("notifications", "gateway"),
        "A report, an answer or an acknowledgement is owed no more, because the tenant to which it was owed has ended.",
        "Báo cáo, trả lời hoặc xác nhận không còn phải thực hiện vì tỉnh đã kết thúc hoạt động.",
    ),
    EventType(
        TenantSuccessionCompleted,
        "succession id",
        ("gateway",),
        "All open work of the tenant that ends goes on in its successor.",
        "Toàn bộ việc đang mở của tỉnh cũ đã chuyển sang tỉnh kế thừa.",
    ),
)
