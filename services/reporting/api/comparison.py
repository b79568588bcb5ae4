"""`/v1/comparison`: provinces side by side, for the central level only."""

import logging
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from services.reporting.api.asked import AsOf, answer
from services.reporting.domain.answers import Comparison
from services.reporting.usecases.comparison import Comparisons
from shared.chassis import Caller, Now, Problem, refusals
from shared.chassis.problems import FORBIDDEN
from shared.tenancy import AcrossTenants

_log = logging.getLogger(__name__)


def central_reader(principal: Caller) -> AcrossTenants:
    """The one role that reads every province. Each such read is written to the log with who asked for it (G6)."""
    if not principal.reads_every_province:
        raise Problem(FORBIDDEN)
    reason = AcrossTenants(f"comparison of provinces for {principal.role}@{principal.tenant}")
    _log.info("provinces are read across tenants", extra={"reason": reason.reason, "subject": principal.subject})
    return reason


Across = Annotated[AcrossTenants, Depends(central_reader)]


def comparison_routes(comparisons: Comparisons) -> APIRouter:
    router = APIRouter(tags=["figures"])

    @router.get(
        "/v1/comparison",
        operation_id="get_comparison",
        summary="Các tỉnh cạnh nhau / Provinces side by side",
        response_model=Comparison,
        responses=refusals(403, 422),
    )
    async def get_comparison(reason: Across, clock: Now, as_of: AsOf) -> Response:
        """Sorted by need, those without figures last. A sum says over how many of how many provinces it goes."""
        return answer(await comparisons.compare(reason, clock.now(), as_of))

    return router
