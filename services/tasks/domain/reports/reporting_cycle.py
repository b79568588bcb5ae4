"""The reporting calendar: who reports what, how often, until when; and the periods that open by it (FR-NA-18)."""

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from services.tasks.domain.duty_errors import (
    DueUnclear,
    FirstPeriodOver,
    NobodyReports,
    PeriodNotBegun,
    ReportersMissing,
    ReportIdTooLong,
)
from services.tasks.domain.errors import PartnerCannotLead, UnknownReference
from services.tasks.domain.organisation.unit import EXTERNAL_PARTNER
from services.tasks.domain.reports import reporting_periods as periods
from services.tasks.domain.values import Day, Flag, Identifier, Line, Wish, Word
from shared.calendar import local_date
from shared.events import (
    Change,
    Occurred,
    ReportingCycleRegistered,
    ReportingCycleSnapshot,
    ReportingPeriodOpened,
    ReportingPeriodSnapshot,
    Source,
    UnitSnapshot,
)
from shared.events.reports import Frequency
from shared.tenancy import TenantId, is_identifier


class NewReportingCycle(Wish):
    """Exactly one of `due_days`, `due_day_of_month` and, for what is reported once, `due_on`."""

    id: Identifier
    name_vi: Line
    name_en: Line | None = None
    frequency: Frequency
    cut_off_day: int = Field(1, strict=True, ge=1, le=28, description="15: periods run from the 15th to the 14th")
    due_days: int | None = Field(None, strict=True, ge=0, le=366, description="Days after the period's last day")
    due_day_of_month: int | None = Field(
        None, strict=True, ge=1, le=31, description="The first such day that is not before the period's last day"
    )
    due_on: Day | None = Field(None, description="For what is reported once")
    lock_days: int | None = Field(None, strict=True, ge=0, le=3660, description="Days after the due day; null: never")
    units: tuple[Identifier, ...] = Field((), max_length=2000, description="Units that report")
    unit_types: tuple[Word, ...] = Field((), max_length=50, description="Each unit of these sorts reports")
    nothing_allowed: Flag = Field(True, description="Nothing to report is a report")
    late_explained: Flag = Field(False, description="Everything that is late has to be explained (FR-NA-21)")
    first_period: Word | None = Field(
        None, description="From this one on, the system opens each period when it begins; null: by hand"
    )
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class NewReportingPeriod(Wish):
    """The period's name: 2024-03, 2024-Q1, 2024, or once."""

    period: Word


def register(
    new: NewReportingCycle, tenant: TenantId, units: Mapping[str, UnitSnapshot], now: datetime
) -> Change[ReportingCycleSnapshot]:
    """`units` holds those named that exist. Raises FieldRefused."""
    _require_one_due_rule(new)
    _require_reporters(new, units)
    cycle = ReportingCycleSnapshot(tenant=tenant, version=1, **new.model_dump())
    if new.first_period is not None:
        _require_lying_ahead(cycle, new.first_period, now)
    return Change(cycle, (Occurred(ReportingCycleRegistered(after=cycle), now),))


def open_period(
    cycle: ReportingCycleSnapshot, name: str, units: Mapping[str, UnitSnapshot], now: datetime
) -> Change[ReportingPeriodSnapshot]:
    """A period with the units of the cycle that exist on its last day; `units` are all of the tenant.

    Raises PeriodUnknown, PeriodNotBegun, NobodyReports, ReportIdTooLong.
    """
    periods.require_period(cycle.frequency, name, "period")
    days = periods.days_of(cycle.frequency, cycle.cut_off_day, name)
    begins = periods.begins_at(days, now)
    if begins > now:
        raise PeriodNotBegun("period", begins)
    due_at = periods.due_at(cycle, days)
    period = ReportingPeriodSnapshot(
        id=f"{cycle.id}.{name}",
        tenant=cycle.tenant,
        version=1,
        source=cycle.source,
        cycle=cycle.id,
        period=name,
        title_vi=_titled(cycle.name_vi, periods.label_vi(cycle.frequency, name)),
        title_en=_titled(cycle.name_en, periods.label_en(cycle.frequency, name)) if cycle.name_en else None,
        first_day=days.first if days else None,
        last_day=days.last if days else None,
        opened_at=begins,
        due_at=due_at,
        locks_at=periods.locks_at(cycle, due_at),
        nothing_allowed=cycle.nothing_allowed,
        late_explained=cycle.late_explained,
        units=_reporting(cycle, units, days.last if days else local_date(now)),
    )
    _require_room(period)
    return Change(period, (Occurred(ReportingPeriodOpened(after=period), begins),))


def begun(cycle: ReportingCycleSnapshot, now: datetime) -> list[str]:
    """The periods that should be open by now because the system opens them itself, oldest first."""
    name, found = cycle.first_period, []
    while name is not None and periods.begins_at(_days(cycle, name), now) <= now:
        found.append(name)
        name = None if cycle.frequency == periods.ONCE else periods.following(cycle.frequency, name)
    return found


def report_id(period: str, unit: str) -> str:
    return f"{period}.{unit}"


def _days(cycle: ReportingCycleSnapshot, name: str) -> periods.Days | None:
    return periods.days_of(cycle.frequency, cycle.cut_off_day, name)


def _titled(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name


def _reporting(cycle: ReportingCycleSnapshot, units: Mapping[str, UnitSnapshot], day: date) -> tuple[str, ...]:
    """Named ones first. Raises NobodyReports."""
    of_type = sorted(unit.id for unit in units.values() if unit.type in cycle.unit_types)
    found = tuple(unit for unit in dict.fromkeys((*cycle.units, *of_type)) if _exists(units[unit], day))
    if not found:
        raise NobodyReports("period")
    return found


def _exists(unit: UnitSnapshot, day: date) -> bool:
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or day <= unit.valid_to)


def _require_room(period: ReportingPeriodSnapshot) -> None:
    for unit in period.units:
        if not is_identifier(report_id(period.id, unit)):
            raise ReportIdTooLong("period", report_id(period.id, unit))


def _require_one_due_rule(new: NewReportingCycle) -> None:
    if (new.frequency == periods.ONCE) != (new.due_on is not None):
        raise DueUnclear("due_on")
    if sum(rule is not None for rule in (new.due_days, new.due_day_of_month, new.due_on)) != 1:
        raise DueUnclear("due_days")


def _require_reporters(new: NewReportingCycle, units: Mapping[str, UnitSnapshot]) -> None:
    if not new.units and not new.unit_types:
        raise ReportersMissing
    for unit in new.units:
        if unit not in units:
            raise UnknownReference("units", unit)
        if units[unit].type == EXTERNAL_PARTNER:
            raise PartnerCannotLead("units", unit)


def _require_lying_ahead(cycle: ReportingCycleSnapshot, name: str, now: datetime) -> None:
    """Past periods would be opened all at once, each of them late already."""
    periods.require_period(cycle.frequency, name, "first_period")
    days = _days(cycle, name)
    if days is not None and days.last < local_date(now):
        raise FirstPeriodOver(name)
