"""Contracts of requests between units: urges, requests for an explanation, requests among peers."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.obligations import Duty, DutyEvent
from shared.events.payloads import Contract
from shared.tenancy import Role

RequestKind = Literal["urge", "explanation", "peer_request", "guidance", "copy"]
RequestStatus = Literal["sent", "acknowledged", "answered", "closed", "withdrawn"]
SubjectSort = Literal["task", "model", "directive", "report", "other"]


class RequestSnapshot(Duty):
    """What one unit is asked; `kind` is its obligation's kind too. An answer discharges it (FR-BP-18, FR-NA-09)."""

    kind: RequestKind = Field(
        description="urge: get on with it; explanation: say why; peer_request: among equals; "
        "guidance and copy: to be read, which their acknowledgement says (FR-TW-19)"
    )
    letter: str = Field(description="Id that it shares with what others were asked in the same letter")
    asked_by_role: Role = Field(description="Role of who asks")
    asked_by_unit: str | None = Field(
        default=None, description="Unit of who asks; null: the role is of the whole tenant"
    )
    asked_by_tenant: str | None = Field(default=None, description="The central level, of a letter to provinces")
    subject_sort: SubjectSort = Field(description="What it is about")
    subject: str | None = Field(default=None, description="Id of what it is about; null: nothing registered")
    text_vi: str = Field(description="What is asked")
    wanted_due: date | None = Field(
        default=None, description="Deadline that a unit asks for, of the task that it is about (FR-X-08)"
    )
    status: RequestStatus = Field(
        description="Answered and closed meet it, of what is only to be read acknowledged; withdrawn is no longer owed"
    )
    acknowledged_at: Instant | None = Field(default=None, description="When the unit said that it had read it")
    reply: str | None = Field(default=None, description="What the unit answers")
    reply_documents: tuple[str, ...] = Field(default=(), description="Numbers and symbols of documents of the answer")


class RequestChange(Contract):
    """What was done with a request, and why."""

    from_: str = Field(alias="from", description="Status before")
    to: str = Field(description="Status after")
    note: str | None = Field(default=None, description="What was said: the answer, a remark")


class RequestSent(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.request.sent.v1"
    after: RequestSnapshot


class RequestStatusChanged(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.request.status-changed.v1"
    after: RequestSnapshot
    change: RequestChange


_HEARERS = ("notifications", "gateway")

EVENTS = (
    EventType(
        RequestSent,
        "<letter>.<unit>",
        _HEARERS,
        "A unit is urged, asked to explain itself, or asked for help by a peer.",
        "Một đơn vị được đôn đốc, yêu cầu giải trình hoặc nhận đề nghị phối hợp ngang cấp.",
    ),
    EventType(
        RequestStatusChanged,
        "<letter>.<unit>",
        _HEARERS,
        "A request is acknowledged, answered, closed or withdrawn.",
        "Một đề nghị được xác nhận đã nhận, trả lời, kết thúc hoặc rút lại.",
    ),
)
