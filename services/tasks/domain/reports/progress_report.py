"""Progress reports to the chairman: made for a period that is over, delivered with the digest that was read, received (FR-NA-24).

What is in one is worked out where figures are; here is which figures they are, who vouches for them, and what became of it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.duty_errors import PeriodUnknown
from services.tasks.domain.errors import EffectiveInFuture, FieldRefused, IllegalTransition
from services.tasks.domain.reports.reporting_periods import days_of, is_period, label_en, label_vi
from services.tasks.domain.values import Identifier, Line, Text, Wish
from shared.calendar import end_of_day
from shared.events import Change, Occurred, Source
from shared.events.progress_reports import (
    ProgressReportMade,
    ProgressReportSnapshot,
    ProgressReportStatus,
    ProgressReportStatusChanged,
    ProgressReportStep,
)
from shared.events.reports import Frequency
from shared.tenancy import Role, TenantId

_FREQUENCIES: tuple[Frequency, ...] = ("monthly", "quarterly", "yearly")
_NEXT: Mapping[ProgressReportStatus, ProgressReportStatus] = {"made": "delivered", "delivered": "received"}


class DigestMissing(FieldRefused):
    """Who delivers a report says which content they have read, by its digest; nobody else says any."""

    def __init__(self) -> None:
        super().__init__("digest", "belongs to what is delivered")


class NewProgressReport(Wish):
    id: Identifier
    period: Line = Field(description="A month (2024-03), a quarter (2024-Q1) or a year (2024) that is over")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class ProgressReportWish(Wish):
    """`delivered` by the standing agency or the Office, `received` by the chairman."""

    to: Literal["delivered", "received"]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="Of what is delivered: the digest of the content that was read"
    )
    note: Text | None = None


def make(new: NewProgressReport, tenant: TenantId, by: Role, now: datetime) -> Change[ProgressReportSnapshot]:
    """Raises PeriodUnknown, EffectiveInFuture (the period is not over)."""
    frequency = next((one for one in _FREQUENCIES if is_period(one, new.period)), None)
    days = days_of(frequency, 1, new.period) if frequency else None
    if frequency is None or days is None:
        raise PeriodUnknown("period", new.period, "2024-03, 2024-Q1, 2024")
    as_of = end_of_day(days.last)
    if as_of >= now:
        raise EffectiveInFuture("period")
    report = ProgressReportSnapshot(
        tenant=tenant,
        version=1,
        **new.model_dump(),
        first_day=days.first,
        last_day=days.last,
        title_vi=f"Báo cáo tiến độ thực hiện Đề án 06 {label_vi(frequency, new.period)}",
        title_en=f"Progress report on Project 06, {label_en(frequency, new.period)}",
        as_of=as_of,
        known_at=now,
        made_by_role=by,
        status="made",
        status_since=now,
    )
    return Change(report, (Occurred(ProgressReportMade(after=report), now),))


def take_step(
    report: ProgressReportSnapshot, wish: ProgressReportWish, now: datetime
) -> Change[ProgressReportSnapshot]:
    """Raises IllegalTransition, DigestMissing."""
    following = _NEXT.get(report.status)
    if wish.to != following:
        raise IllegalTransition(report.status, wish.to, [following] if following else [])
    if (wish.to == "delivered") != (wish.digest is not None):
        raise DigestMissing
    update = {
        "version": report.version + 1,
        "status": wish.to,
        "status_since": now,
        "digest": wish.digest or report.digest,
    }
    after = report.model_copy(update=update)
    change = ProgressReportStep(from_=report.status, to=wish.to, note=wish.note)
    payload = ProgressReportStatusChanged(before=old_values(report, after), after=after, change=change)
    return Change(after, (Occurred(payload, now),))
