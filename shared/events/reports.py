"""Contracts of periodic reports: the calendar, the periods that open by it, and what each unit owes for a period."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.bottlenecks import BottleneckGroup
from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.obligations import Duty, DutyEvent
from shared.events.payloads import Contract, Payload, Snapshot

Frequency = Literal["monthly", "quarterly", "yearly", "once"]
ReportStatus = Literal["open", "draft", "submitted", "signed", "corrected", "waived"]
SignedBy = Literal["head", "deputy"]


class ReportingCycleSnapshot(Snapshot):
    """A report that units owe again and again, or once."""

    name_vi: str = Field(description="What is reported, in Vietnamese")
    name_en: str | None = Field(default=None, description="The same in English")
    frequency: Frequency = Field(description="How often")
    cut_off_day: int = Field(default=1, description="First day of a period; 15: from the 15th to the 14th")
    due_days: int | None = Field(default=None, description="Due so many days after the period's last day")
    due_day_of_month: int | None = Field(
        default=None, description="Due on the first such day of a month that is not before the period's last day"
    )
    due_on: date | None = Field(default=None, description="Due on that day; of what is reported once")
    lock_days: int | None = Field(default=None, description="Closed so many days after it was due; null: never")
    units: tuple[str, ...] = Field(default=(), description="Units that report")
    unit_types: tuple[str, ...] = Field(default=(), description="Sorts of units that report, each unit of the sort")
    nothing_allowed: bool = Field(default=True, description="Nothing to report is a report (FR-BP-19)")
    late_explained: bool = Field(default=False, description="Everything that is late has to be explained (FR-NA-21)")
    first_period: str | None = Field(default=None, description="From here on periods open by themselves; null: by hand")


class ReportingCycleRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.reporting-cycle.registered.v1"
    after: ReportingCycleSnapshot


class ReportingPeriodSnapshot(Snapshot):
    """One period of a cycle with the units that report for it; each of them owes one report."""

    cycle: str = Field(description="Cycle that it belongs to")
    period: str = Field(description="2024-03, 2024-Q1, 2024, or once; named by the month in which it ends")
    title_vi: str = Field(description="What is owed, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    first_day: date | None = Field(default=None, description="First day reported on; null: what is reported once")
    last_day: date | None = Field(default=None, description="Last day reported on; null: what is reported once")
    opened_at: Instant = Field(description="Since when the reports are owed")
    due_at: Instant = Field(description="Last instant in time")
    locks_at: Instant | None = Field(default=None, description="Last instant in which a report can change; null: never")
    nothing_allowed: bool = Field(default=True, description="Nothing to report is a report (FR-BP-19)")
    late_explained: bool = Field(default=False, description="Everything that is late has to be explained")
    units: tuple[str, ...] = Field(description="Units that owe a report for it")


class ReportingPeriodOpened(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.reporting-period.opened.v1"
    after: ReportingPeriodSnapshot


class Difficulty(Contract):
    """One difficulty that a unit reports (FR-BP-19)."""

    group: str | None = Field(default=None, description="Group of bottlenecks that it belongs to; null: not stated")
    text: str = Field(description="What stands in the way")


class SlowWork(Contract):
    """What a unit says of a work that is late or slow (FR-NA-21)."""

    work: str = Field(description="Task or pilot model")
    cause: BottleneckGroup = Field(description="Group of bottlenecks that the cause belongs to")
    action: str = Field(description="What the unit does about it")
    new_date: date = Field(description="When the unit expects it to be done")
    support: str = Field(description="What the unit needs from others")


class UnitReportSnapshot(Duty):
    """One unit's report for one period. Only a signature discharges it (FR-NA-17)."""

    cycle: str = Field(description="Cycle of the report")
    period: str = Field(description="Period of that cycle")
    locks_at: Instant | None = Field(default=None, description="Last instant in which it can change; null: never")
    nothing_allowed: bool = Field(default=True, description="Nothing to report is a report")
    late_explained: bool = Field(default=False, description="Everything that is late has to be explained")
    status: ReportStatus = Field(description="corrected: signed before, and the new edition waits for its signature")
    returned_at: Instant | None = Field(
        default=None, description="When it was given back to be written again; null since it was handed in again"
    )
    edition: int = Field(default=0, description="Counts what was handed in; 0: nothing yet")
    nothing_to_report: bool = Field(default=False, description="Stated by the unit; silence is no such statement")
    text_vi: str | None = Field(default=None, description="The report's text")
    difficulties: tuple[Difficulty, ...] = Field(default=(), description="Difficulties that arose, if any")
    results_vi: str | None = Field(default=None, description="What was achieved (FR-NA-13)")
    advantages_vi: str | None = Field(default=None, description="What made it easier (FR-NA-13)")
    proposals: tuple[str, ...] = Field(default=(), description="Solutions that the unit proposes (FR-NA-13)")
    slow_items: tuple[SlowWork, ...] = Field(default=(), description="What is late or slow, and why (FR-NA-21)")
    documents: tuple[str, ...] = Field(default=(), description="Numbers and symbols of attached documents")
    reason: str | None = Field(default=None, description="Why it was corrected, returned or waived")
    signed_at: Instant | None = Field(default=None, description="When the present edition was signed")
    signed_by: SignedBy | None = Field(default=None, description="Who signed the present edition")
    first_signed_at: Instant | None = Field(default=None, description="When it was first signed; corrections keep it")
    first_signed_by: SignedBy | None = Field(default=None, description="Who signed first; what counts in figures")


class ReportChange(Contract):
    """What was done with a report, and why."""

    from_: str = Field(alias="from", description="Status before")
    to: str = Field(description="Status after")
    edition: int = Field(description="The edition that it is about")
    reason: str | None = Field(default=None, description="Why it was corrected or waived")


class UnitReportOpened(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.unit-report.opened.v1"
    after: UnitReportSnapshot


class UnitReportStatusChanged(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.unit-report.status-changed.v1"
    after: UnitReportSnapshot
    change: ReportChange


_READERS = ("gateway",)
_HEARERS = ("notifications", "gateway")

EVENTS = (
    EventType(
        ReportingCycleRegistered,
        "cycle id",
        _READERS,
        "A periodic report is entered in the calendar, with who reports and until when.",
        "Một chế độ báo cáo định kỳ được khai báo cùng đơn vị báo cáo và thời hạn.",
    ),
    EventType(
        ReportingPeriodOpened,
        "<cycle>.<period>",
        _READERS,
        "A period of a periodic report begins; each of its units owes a report from now on.",
        "Một kỳ báo cáo được mở; từ đó mỗi đơn vị trong kỳ phải nộp một báo cáo.",
    ),
    EventType(
        UnitReportOpened,
        "<cycle>.<period>.<unit>",
        _HEARERS,
        "A unit owes its report for a period.",
        "Một đơn vị có nghĩa vụ nộp báo cáo của kỳ.",
    ),
    EventType(
        UnitReportStatusChanged,
        "<cycle>.<period>.<unit>",
        _HEARERS,
        "A report is drafted, handed in, signed, corrected or waived; only the signature of head or deputy meets it.",
        "Báo cáo được soạn, nộp, ký, đính chính hoặc miễn; chỉ chữ ký của thủ trưởng hoặc cấp phó mới hoàn thành.",
    ),
)
