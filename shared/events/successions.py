"""Contracts of one tenant's units over time: renamed, closed, and what they still owe passes to others (FR-X-07)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.directives import AcknowledgementSnapshot
from shared.events.envelope import Instant
from shared.events.event_types import EVERYONE, EventType
from shared.events.obligations import DutyEvent
from shared.events.organisation import TenantSnapshot, UnitSnapshot
from shared.events.payloads import Contract, Payload, Snapshot
from shared.events.reports import ReportingCycleSnapshot, UnitReportSnapshot
from shared.events.requests import RequestSnapshot
from shared.events.survey_responses import SurveyResponseSnapshot
from shared.events.undertakings import UndertakingSnapshot
from shared.events.work_details import LeadChange
from shared.events.works import ModelSnapshot

_DOCUMENT = Field(description="Document that decides it")
AnyDuty = SurveyResponseSnapshot | UnitReportSnapshot | RequestSnapshot | AcknowledgementSnapshot | UndertakingSnapshot


class HandOver(Contract):
    """Something passed from one unit to another because of a succession."""

    from_: str = Field(alias="from", description="Unit before")
    to: str = Field(description="Unit after")
    succession: str = Field(description="The succession that it follows from")
    document: str = _DOCUMENT


class Renaming(Contract):
    """A unit is called otherwise from a day on; what happened before keeps the old name."""

    document: str = _DOCUMENT
    effective_on: date = Field(description="First day of the new name")


class UnitRenamed(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.unit.renamed.v1"
    after: UnitSnapshot
    change: Renaming


class Closing(Contract):
    """Why a unit ends."""

    succession: str = Field(description="The succession that it follows from")
    document: str = _DOCUMENT


class UnitClosed(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.unit.closed.v1"
    after: UnitSnapshot
    change: Closing


class ModelLeadChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.model.lead-changed.v1"
    after: ModelSnapshot
    change: LeadChange


class DutyHandedOver(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.duty.handed-over.v1"
    after: AnyDuty
    change: HandOver


class BottleneckHandedOver(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.handed-over.v1"
    after: BottleneckSnapshot
    change: HandOver


class ReportersChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.reporting-cycle.reporters-changed.v1"
    after: ReportingCycleSnapshot
    change: Closing


class TenantOfficesChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.tenant.offices-changed.v1"
    after: TenantSnapshot
    change: Closing


class Heir(Contract):
    """One unit, and who takes over what it still owes."""

    unit: str = Field(description="Unit that hands over")
    successor: str | None = Field(default=None, description="Unit that takes over; null: it owes nothing any more")
    closes: bool = Field(default=True, description="The unit ends; false: it only hands over what `works` names")


class ChosenLead(Contract):
    """A work that passes to another unit than the heir of its lead."""

    work: str = Field(description="The task or pilot model")
    lead_unit: str = Field(description="Unit that leads it from then on")


class Inherited(Contract):
    """How much one unit takes over."""

    unit: str = Field(description="Unit that takes over")
    counts: dict[str, int] = Field(description="How many of each sort")


class SuccessionSnapshot(Snapshot):
    """Units end or give away, others take over. Work that is done stays where it was done."""

    title_vi: str = Field(description="What is decided, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    effective_on: date = Field(description="First day of the new order; the units end the day before")
    document: str = _DOCUMENT
    heirs: tuple[Heir, ...] = Field(description="Who hands over to whom")
    works: tuple[ChosenLead, ...] = Field(default=(), description="Works that pass to units of their own")
    status: Literal["running", "completed"] = Field(description="running: what passes on is being handed over")
    status_since: Instant = Field(description="When it was entered, or completed")
    inherited: tuple[Inherited, ...] = Field(default=(), description="Who takes over how much, as it was decided")


class SuccessionDecided(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.succession.decided.v1"
    after: SuccessionSnapshot


class SuccessionCompleted(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.succession.completed.v1"
    after: SuccessionSnapshot


EVENTS = (
    EventType(
        UnitRenamed,
        "unit id",
        EVERYONE,
        "A unit has another name from a day on.",
        "Một đơn vị đổi tên từ một ngày.",
    ),
    EventType(
        SuccessionDecided,
        "succession id",
        ("gateway",),
        "Units are merged, divided or closed; what they owe begins to pass to their successors.",
        "Sáp nhập, chia tách hoặc kết thúc hoạt động đơn vị; nghĩa vụ bắt đầu chuyển cho đơn vị kế thừa.",
    ),
    EventType(
        UnitClosed,
        "unit id",
        EVERYONE,
        "A unit ends; its history stays.",
        "Một đơn vị kết thúc hoạt động; lịch sử được giữ nguyên.",
    ),
    EventType(
        ModelLeadChanged,
        "pilot model id",
        EVERYONE,
        "A pilot model goes to another lead unit.",
        "Mô hình điểm được chuyển cho đơn vị chủ trì khác.",
    ),
    EventType(
        DutyHandedOver,
        "id of the duty",
        ("notifications", "gateway"),
        "A report, a survey response, a request or an acknowledgement is owed by another unit from now on.",
        "Báo cáo, phiếu khảo sát, đề nghị hoặc xác nhận tiếp nhận chuyển cho đơn vị khác.",
    ),
    EventType(
        BottleneckHandedOver,
        "bottleneck id",
        ("gateway",),
        "A bottleneck holds up the work of another unit from now on.",
        "Điểm nghẽn chuyển sang đơn vị khác.",
    ),
    EventType(
        ReportersChanged,
        "reporting cycle id",
        ("gateway",),
        "Other units report in a cycle from its next period on.",
        "Thay đổi đơn vị báo cáo kể từ kỳ tiếp theo.",
    ),
    EventType(
        TenantOfficesChanged,
        "tenant id",
        ("reporting", "gateway"),
        "Another unit is the standing agency, the Office or the working group of a tenant.",
        "Thay đổi cơ quan thường trực, văn phòng hoặc tổ công tác của tỉnh.",
    ),
    EventType(
        SuccessionCompleted,
        "succession id",
        ("gateway",),
        "Everything that was still owed has passed to the successors.",
        "Mọi nghĩa vụ còn mở đã chuyển cho đơn vị kế thừa.",
    ),
)
