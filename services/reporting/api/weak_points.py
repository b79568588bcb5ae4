"""`/v1/{tenant}/weak-points`: for those who lead the programme, not for those who are looked at."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.reporting.api.asked import Asked, answer, tenant_reader
from services.reporting.domain.weak_point_answers import WeakPoints
from services.reporting.usecases.scoreboards import Scoreboards
from services.reporting.usecases.weak_points import WeakSpots
from shared.chassis import Caller, Problem, refusals
from shared.chassis.problems import FORBIDDEN
from shared.tenancy import Principal, Role, TenantId

_LEADERS = frozenset({Role.CHAIRMAN, Role.PERMANENT_VICE_CHAIRMAN})
_UNMOVED = "Bao nhiêu ngày làm việc không chuyển biến là yếu / so many working days without a step are a sign"
UnmovedDays = Annotated[int, Query(ge=1, le=250, description=_UNMOVED)]


def leads(caller: Principal) -> bool:
    """The chairman, the permanent vice chairman and the standing agency of the tenant, and who reads every province."""
    return caller.role in _LEADERS or caller.is_standing_agency or caller.reads_every_province


def weak_point_routes(scoreboards: Scoreboards, spots: WeakSpots) -> APIRouter:
    router = APIRouter(tags=["figures"])
    Known = Annotated[TenantId, Depends(tenant_reader(scoreboards.knows))]  # noqa: N806 - a type

    async def led_tenant(tenant: Known, caller: Caller) -> TenantId:
        """Another's tenant is looked for first: it answers leaders and all others alike."""
        if not leads(caller):
            raise Problem(FORBIDDEN)
        return tenant

    Tenant = Annotated[TenantId, Depends(led_tenant)]  # noqa: N806 - a type

    @router.get(
        "/v1/{tenant}/weak-points",
        operation_id="get_weak_points",
        summary="Khâu yếu, điểm nghẽn và lý do / weak points and bottlenecks, and why",
        response_model=WeakPoints,
        responses=refusals(403, 404, 422),
    )
    async def get_weak_points(tenant: Tenant, question: Asked, unmoved_days: UnmovedDays = 20) -> Response:
        """Groups, units, works and bottlenecks with the signs that they show, the numbers behind each sign, and the formula.

        Computed, and no assessment: which groups are slow is said by the standing agency and stands beside it (FR-NA-27).
        """
        return answer(await spots.of(tenant, question, unmoved_days))

    return router
