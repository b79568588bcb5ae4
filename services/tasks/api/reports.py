"""Periodic reports: the calendar, its periods, and the reports that units owe."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.tasks.api import duty_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, identifier, paged
from services.tasks.api.duty_views import (
    ChangedReport,
    CyclePage,
    OpenedPeriod,
    PeriodPage,
    PeriodView,
    RegisteredCycle,
    ReportPage,
    ReportView,
    changed_report,
    period_json,
    report_json,
)
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.reports.reporting_cycle import NewReportingCycle, NewReportingPeriod
from services.tasks.domain.reports.statement import ReportContent
from services.tasks.domain.reports.unit_report import ReportReturn, Signature, Waiver
from services.tasks.domain.values import Identifier
from services.tasks.usecases import reporting
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["reports"])
_REGISTERING = refusals(403, 404, 409, 413, 422)
_WRITING = refusals(403, 404, 409, 412, 413, 422)
_LISTING = refusals(403, 404, 422)

CycleId = Annotated[str, Path(), AfterValidator(identifier)]
PeriodName = Annotated[str, Path(description="2024-03, 2024-Q1, 2024, once"), AfterValidator(identifier)]
ReportId = Annotated[str, Path(), AfterValidator(identifier)]


class ReportFilters(BaseModel):
    """All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    cycle: Identifier | None = None
    period: Identifier | None = None
    unit: Identifier | None = None
    status: Literal["open", "draft", "submitted", "signed", "corrected", "waived"] | None = None
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


@router.post(
    "/reporting-cycles",
    operation_id="register_reporting_cycle",
    summary="Thêm chế độ báo cáo / register a periodic report",
    description="By the standing agency and the Office (FR-NA-18).",
    status_code=201,
    response_model=RegisteredCycle,
    responses=_REGISTERING,
)
async def register_reporting_cycle(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewReportingCycle, Body(openapi_examples=examples.CYCLE)],
) -> Response:
    return registered(await reporting.register_cycle(records, caller, command, new))


@router.get(
    "/reporting-cycles",
    operation_id="list_reporting_cycles",
    summary="Lịch báo cáo / the reporting calendar, in order of id",
    response_model=CyclePage,
    responses=_LISTING,
)
async def list_reporting_cycles(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.cycles.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.post(
    "/reporting-cycles/{cycle}/periods",
    operation_id="open_reporting_period",
    summary="Mở kỳ báo cáo / open a period",
    description="By the standing agency: one report `<cycle>.<period>.<unit>` is owed by each unit from now on.",
    status_code=201,
    response_model=OpenedPeriod,
    responses=_REGISTERING,
)
async def open_reporting_period(
    caller: Reader,
    command: TenantCommand,
    cycle: CycleId,
    records: Kept,
    new: Annotated[NewReportingPeriod, Body(openapi_examples=examples.PERIOD)],
) -> Response:
    return registered(await reporting.open_period(records, caller, command, cycle, new.period))


@router.get(
    "/reporting-cycles/{cycle}/periods",
    operation_id="list_reporting_periods",
    summary="Các kỳ đã mở / the periods that were opened",
    response_model=PeriodPage,
    responses=_LISTING,
)
async def list_reporting_periods(
    tenant: InsidersTenant, cycle: CycleId, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    await existing(records.cycles, tenant, cycle)
    found = await paged(records.periods.page(tenant, limit, cursor, {"cycle": cycle}), cursor)
    return page(found.items, found.after)


@router.get(
    "/reporting-cycles/{cycle}/periods/{reporting_period}",
    operation_id="review_reporting_period",
    summary="Đã, chưa báo cáo trong kỳ / who has reported in a period, and who has not",
    description="Only a signature counts; a deputy's is told apart from the head's (FR-NA-17, FR-NA-18, FR-BP-19).",
    response_model=PeriodView,
    responses=refusals(403, 404),
)
async def review_reporting_period(
    tenant: InsidersTenant, cycle: CycleId, reporting_period: PeriodName, records: Kept, clock: Now
) -> Response:
    now = clock.now()
    period, standing = await reporting.review_period(records, tenant, cycle, reporting_period, now)
    return answer(period_json(period, standing, now))


@router.get(
    "/reports",
    operation_id="list_reports",
    summary="Báo cáo của các đơn vị / reports of units, in order of id",
    response_model=ReportPage,
    responses=_LISTING,
)
async def list_reports(
    tenant: InsidersTenant, records: Kept, clock: Now, filters: Annotated[ReportFilters, Query()]
) -> Response:
    now, where = clock.now(), filters.model_dump(include={"cycle", "period", "unit", "status"})
    found = await paged(records.reports.page(tenant, filters.limit, filters.cursor, where), filters.cursor)
    return answer({"items": [report_json(report, now) for report in found.items], "next": found.after})


@router.get(
    "/reports/{report}",
    operation_id="get_report",
    summary="Một báo cáo / one report",
    response_model=ReportView,
    responses=refusals(403, 404),
)
async def get_report(tenant: InsidersTenant, report: ReportId, records: Kept, clock: Now) -> Response:
    found = await existing(records.reports, tenant, report)
    return answer(report_json(found, clock.now()), version=found.version)


@router.post(
    "/reports/{report}/content",
    operation_id="write_report",
    summary="Soạn, nộp, đính chính / draft, hand in, correct",
    description="By the unit's own people. Handed in is not yet reported: the head signs. Corrections keep first times.",
    response_model=ChangedReport,
    responses=_WRITING,
)
async def write_report(
    caller: Reader,
    command: TenantCommand,
    report: ReportId,
    records: Kept,
    content: Annotated[ReportContent, Body(openapi_examples=examples.CONTENT)],
) -> Response:
    committed = await reporting.write_report(records, caller, command, report, content)
    return changed_report(committed, command.recorded_at)


@router.post(
    "/reports/{report}/signature",
    operation_id="sign_report",
    summary="Ký báo cáo / sign",
    description="By the head, or by a deputy, which is told apart for ever (FR-NA-17).",
    response_model=ChangedReport,
    responses=_WRITING,
)
async def sign_report(
    caller: Reader,
    command: TenantCommand,
    report: ReportId,
    records: Kept,
    wish: Annotated[Signature, Body(openapi_examples=examples.SIGNATURE)],
) -> Response:
    return changed_report(await reporting.sign_report(records, caller, command, report, wish), command.recorded_at)


@router.post(
    "/reports/{report}/return",
    operation_id="return_report",
    summary="Trả lại báo cáo / give a report back",
    description="By the standing agency, with its reason; the unit hands in another edition (FR-NA-21).",
    response_model=ChangedReport,
    responses=_WRITING,
)
async def return_report(
    caller: Reader,
    command: TenantCommand,
    report: ReportId,
    records: Kept,
    wish: Annotated[ReportReturn, Body(openapi_examples=examples.RETURN)],
) -> Response:
    return changed_report(await reporting.return_report(records, caller, command, report, wish), command.recorded_at)


@router.post(
    "/reports/{report}/waiver",
    operation_id="waive_report",
    summary="Miễn báo cáo kỳ này / make an exception",
    description="By the standing agency, with its reason; what is signed cannot be waived.",
    response_model=ChangedReport,
    responses=_WRITING,
)
async def waive_report(
    caller: Reader,
    command: TenantCommand,
    report: ReportId,
    records: Kept,
    wish: Annotated[Waiver, Body(openapi_examples=examples.WAIVER)],
) -> Response:
    return changed_report(await reporting.waive_report(records, caller, command, report, wish), command.recorded_at)
