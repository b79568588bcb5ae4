"""Contracts of progress reports to the chairman: made of frozen figures, delivered with their digest, received (FR-NA-24)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EVERYONE, EventType
from shared.events.payloads import Contract, Payload, Snapshot
from shared.tenancy import Role

ProgressReportStatus = Literal["made", "delivered", "received"]


class ProgressReportSnapshot(Snapshot):
    """Which figures it is made of. They follow from `as_of` and `known_at`, so they are the same whenever they are worked out."""

    period: str = Field(description="2024-03, 2024-Q1 or 2024")
    first_day: date = Field(description="First day reported on")
    last_day: date = Field(description="Last day reported on")
    title_vi: str = Field(description="What it is called")
    title_en: str | None = Field(default=None, description="The same in English")
    as_of: Instant = Field(description="The instant that its figures describe: the period's last")
    known_at: Instant = Field(description="When it was made; its figures hold what had been entered by then")
    made_by_role: Role = Field(description="Who made it, as a role")
    status: ProgressReportStatus = Field(description="made: to be looked through; then delivered; then received")
    status_since: Instant = Field(description="When the status took effect")
    digest: str | None = Field(default=None, description="SHA-256 of the content that was delivered; null before")


class ProgressReportStep(Contract):
    """What was done with it."""

    from_: str = Field(alias="from", description="Status before")
    to: str = Field(description="Status after")
    note: str | None = Field(default=None, description="What was written with it")


class ProgressReportMade(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.progress-report.made.v1"
    after: ProgressReportSnapshot


class ProgressReportStatusChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.progress-report.status-changed.v1"
    after: ProgressReportSnapshot
    change: ProgressReportStep


EVENTS = (
    EventType(
        ProgressReportMade,
        "progress report id",
        EVERYONE,
        "The standing agency makes the progress report of a period; its figures are frozen from here on.",
        "Cơ quan thường trực lập báo cáo tiến độ của kỳ; từ đây số liệu của báo cáo được giữ nguyên.",
    ),
    EventType(
        ProgressReportStatusChanged,
        "progress report id",
        EVERYONE,
        "A progress report is delivered to the chairman with the digest of its content, or the chairman has received it.",
        "Báo cáo tiến độ được trình Chủ tịch kèm mã băm nội dung, hoặc Chủ tịch đã nhận báo cáo.",
    ),
)
