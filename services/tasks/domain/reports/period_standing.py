"""How a reporting period stands: who reported, in time or late, by whose hand, and who has not (FR-NA-17, FR-NA-18)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.events import UnitReportSnapshot

UNGROUPED = "ungrouped"


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit whose report is still owed."""

    unit: str
    report: str
    status: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    """`units` = `reported` + those in `not_reported` + `waived`; `reported` = `on_time` + `late` = `by_head` + `by_deputy`.

    `share_by_head` is the percentage of reports that the head signed personally; null where nothing was reported.
    """

    units: int
    reported: int
    on_time: int
    late: int
    waived: int
    nothing_to_report: int
    by_head: int
    by_deputy: int
    share_by_head: float | None
    not_reported: tuple[Missing, ...]
    difficulties: Mapping[str, int]


def standing_of(reports: Sequence[UnitReportSnapshot], now: datetime) -> PeriodStanding:
    """The first signature counts; a correction that waits for its own takes nothing back."""
    reported = [report for report in reports if report.first_signed_at is not None]
    by_head = sum(report.first_signed_by == "head" for report in reported)
    late = sum(_is_late(report) for report in reported)
    return PeriodStanding(
        units=len(reports),
        reported=len(reported),
        on_time=len(reported) - late,
        late=late,
        waived=sum(report.obligation.waived for report in reports),
        nothing_to_report=sum(report.nothing_to_report for report in reported),
        by_head=by_head,
        by_deputy=len(reported) - by_head,
        share_by_head=round(100 * by_head / len(reported), 2) if reported else None,
        not_reported=tuple(_missing(report, now) for report in reports if _is_owed(report)),
        difficulties=dict(Counter(told.group or UNGROUPED for report in reported for told in report.difficulties)),
    )


def _is_owed(report: UnitReportSnapshot) -> bool:
    return report.first_signed_at is None and not report.obligation.waived


def is_overdue(report: UnitReportSnapshot, now: datetime) -> bool:
    """Handed in is not signed: without a signature it is late (FR-NA-17)."""
    due_at = report.obligation.due_at
    return _is_owed(report) and due_at is not None and now > due_at


def _is_late(report: UnitReportSnapshot) -> bool:
    signed_at, due_at = report.first_signed_at, report.obligation.due_at
    return signed_at is not None and due_at is not None and signed_at > due_at


def _missing(report: UnitReportSnapshot, now: datetime) -> Missing:
    return Missing(report.unit, report.id, report.status, is_overdue(report, now))
