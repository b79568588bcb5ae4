"""What is registered, as workbooks that can be imported again."""

from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from services.tasks.api.access import KnownTenant
from services.tasks.api.filters import TaskConditions
from services.tasks.api.import_views import XLSX
from services.tasks.api.imports import Desk
from services.tasks.usecases import exporting
from services.tasks.usecases.clarifying import yardstick
from shared.chassis import Now, invalid, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["imports"])
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "XLSX", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}
_PIECE = 64 << 10


@router.get(
    "/exports/tasks.xlsx",
    operation_id="export_tasks",
    summary="Nhiệm vụ ra tệp XLSX / tasks as a workbook",
    description="With the filters of the list; without pilot models. The columns are those of the template.",
    response_class=Response,
    responses=_FILE | refusals(403, 404, 422),
)
async def export_tasks(
    tenant: KnownTenant, desk: Desk, clock: Now, filters: Annotated[TaskConditions, Query()]
) -> Response:
    if filters.kind == "pilot_model":
        vi, en = "mô hình điểm không có trong tệp này", "pilot models are not in this workbook"
        raise invalid("query.kind", "not_exported", vi, en)
    by = await yardstick(desk.records, tenant)
    return _sent(await exporting.export_tasks(desk, tenant, filters.search(clock.now(), by.criteria)), "tasks")


@router.get(
    "/exports/units.xlsx",
    operation_id="export_units",
    summary="Đơn vị ra tệp XLSX / units as a workbook",
    response_class=Response,
    responses=_FILE | refusals(403, 404),
)
async def export_units(tenant: KnownTenant, desk: Desk) -> Response:
    return _sent(await exporting.export_units(desk, tenant), "units")


@router.get(
    "/exports/plans.xlsx",
    operation_id="export_plans",
    summary="Kế hoạch và nhóm ra tệp XLSX / plans and their groups as a workbook",
    response_class=Response,
    responses=_FILE | refusals(403, 404),
)
async def export_plans(tenant: KnownTenant, desk: Desk) -> Response:
    return _sent(await exporting.export_plans(desk, tenant), "plans")


def _sent(file: IO[bytes], name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="tiendo-{name}.xlsx"', "cache-control": "no-store"}
    return StreamingResponse(_pieces(file), 200, headers, XLSX)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
