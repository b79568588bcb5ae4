"""Progress reports to the chairman: which there are, and what became of them (FR-NA-24)."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, Field

from services.tasks.api import progress_report_examples as examples
from services.tasks.api.access import Cursor, Kept, Limit, ThingId, paged
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.reports.progress_report import NewProgressReport, ProgressReportWish
from services.tasks.usecases import informing
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.progress_reports import ProgressReportSnapshot
from shared.tenancy import TenantId

router = APIRouter(prefix="/v1/{tenant}", tags=["progress-reports"])


class ChangedProgressReport(ProgressReportSnapshot):
    sequence: int = Field(description="Number of the event; it is visible to readers that have applied this number")


class ProgressReportPage(BaseModel):
    items: list[ProgressReportSnapshot]
    next: str | None = Field(description="Cursor of the next page; null at the end")


@router.post(
    "/progress-reports",
    operation_id="make_progress_report",
    summary="Lập báo cáo tiến độ của kỳ / make the progress report of a period",
    description="By the standing agency, of a period that is over. Its figures are those of the period's last instant with "
    "what had been entered when it was made: `/progress-reports/{progress_report}/content`.",
    status_code=201,
    response_model=ChangedProgressReport,
    responses=refusals(403, 404, 409, 413, 422),
)
async def make_progress_report(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewProgressReport, Body(openapi_examples=examples.PROGRESS_REPORT)],
) -> Response:
    return registered(await informing.make_progress_report(records, caller, command, new))


@router.get(
    "/progress-reports",
    operation_id="list_progress_reports",
    summary="Các báo cáo tiến độ, theo mã / progress reports in order of id",
    description="For the chairman, the standing agency and the Office.",
    response_model=ProgressReportPage,
    responses=refusals(403, 404, 422),
)
async def list_progress_reports(
    caller: Reader, tenant: str, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(informing.list_progress_reports(records, caller, TenantId(tenant), limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/progress-reports/{progress_report}",
    operation_id="get_progress_report",
    summary="Một báo cáo tiến độ / one progress report",
    description="For the chairman, the standing agency and the Office.",
    response_model=ProgressReportSnapshot,
    responses=refusals(403, 404),
)
async def get_progress_report(caller: Reader, tenant: str, progress_report: ThingId, records: Kept) -> Response:
    found = await informing.look_up_progress_report(records, caller, TenantId(tenant), progress_report)
    return answer(found.model_dump(mode="json"), version=found.version)


@router.post(
    "/progress-reports/{progress_report}/status",
    operation_id="pass_on_progress_report",
    summary="Trình Chủ tịch, Chủ tịch nhận / deliver it, receive it",
    description="The standing agency or the Office delivers it and says by its digest which content was read; then the "
    "chairman is told. The chairman confirms to have received it.",
    response_model=ChangedProgressReport,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def pass_on_progress_report(
    caller: Reader,
    command: TenantCommand,
    progress_report: ThingId,
    records: Kept,
    wish: Annotated[ProgressReportWish, Body(openapi_examples=examples.PROGRESS_REPORT_STEP)],
) -> Response:
    return registered(await informing.pass_on_progress_report(records, caller, command, progress_report, wish), 200)
