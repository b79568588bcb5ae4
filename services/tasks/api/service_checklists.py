"""The checklist of essential public services. How many are deployed, as of any day, is answered by reporting."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.tasks.api import indicator_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, ThingId, paged
from services.tasks.api.indicator_views import ChangedChecklist, ChecklistPage
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.indicators.service_checklist import DeploymentWish, NewServiceChecklist
from services.tasks.usecases import deploying_services
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.service_checklists import ServiceChecklistSnapshot

router = APIRouter(prefix="/v1/{tenant}/service-checklists", tags=["indicators"])


@router.post(
    "",
    operation_id="register_service_checklist",
    summary="Thêm danh mục dịch vụ công / register a checklist of public services",
    description="By the standing agency and the Office. Of no service anything is stated yet (FR-NA-12).",
    status_code=201,
    response_model=ChangedChecklist,
    responses=refusals(403, 404, 409, 413, 422),
)
async def register_service_checklist(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewServiceChecklist, Body(openapi_examples=examples.CHECKLIST)],
) -> Response:
    return registered(await deploying_services.register_checklist(records, caller, command, new))


@router.get(
    "",
    operation_id="list_service_checklists",
    summary="Các danh mục dịch vụ công / checklists in order of id",
    response_model=ChecklistPage,
    responses=refusals(403, 404, 422),
)
async def list_service_checklists(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.service_checklists.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/{checklist}",
    operation_id="get_service_checklist",
    summary="Một danh mục / one checklist with what was stated of each service",
    response_model=ServiceChecklistSnapshot,
    responses=refusals(403, 404),
)
async def get_service_checklist(tenant: InsidersTenant, checklist: ThingId, records: Kept) -> Response:
    found = await existing(records.service_checklists, tenant, checklist)
    return answer(found.model_dump(mode="json"), version=found.version)


@router.post(
    "/{checklist}/deployment",
    operation_id="state_service_deployment",
    summary="Xác nhận đã, chưa triển khai / state whether a service is deployed",
    description="By the standing agency and the Office; with the day since which it is, where that is known.",
    response_model=ChangedChecklist,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def state_service_deployment(
    caller: Reader,
    command: TenantCommand,
    checklist: ThingId,
    records: Kept,
    wish: Annotated[DeploymentWish, Body(openapi_examples=examples.DEPLOYMENT)],
) -> Response:
    return registered(await deploying_services.state_deployment(records, caller, command, checklist, wish), 200)
