"""What a unit reports for a period: drafted and handed in by its people, signed by its head (FR-NA-17, FR-NA-18, FR-BP-19)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.duty_errors import EditionChanged, ReportLocked
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import IllegalTransition, ReasonMissing
from services.tasks.domain.reports.reporting_cycle import report_id
from services.tasks.domain.reports.statement import Led, ReportContent, require_sense
from services.tasks.domain.values import Line, Wish
from shared.calendar import Precision
from shared.events import (
    Change,
    Obligation,
    Occurred,
    ReportChange,
    ReportingPeriodSnapshot,
    UnitReportOpened,
    UnitReportSnapshot,
    UnitReportStatusChanged,
    UnitSnapshot,
)
from shared.events.reports import ReportStatus, SignedBy

OBLIGATION = "periodic_report"
NOTHING_LED = Led()
RETURNABLE = frozenset({"submitted", "signed", "corrected"})
STEPS: Mapping[ReportStatus, tuple[ReportStatus, ...]] = {
    "open": ("draft", "submitted", "waived"),
    "draft": ("draft", "submitted", "corrected", "waived"),
    "submitted": ("submitted", "signed", "waived"),
    "signed": ("corrected",),
    "corrected": ("corrected", "signed"),
    "waived": (),
}


class Signature(Wish):
    """Signs what was read, and nothing else."""

    edition: int = Field(strict=True, ge=1, le=1_000_000, description="The edition that was read")


class Waiver(Wish):
    """An exception is made with its reason."""

    reason: Line


class ReportReturn(Wish):
    """What is not good enough is given back with its reason (FR-NA-21)."""

    reason: Line


def owed(
    period: ReportingPeriodSnapshot, units: Mapping[str, UnitSnapshot], now: datetime
) -> list[Change[UnitReportSnapshot]]:
    """One report per unit of the period. They follow from the period alone, so what is missing can be added at any time."""
    return [_owed(period, units[unit], now) for unit in period.units]


def write(
    report: UnitReportSnapshot, content: ReportContent, now: datetime, led: Led = NOTHING_LED
) -> Change[UnitReportSnapshot]:
    """Raises ReportLocked, IllegalTransition, ReasonMissing, and what is wrong with the content."""
    signed = report.first_signed_at is not None
    to: ReportStatus = "draft" if content.draft else "corrected" if signed else "submitted"
    _require_step(report, to, now)
    require_sense(report, content, led)
    if to == "corrected" and report.returned_at is None and content.reason is None:
        raise ReasonMissing
    at = effective_instant(None, report.status_since, now)
    written = content.model_dump(mode="json", exclude={"draft"}) | {"signed_at": None, "signed_by": None}
    if content.draft:
        return _moved(report, to, at, written)
    owed = _handed_in(report.obligation, at)
    handed_in = {"edition": report.edition + 1, "obligation": owed, "returned_at": None}
    return _moved(report, to, at, written | handed_in)


def sign(report: UnitReportSnapshot, by: SignedBy, wish: Signature, now: datetime) -> Change[UnitReportSnapshot]:
    """The first signature discharges what is owed. Raises ReportLocked, IllegalTransition, EditionChanged."""
    _require_step(report, "signed", now)
    if wish.edition != report.edition:
        raise EditionChanged(report.edition)
    at = effective_instant(None, report.status_since, now)
    update: dict[str, Any] = {"signed_at": at, "signed_by": by}
    if report.first_signed_at is None:
        discharged = report.obligation.model_copy(update={"discharged_at": at})
        update |= {"first_signed_at": at, "first_signed_by": by, "obligation": discharged}
    return _moved(report, "signed", at, update)


def waive(report: UnitReportSnapshot, wish: Waiver, now: datetime) -> Change[UnitReportSnapshot]:
    """Raises ReportLocked, IllegalTransition."""
    _require_step(report, "waived", now)
    if report.first_signed_at is not None:
        raise IllegalTransition(report.status, "waived", ("corrected",))
    at = effective_instant(None, report.status_since, now)
    waived = report.obligation.model_copy(update={"waived": True})
    return _moved(report, "waived", at, {"reason": wish.reason, "obligation": waived})


def give_back(report: UnitReportSnapshot, wish: ReportReturn, now: datetime) -> Change[UnitReportSnapshot]:
    """It is a draft again; what was reported in time stays in time. Raises ReportLocked, IllegalTransition."""
    _require_unlocked(report, now)
    if report.status not in RETURNABLE:
        raise IllegalTransition(report.status, "draft", STEPS[report.status])
    at = effective_instant(None, report.status_since, now)
    update = {"reason": wish.reason, "returned_at": at, "signed_at": None, "signed_by": None}
    return _moved(report, "draft", at, update)


def is_locked(report: UnitReportSnapshot, now: datetime) -> bool:
    return report.locks_at is not None and now > report.locks_at


def _owed(period: ReportingPeriodSnapshot, unit: UnitSnapshot, now: datetime) -> Change[UnitReportSnapshot]:
    since = min(period.opened_at, now)
    report = UnitReportSnapshot(
        id=report_id(period.id, unit.id),
        tenant=period.tenant,
        version=1,
        source=period.source,
        unit=unit.id,
        title_vi=period.title_vi,
        title_en=period.title_en,
        status="open",
        status_since=since,
        cycle=period.cycle,
        period=period.period,
        locks_at=period.locks_at,
        nothing_allowed=period.nothing_allowed,
        late_explained=period.late_explained,
        obligation=Obligation(
            kind=OBLIGATION,
            owner_unit=unit.id,
            accountable_role=unit.head_role,
            opened_at=period.opened_at,
            due_at=period.due_at,
            due_precision=Precision.DAY,
            original_due_at=period.due_at,
        ),
    )
    return Change(report, (Occurred(UnitReportOpened(after=report), since),))


def _handed_in(obligation: Obligation, at: datetime) -> Obligation:
    """The first time stays, whatever is corrected later."""
    return obligation.model_copy(update={"first_submitted_at": obligation.first_submitted_at or at})


def _moved(
    report: UnitReportSnapshot, to: ReportStatus, at: datetime, update: Mapping[str, Any]
) -> Change[UnitReportSnapshot]:
    state = dict(report) | {"version": report.version + 1, "status": to, "status_since": at} | dict(update)
    after = UnitReportSnapshot.model_validate(state)
    change = ReportChange(from_=report.status, to=to, edition=after.edition, reason=update.get("reason"))
    payload = UnitReportStatusChanged(before=old_values(report, after), after=after, change=change)
    return Change(after, (Occurred(payload, at),))


def _require_step(report: UnitReportSnapshot, to: ReportStatus, now: datetime) -> None:
    _require_unlocked(report, now)
    if to not in STEPS[report.status]:
        raise IllegalTransition(report.status, to, STEPS[report.status])


def _require_unlocked(report: UnitReportSnapshot, now: datetime) -> None:
    if report.locks_at is not None and is_locked(report, now):
        raise ReportLocked(report.locks_at)
