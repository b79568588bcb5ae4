"""`/v1/{tenant}/progress-reports/{progress_report}/content`: what is in a report to the chairman (FR-NA-24)."""

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.domain.progress_report_answers import ProgressReport
from services.reporting.usecases.progress_reports import ProgressReports
from shared.chassis import Problem, Reader, refusals
from shared.chassis.problems import FORBIDDEN, NOT_FOUND
from shared.tenancy import Principal, Role, TenantId, is_identifier

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
        if not informed(caller, TenantId(tenant)):
            raise Problem(FORBIDDEN)
        if not is_identifier(progress_report):
            raise Problem(NOT_FOUND)
        found = await reports.report(TenantId(tenant), progress_report)
        return Response(orjson.dumps(found), media_type="application/json")

    return router
