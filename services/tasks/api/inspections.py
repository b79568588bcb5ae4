"""Inspections of progress and discipline (FR-NA-25)."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.tasks.api import oversight_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, ThingId, paged
from services.tasks.api.oversight_views import InspectionPage, InspectionView, RecordedInspection, inspection_json
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.oversight.inspection import NewInspection
from services.tasks.usecases import inspecting
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["inspections"])


@router.post(
    "/inspections",
    operation_id="record_inspection",
    summary="Ghi cuộc kiểm tra / record an inspection",
    description="By Home Affairs and the standing agency. Each recommendation is an undertaking `<id>.<number>` of its unit. "
    "Tasks that follow from it name it when they are registered.",
    status_code=201,
    response_model=RecordedInspection,
    responses=refusals(403, 404, 409, 413, 422),
)
async def record_inspection(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewInspection, Body(openapi_examples=examples.INSPECTION)],
) -> Response:
    return registered(await inspecting.record_inspection(records, caller, command, new))


@router.get(
    "/inspections",
    operation_id="list_inspections",
    summary="Các cuộc kiểm tra, theo mã / inspections in order of id",
    response_model=InspectionPage,
    responses=refusals(403, 404, 422),
)
async def list_inspections(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.inspections.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/inspections/{inspection}",
    operation_id="get_inspection",
    summary="Một cuộc kiểm tra và kết quả thực hiện / one inspection with what followed from it",
    response_model=InspectionView,
    responses=refusals(403, 404),
)
async def get_inspection(tenant: InsidersTenant, inspection: ThingId, records: Kept, clock: Now) -> Response:
    found, now = await existing(records.inspections, tenant, inspection), clock.now()
    since = await inspecting.look_at_aftermath(records, tenant, inspection, now)
    return answer(inspection_json(found, since, now), version=found.version)
