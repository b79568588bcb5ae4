"""Contracts of what a unit undertakes to do by a day: recommendations of an inspection, commitments of a session."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.obligations import Duty, DutyEvent
from shared.events.payloads import Contract

UndertakingKind = Literal["recommendation", "commitment"]
UndertakingStatus = Literal["open", "reported", "returned", "accepted", "waived"]


class UndertakingSnapshot(Duty):
    """What one unit has to do by a day, and what it says it did. Reporting it discharges it, a return reopens it."""

    kind: UndertakingKind = Field(description="recommendation: of an inspection; commitment: made in a session")
    origin: str = Field(description="Id of the inspection or the session that it comes from")
    text_vi: str | None = Field(default=None, description="What is to be done, at length")
    status: UndertakingStatus = Field(description="reported: done, says the unit; accepted: whoever oversees it agrees")
    result: str | None = Field(default=None, description="What the unit says it did")
    documents: tuple[str, ...] = Field(default=(), description="Numbers and symbols of documents that show it")
    reason: str | None = Field(default=None, description="Why it was returned or is no longer owed")


class UndertakingChange(Contract):
    """What was done with it, and why."""

    from_: str = Field(alias="from", description="Status before")
    to: str = Field(description="Status after")
    note: str | None = Field(default=None, description="What was said: the result, the reason")


class UndertakingOpened(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.undertaking.opened.v1"
    after: UndertakingSnapshot


class UndertakingStatusChanged(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.undertaking.status-changed.v1"
    after: UndertakingSnapshot
    change: UndertakingChange


_HEARERS = ("notifications", "gateway")

EVENTS = (
    EventType(
        UndertakingOpened,
        "<inspection or session>.<number>",
        _HEARERS,
        "A unit is recommended something by an inspection, or commits itself in a session, with a deadline.",
        "Một đơn vị nhận kiến nghị của đoàn kiểm tra hoặc cam kết tại phiên làm việc, có thời hạn.",
    ),
    EventType(
        UndertakingStatusChanged,
        "<inspection or session>.<number>",
        _HEARERS,
        "The unit reports what it did; that is accepted or returned, or it is no longer owed.",
        "Đơn vị báo cáo kết quả; kết quả được chấp nhận, trả lại, hoặc việc được miễn.",
    ),
)
