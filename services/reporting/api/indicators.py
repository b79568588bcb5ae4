"""Indicators in figures: `/v1/{tenant}/indicator-series`, `/service-coverage`, and provinces side by side."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.reporting.api.asked import Asked, AsOf, answer, tenant_reader
from services.reporting.api.comparison import Across
from services.reporting.api.periods import PeriodOfQuery
from services.reporting.domain.indicator_answers import (
    CoverageComparison,
    IndicatorComparison,
    IndicatorList,
    IndicatorSeries,
    ServiceCoverage,
)
from services.reporting.usecases.indicators import Indicators
from services.reporting.usecases.indicators_across import IndicatorsAcross
from services.reporting.usecases.scoreboards import Scoreboards
from services.reporting.usecases.service_coverage import Coverages
from shared.chassis import Now, Problem, refusals
from shared.chassis.problems import NOT_FOUND
from shared.tenancy import TenantId, is_identifier

HowMany = Annotated[int, Query(ge=1, le=60, description="Số kỳ gần nhất / how many of the newest periods")]


def indicator_routes(scoreboards: Scoreboards, indicators: Indicators, coverages: Coverages) -> APIRouter:
    router = APIRouter(tags=["indicators"])
    Tenant = Annotated[TenantId, Depends(tenant_reader(scoreboards.knows))]  # noqa: N806 - a type

    @router.get(
        "/v1/{tenant}/indicator-series",
        operation_id="list_indicator_series",
        summary="Chỉ tiêu: số mới nhất và mục tiêu / every indicator with its newest figures and its target",
        response_model=IndicatorList,
        responses=refusals(403, 404, 422),
    )
    async def list_indicator_series(tenant: Tenant, question: Asked) -> Response:
        """The formula of each target stands beside it; a target that is not stated is null (FR-NA-22, FR-NT-15)."""
        return answer(await indicators.listed(tenant, question))

    @router.get(
        "/v1/{tenant}/indicator-series/{indicator}",
        operation_id="get_indicator_series",
        summary="Chuỗi số liệu của một chỉ tiêu theo kỳ, đơn vị / one indicator by period, unit and item",
        response_model=IndicatorSeries,
        responses=refusals(403, 404, 422),
    )
    async def get_indicator_series(tenant: Tenant, indicator: str, question: Asked, periods: HowMany = 12) -> Response:
        """Sums over sums with "n of m reported"; a unit that did not report has no data (FR-NA-23, FR-NT-14, FR-NT-16)."""
        if not is_identifier(indicator):
            raise Problem(NOT_FOUND)
        return answer(await indicators.series(tenant, indicator, question, periods))

    @router.get(
        "/v1/{tenant}/service-coverage",
        operation_id="get_service_coverage",
        summary="Dịch vụ công thiết yếu đã triển khai / essential public services that are deployed",
        response_model=ServiceCoverage,
        responses=refusals(403, 404, 422),
    )
    async def get_service_coverage(tenant: Tenant, question: Asked) -> Response:
        """n of 53; a service of which nothing was stated is neither deployed nor not deployed (FR-NA-12)."""
        return answer(await coverages.of_tenant(tenant, question))

    return router


def indicators_across_routes(across: IndicatorsAcross, coverages: Coverages) -> APIRouter:
    router = APIRouter(tags=["indicators"])

    @router.get(
        "/v1/indicator-comparison",
        operation_id="compare_indicator",
        summary="Một chỉ tiêu ở các tỉnh / one indicator in every province",
        response_model=IndicatorComparison,
        responses=refusals(403, 422),
    )
    async def compare_indicator(
        reason: Across, clock: Now, as_of: AsOf, period: PeriodOfQuery, code: Annotated[str, Query(max_length=80)]
    ) -> Response:
        """By the common code, for one period; over how many of how many provinces a sum goes is said with it."""
        return answer(await across.compare(reason, code, period, clock.now(), as_of))

    @router.get(
        "/v1/service-coverage",
        operation_id="compare_service_coverage",
        summary="Dịch vụ công thiết yếu ở các tỉnh / essential public services in every province",
        response_model=CoverageComparison,
        responses=refusals(403, 422),
    )
    async def compare_service_coverage(
        reason: Across, clock: Now, as_of: AsOf, checklist: Annotated[str, Query(max_length=80)]
    ) -> Response:
        """By the id of the checklist; those that stated nothing come last and are not counted as 0."""
        return answer(await coverages.compare(reason, checklist, clock.now(), as_of))

    return router
