"""`/v1/{tenant}/progress-reports/{progress_report}/content`: what is in a report to the chairman (FR-NA-24)."""

from typing import Any

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.domain.progress_report_answers import ProgressReport
from services.reporting.usecases.progress_reports import ProgressReports
from shared.chassis import Problem, Reader, refusals
from shared.chassis.problems import FORBIDDEN, NOT_FOUND
from shared.tenancy import Principal, Role, TenantId, is_identifier

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "XLSX", "content": {_XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}
_READERS = frozenset({Role.CHAIRMAN, Role.OFFICE_OFFICER})


def informed(caller: Principal, tenant: TenantId) -> bool:
    """The chairman for whom it is, and those who look it through: the standing agency and the Office, each at home."""
    return caller.tenant == tenant and (caller.role in _READERS or caller.is_standing_agency)


def progress_report_routes(reports: ProgressReports) -> APIRouter:
    router = APIRouter(tags=["progress-reports"])

    @router.get(
        "/v1/{tenant}/progress-reports/{progress_report}/content",
        operation_id="get_progress_report_content",
        summary="Nội dung báo cáo tiến độ / what is in a progress report",
        response_model=ProgressReport,
        responses=refusals(403, 404),
    )
    async def get_progress_report_content(caller: Reader, tenant: str, progress_report: str) -> Response:
        """Frozen figures of a period: headline, outcomes, groups, weak points, directives that are open, what changed.

        For the chairman, the standing agency and the Office of the tenant (FR-NA-24).
        """
        _let_in(caller, tenant, progress_report)
        found = await reports.report(TenantId(tenant), progress_report)
        return Response(orjson.dumps(found), media_type="application/json")

    @router.get(
        "/v1/{tenant}/progress-reports/{progress_report}/content.xlsx",
        operation_id="export_progress_report",
        summary="Báo cáo tiến độ ra tệp XLSX / a progress report as a workbook",
        response_class=Response,
        responses=_FILE | refusals(403, 404),
    )
    async def export_progress_report(caller: Reader, tenant: str, progress_report: str) -> Response:
        """The same frozen figures under Vietnamese headings, for the same readers."""
        _let_in(caller, tenant, progress_report)
        body = await reports.workbook(TenantId(tenant), progress_report)
        headers = {"content-disposition": f'attachment; filename="tiendo-{progress_report}.xlsx"'}
        return Response(body, headers=headers | {"cache-control": "no-store"}, media_type=_XLSX)

    return router


def _let_in(caller: Principal, tenant: str, progress_report: str) -> None:
    if not informed(caller, TenantId(tenant)):
        raise Problem(FORBIDDEN)
    if not is_identifier(progress_report):
        raise Problem(NOT_FOUND)
