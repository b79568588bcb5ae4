"""Indicators and the values that units report. Series, roll-ups and comparisons are answered by reporting."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.tasks.api import indicator_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, ThingId, identifier, paged
from services.tasks.api.indicator_views import ChangedIndicator, ChangedValue, IndicatorPage, ValuePage
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.indicators.indicator import IndicatorDetails, NewIndicator
from services.tasks.domain.indicators.indicator_value import CorrectionWish, NewValue, ValueConfirmation
from services.tasks.domain.values import Identifier
from services.tasks.usecases import measuring_indicators as measuring
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.indicators import IndicatorSnapshot, IndicatorValueSnapshot

router = APIRouter(prefix="/v1/{tenant}", tags=["indicators"])
_REGISTERING = refusals(403, 404, 409, 413, 422)
_WRITING = refusals(403, 404, 409, 412, 413, 422)
_LISTING = refusals(403, 404, 422)

ValueId = Annotated[
    str, Path(alias="indicator_value", description="<indicator>.<period>.<unit>"), AfterValidator(identifier)
]


class IndicatorFilters(BaseModel):
    """All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    code: Identifier | None = None
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


class ValueFilters(BaseModel):
    """All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    indicator: Identifier | None = None
    period: Identifier | None = None
    unit: Identifier | None = None
    status: Literal["reported", "confirmed"] | None = None
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


@router.post(
    "/indicators",
    operation_id="register_indicator",
    summary="Thêm chỉ tiêu / register an indicator",
    description="By the standing agency and the Office. A target that is not stated stays away (FR-NA-22, FR-NT-15).",
    status_code=201,
    response_model=ChangedIndicator,
    responses=_REGISTERING,
)
async def register_indicator(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewIndicator, Body(openapi_examples=examples.INDICATOR)],
) -> Response:
    return registered(await measuring.register_indicator(records, caller, command, new))


@router.get(
    "/indicators",
    operation_id="list_indicators",
    summary="Các chỉ tiêu / indicators in order of id",
    response_model=IndicatorPage,
    responses=_LISTING,
)
async def list_indicators(
    tenant: InsidersTenant, records: Kept, filters: Annotated[IndicatorFilters, Query()]
) -> Response:
    found = records.indicators.page(tenant, filters.limit, filters.cursor, {"code": filters.code})
    listed = await paged(found, filters.cursor)
    return page(listed.items, listed.after)


@router.get(
    "/indicators/{indicator}",
    operation_id="get_indicator",
    summary="Một chỉ tiêu / one indicator",
    response_model=IndicatorSnapshot,
    responses=refusals(403, 404),
)
async def get_indicator(tenant: InsidersTenant, indicator: ThingId, records: Kept) -> Response:
    found = await existing(records.indicators, tenant, indicator)
    return answer(found.model_dump(mode="json"), version=found.version)


@router.post(
    "/indicators/{indicator}/details",
    operation_id="amend_indicator",
    summary="Sửa mục tiêu, đơn vị, tần suất / amend its target, its units, how often it is reported",
    description="By the standing agency and the Office; the formula of the target is printed wherever it is shown (AMB-07).",
    response_model=ChangedIndicator,
    responses=_WRITING,
)
async def amend_indicator(
    caller: Reader,
    command: TenantCommand,
    indicator: ThingId,
    records: Kept,
    wish: Annotated[IndicatorDetails, Body(openapi_examples=examples.DETAILS)],
) -> Response:
    return registered(await measuring.amend_indicator(records, caller, command, indicator, wish), 200)


@router.post(
    "/indicators/{indicator}/values",
    operation_id="report_indicator_value",
    summary="Báo cáo số liệu của kỳ / report a period's figures",
    description="By the unit's own people; of the whole tenant by the indicator's owner or the standing agency. "
    "Numerator and denominator, never a rate.",
    status_code=201,
    response_model=ChangedValue,
    responses=_REGISTERING,
)
async def report_indicator_value(
    caller: Reader,
    command: TenantCommand,
    indicator: ThingId,
    records: Kept,
    new: Annotated[NewValue, Body(openapi_examples=examples.VALUE)],
) -> Response:
    return registered(await measuring.report_value(records, caller, command, indicator, new))


@router.get(
    "/indicator-values",
    operation_id="list_indicator_values",
    summary="Số liệu đã báo cáo / reported values in order of id",
    response_model=ValuePage,
    responses=_LISTING,
)
async def list_indicator_values(
    tenant: InsidersTenant, records: Kept, filters: Annotated[ValueFilters, Query()]
) -> Response:
    where = filters.model_dump(include={"indicator", "period", "unit", "status"})
    found = await paged(records.indicator_values.page(tenant, filters.limit, filters.cursor, where), filters.cursor)
    return page(found.items, found.after)


@router.get(
    "/indicator-values/{indicator_value}",
    operation_id="get_indicator_value",
    summary="Một số liệu với các bản trước / one value with its earlier editions",
    response_model=IndicatorValueSnapshot,
    responses=refusals(403, 404),
)
async def get_indicator_value(tenant: InsidersTenant, key: ValueId, records: Kept) -> Response:
    found = await existing(records.indicator_values, tenant, key)
    return answer(found.model_dump(mode="json"), version=found.version)


@router.post(
    "/indicator-values/{indicator_value}/correction",
    operation_id="correct_indicator_value",
    summary="Đính chính số liệu / correct the figures",
    description="By those who report it; what was said before stays, and the new figures wait to be confirmed.",
    response_model=ChangedValue,
    responses=_WRITING,
)
async def correct_indicator_value(
    caller: Reader,
    command: TenantCommand,
    key: ValueId,
    records: Kept,
    wish: Annotated[CorrectionWish, Body(openapi_examples=examples.CORRECTION)],
) -> Response:
    return registered(await measuring.correct_value(records, caller, command, key, wish), 200)


@router.post(
    "/indicator-values/{indicator_value}/confirmation",
    operation_id="confirm_indicator_value",
    summary="Xác nhận số liệu / confirm the figures",
    description="By the unit's head or deputy, or the standing agency.",
    response_model=ChangedValue,
    responses=_WRITING,
)
async def confirm_indicator_value(
    caller: Reader,
    command: TenantCommand,
    key: ValueId,
    records: Kept,
    wish: Annotated[ValueConfirmation, Body(openapi_examples=examples.CONFIRMATION)],
) -> Response:
    return registered(await measuring.confirm_value(records, caller, command, key, wish), 200)
