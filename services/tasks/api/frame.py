"""Units, plans and groups of one tenant."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.tasks.api import details_examples, examples
from services.tasks.api.access import Cursor, Kept, KnownTenant, Limit, WorkId, paged
from services.tasks.api.views import (
    GroupPage,
    PlanPage,
    RegisteredGroup,
    RegisteredPlan,
    RegisteredUnit,
    UnitPage,
    page,
    registered,
)
from services.tasks.domain.organisation.unit import NewUnit
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.plan import IssueWish, NewPlan
from services.tasks.usecases import framing
from shared.chassis import Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["frame"])
_WRITING = refusals(403, 404, 409, 413, 422)
_LISTING = refusals(403, 404, 422)


@router.post(
    "/units",
    operation_id="register_unit",
    summary="Thêm đơn vị / register a unit",
    status_code=201,
    response_model=RegisteredUnit,
    responses=_WRITING,
)
async def register_unit(
    caller: Reader, command: TenantCommand, records: Kept, new: Annotated[NewUnit, Body(openapi_examples=examples.UNIT)]
) -> Response:
    return registered(await framing.register_unit(records, caller, command, new))


@router.get(
    "/units",
    operation_id="list_units",
    summary="Các đơn vị, theo mã / units in order of id",
    response_model=UnitPage,
    responses=_LISTING,
)
async def list_units(tenant: KnownTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    found = await paged(records.units.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.post(
    "/plans",
    operation_id="register_plan",
    summary="Thêm kế hoạch hoặc văn bản chỉ đạo / register a plan",
    status_code=201,
    response_model=RegisteredPlan,
    responses=_WRITING,
)
async def register_plan(
    caller: Reader, command: TenantCommand, records: Kept, new: Annotated[NewPlan, Body(openapi_examples=examples.PLAN)]
) -> Response:
    return registered(await framing.register_plan(records, caller, command, new))


@router.get(
    "/plans",
    operation_id="list_plans",
    summary="Các kế hoạch, theo mã / plans in order of id",
    response_model=PlanPage,
    responses=_LISTING,
)
async def list_plans(tenant: KnownTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    found = await paged(records.plans.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.post(
    "/plans/{plan}/issue",
    operation_id="issue_plan",
    summary="Ban hành kế hoạch / issue a plan",
    description="Tasks that are registered from now on count as added (phát sinh); what was planned stays (FR-NA-01).",
    response_model=RegisteredPlan,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def issue_plan(
    caller: Reader,
    command: TenantCommand,
    plan: WorkId,
    records: Kept,
    wish: Annotated[IssueWish, Body(openapi_examples=details_examples.ISSUE)],
) -> Response:
    return registered(await framing.issue_plan(records, caller, command, plan, wish), 200)


@router.post(
    "/groups",
    operation_id="register_group",
    summary="Thêm nhóm nhiệm vụ / register a group of tasks",
    status_code=201,
    response_model=RegisteredGroup,
    responses=_WRITING,
)
async def register_group(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewGroup, Body(openapi_examples=examples.GROUP)],
) -> Response:
    return registered(await framing.register_group(records, caller, command, new))


@router.get(
    "/groups",
    operation_id="list_groups",
    summary="Các nhóm nhiệm vụ, theo mã / groups of tasks in order of id",
    response_model=GroupPage,
    responses=_LISTING,
)
async def list_groups(tenant: KnownTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    found = await paged(records.groups.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)
