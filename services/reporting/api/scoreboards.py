"""`/v1/{tenant}/scoreboard`, `/periods/{period}` and `/assignments/{assignment}/children`."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from services.reporting.api.asked import Asked, answer, tenant_reader
from services.reporting.api.periods import PeriodOfPath
from services.reporting.domain.answers import FanOut, PeriodReport, Scoreboard
from services.reporting.usecases.scoreboards import Scoreboards
from shared.chassis import Problem, refusals
from shared.chassis.problems import NOT_FOUND
from shared.tenancy import TenantId, is_identifier


def scoreboard_routes(scoreboards: Scoreboards) -> APIRouter:
    router = APIRouter(tags=["figures"])
    Tenant = Annotated[TenantId, Depends(tenant_reader(scoreboards.knows))]  # noqa: N806 - a type

    @router.get(
        "/v1/{tenant}/scoreboard",
        operation_id="get_scoreboard",
        summary="Số liệu chính thức của một tỉnh / The official figures of one tenant",
        response_model=Scoreboard,
        responses=refusals(403, 404, 422),
    )
    async def get_scoreboard(tenant: Tenant, question: Asked) -> Response:
        """Tasks, assignments and pilot models are counted apart and never added together.

        Lines are sorted by need. Where nothing was entered every number is null: no data is not 0. The cost follows the
        number of plans, groups and units, not the number of tasks.
        """
        return answer(await scoreboards.scoreboard(tenant, question))

    return router


def period_routes(scoreboards: Scoreboards) -> APIRouter:
    router = APIRouter(tags=["figures"])
    Tenant = Annotated[TenantId, Depends(tenant_reader(scoreboards.knows))]  # noqa: N806 - a type

    @router.get(
        "/v1/{tenant}/periods/{period}",
        operation_id="get_period_report",
        summary="Việc đến hạn trong kỳ và kết quả / What was due in a period and what became of it",
        response_model=PeriodReport,
        responses=refusals(403, 404, 422),
    )
    async def get_period_report(tenant: Tenant, question: Asked, period: PeriodOfPath) -> Response:
        """Due in the month, quarter or year by Vietnamese time; overdue is derived at `as_of` (FR-NA-05)."""
        return answer(await scoreboards.period(tenant, period, question))

    return router


def fan_out_routes(scoreboards: Scoreboards) -> APIRouter:
    router = APIRouter(tags=["figures"])
    Tenant = Annotated[TenantId, Depends(tenant_reader(scoreboards.knows))]  # noqa: N806 - a type

    @router.get(
        "/v1/{tenant}/assignments/{assignment}/children",
        operation_id="get_fan_out",
        summary="Tiến độ từng đơn vị của một đầu việc giao nhiều nơi / How far the units of a fanned-out assignment are",
        response_model=FanOut,
        responses=refusals(403, 404, 422),
    )
    async def get_fan_out(tenant: Tenant, assignment: str, question: Asked) -> Response:
        """One child per unit, what is left to do first."""
        if not is_identifier(assignment):
            raise Problem(NOT_FOUND)
        return answer(await scoreboards.fan_out(tenant, assignment, question))

    return router
