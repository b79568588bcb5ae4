"""The chairman is informed: progress reports are made, looked through, delivered and received (FR-NA-24)."""

from services.tasks.domain.authority import (
    require_chairman,
    require_informant,
    require_informed,
    require_standing_agency,
)
from services.tasks.domain.reports import progress_report
from services.tasks.domain.reports.progress_report import NewProgressReport, ProgressReportWish
from services.tasks.ports import Committed, Found, Records
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.events import Change
from shared.events.progress_reports import ProgressReportSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId


async def make_progress_report(
    records: Records, caller: Principal, command: Command, new: NewProgressReport
) -> Committed[ProgressReportSnapshot]:
    """FR-NA-24. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_standing_agency(caller, command.tenant)
    await require_tenant(records, command.tenant)
    change = progress_report.make(new, command.tenant, caller.role, command.recorded_at)
    return await records.progress_reports.add(command, change)


async def pass_on_progress_report(
    records: Records, caller: Principal, command: Command, key: str, wish: ProgressReportWish
) -> Committed[ProgressReportSnapshot]:
    """FR-NA-24: delivered by those who looked it through, received by the chairman alone.

    Raises NotAllowed, NotFound, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    (require_informant if wish.to == "delivered" else require_chairman)(caller, command.tenant)

    def decide(report: ProgressReportSnapshot) -> Change[ProgressReportSnapshot]:
        return progress_report.take_step(report, wish, command.recorded_at)

    return await records.progress_reports.change(command, key, decide)


async def look_up_progress_report(
    records: Records, caller: Principal, tenant: TenantId, key: str
) -> ProgressReportSnapshot:
    """Raises NotAllowed, NotFound."""
    require_informed(caller, tenant)
    return await existing(records.progress_reports, tenant, key)


async def list_progress_reports(
    records: Records, caller: Principal, tenant: TenantId, limit: int, after: str | None
) -> Found[ProgressReportSnapshot]:
    """In order of id. Raises NotAllowed, ValueError (an `after` that is not one)."""
    require_informed(caller, tenant)
    return await records.progress_reports.page(tenant, limit, after)
