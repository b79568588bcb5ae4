"""Periodic reports: the calendar, the periods that open by it, and what units report (FR-NA-17, FR-NA-18, FR-BP-19)."""

from datetime import datetime
from functools import partial

from services.tasks.domain.authority import require_planner, require_signer, require_standing_agency, require_worker
from services.tasks.domain.reports import period_standing, reporting_cycle, unit_report
from services.tasks.domain.reports.period_standing import PeriodStanding
from services.tasks.domain.reports.reporting_cycle import NewReportingCycle
from services.tasks.domain.reports.statement import Led, ReportContent
from services.tasks.domain.reports.unit_report import ReportReturn, Signature, Waiver
from services.tasks.ports import Committed, Records, Search
from services.tasks.usecases.by_right import change_by_right
from services.tasks.usecases.completing import add_missing, every
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.events import Change, ReportingCycleSnapshot, ReportingPeriodSnapshot, UnitReportSnapshot, UnitSnapshot
from shared.events.reports import SignedBy
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_PAGE = 500


async def register_cycle(
    records: Records, caller: Principal, command: Command, new: NewReportingCycle
) -> Committed[ReportingCycleSnapshot]:
    """FR-NA-18. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    units = await records.units.get_many(command.tenant, list(new.units))
    change = reporting_cycle.register(new, command.tenant, units, command.recorded_at)
    return await records.cycles.add(command, change)


async def open_period(
    records: Records, caller: Principal, command: Command, cycle: str, name: str
) -> Committed[ReportingPeriodSnapshot]:
    """FR-NA-18. Repeating the command, with or without its key, adds reports that are missing.

    Raises NotAllowed, NotFound, FieldRefused, AlreadyRegistered, KeyReused.
    """
    require_standing_agency(caller, command.tenant)
    return await open_as_planned(records, command, await existing(records.cycles, command.tenant, cycle), name)


async def open_as_planned(
    records: Records, command: Command, cycle: ReportingCycleSnapshot, name: str
) -> Committed[ReportingPeriodSnapshot]:
    """The period with one report per unit, whoever opens it. Raises FieldRefused, AlreadyRegistered, KeyReused."""
    units = await _every_unit(records, command.tenant)
    change = reporting_cycle.open_period(cycle, name, units, command.recorded_at)
    try:
        committed = await records.periods.add(command, change)
    except AlreadyRegistered:
        await _complete_reports(records, command, change.state.id)
        raise
    await _complete_reports(records, command, change.state.id)
    return committed


async def write_report(
    records: Records, caller: Principal, command: Command, key: str, content: ReportContent
) -> Committed[UnitReportSnapshot]:
    """FR-BP-19, FR-NA-13, FR-NA-21. Raises NotFound, NotAllowed, ReportLocked, IllegalTransition, FieldRefused, …"""
    known = await existing(records.reports, command.tenant, key)
    require_worker(caller, command.tenant, known.unit)
    led = await _led(records, known, content, command.recorded_at)

    def decide(report: UnitReportSnapshot) -> Change[UnitReportSnapshot]:
        return unit_report.write(report, content, command.recorded_at, led)

    return await records.reports.change(command, key, decide)


async def sign_report(
    records: Records, caller: Principal, command: Command, key: str, wish: Signature
) -> Committed[UnitReportSnapshot]:
    """By the head; a deputy's signature counts too, but never as the head's (FR-NA-17).

    Raises NotFound, NotAllowed, ReportLocked, IllegalTransition, EditionChanged, VersionMismatch, KeyReused.
    """

    def signer(report: UnitReportSnapshot) -> SignedBy:
        return require_signer(caller, command.tenant, report.unit)

    return await change_by_right(
        records.reports,
        command,
        key,
        signer,
        lambda report: unit_report.sign(report, signer(report), wish, command.recorded_at),
    )


async def waive_report(
    records: Records, caller: Principal, command: Command, key: str, wish: Waiver
) -> Committed[UnitReportSnapshot]:
    """An exception of FR-NA-18. Raises NotAllowed, NotFound, ReportLocked, IllegalTransition, VersionMismatch, KeyReused."""
    require_standing_agency(caller, command.tenant)
    return await records.reports.change(
        command, key, lambda report: unit_report.waive(report, wish, command.recorded_at)
    )


async def return_report(
    records: Records, caller: Principal, command: Command, key: str, wish: ReportReturn
) -> Committed[UnitReportSnapshot]:
    """FR-NA-21. Raises NotAllowed, NotFound, ReportLocked, IllegalTransition, VersionMismatch, KeyReused."""
    require_standing_agency(caller, command.tenant)
    return await records.reports.change(
        command, key, lambda report: unit_report.give_back(report, wish, command.recorded_at)
    )


async def review_period(
    records: Records, tenant: TenantId, cycle: str, name: str, now: datetime
) -> tuple[ReportingPeriodSnapshot, PeriodStanding]:
    """FR-NA-17, FR-NA-18. Raises NotFound."""
    period = await existing(records.periods, tenant, f"{cycle}.{name}")
    keys = [reporting_cycle.report_id(period.id, unit) for unit in period.units]
    reports = await records.reports.get_many(tenant, keys)
    return period, period_standing.standing_of([reports[key] for key in keys if key in reports], now)


async def _every_unit(records: Records, tenant: TenantId) -> dict[str, UnitSnapshot]:
    return {unit.id: unit async for unit in every(partial(records.units.page, tenant, _PAGE))}


async def _led(records: Records, report: UnitReportSnapshot, content: ReportContent, now: datetime) -> Led:
    """What the report's unit leads, as far as the report names it or has to."""
    tenant = TenantId(report.tenant)
    named = await records.works.get_many(tenant, [item.work for item in content.slow_items])
    return Led(
        {key for key, work in named.items() if work.lead_unit == report.unit},
        await _overdue(records, report, now) if report.late_explained else (),
    )


async def _overdue(records: Records, report: UnitReportSnapshot, now: datetime) -> list[str]:
    found: list[str] = []
    for models in (False, True):
        wanted = Search(now=now, models=models, unit=report.unit, overdue=True)
        pages = partial(records.works.find, TenantId(report.tenant), wanted, _PAGE)
        found += [work.id async for work in every(pages)]
    return found


async def _complete_reports(records: Records, command: Command, key: str) -> None:
    """Whether the period is new or was left behind by a crash: afterwards each of its units owes its report."""
    period = await records.periods.get(command.tenant, key)
    if period is None:
        return
    units = await records.units.get_many(command.tenant, list(period.units))
    changes = unit_report.owed(period, units, command.recorded_at)
    await add_missing(records.reports, command, changes)
