"""Imports from workbooks: templates, uploads that are looked through, runs, and what is wrong with rows."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response

from services.tasks.api.access import Cursor, KnownTenant, Limit, WorkId, paged
from services.tasks.api.examples import example
from services.tasks.api.import_views import (
    XLSX,
    ImportFaultPage,
    ImportView,
    faults_json,
    imported,
    workbook,
)
from services.tasks.api.views import answer
from services.tasks.domain.imports.import_job import Mode, SortName
from services.tasks.domain.values import Wish
from services.tasks.ports.imports import ImportDesk
from services.tasks.usecases import importing
from services.tasks.usecases.templates import template
from shared.chassis import Reader, TenantCommand, refusals
from shared.tenancy import TenantId

UPLOADS = r"/v1/[^/]+/imports"
"""The paths whose bodies are files: they may be larger than commands."""

router = APIRouter(prefix="/v1/{tenant}", tags=["imports"])
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "XLSX", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}
_BODY = {"required": True, "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
_RUN = {
    "all": example("Tất cả hoặc không / all or nothing", mode="all_or_nothing"),
    "part": example("Các dòng đúng / the rows that are right", mode="partial"),
}
_SORTS = {
    "tasks": {"summary": "Nhiệm vụ / tasks", "value": "tasks"},
    "values": {"summary": "Số liệu chỉ tiêu theo đơn vị và kỳ / what units report", "value": "indicator_values"},
}


async def _desk(request: Request) -> ImportDesk:
    desk: ImportDesk = request.app.state.imports
    return desk


Desk = Annotated[ImportDesk, Depends(_desk)]


async def _page(limit: Limit = 100, cursor: Cursor = None) -> tuple[int, str | None]:
    return limit, cursor


_Page = Annotated[tuple[int, str | None], Depends(_page)]


class RunWish(Wish):
    mode: Mode


@router.get(
    "/imports/templates/{sort}",
    operation_id="get_import_template",
    summary="Tệp mẫu để nhập / the template of a sort",
    description="`sort`: tasks, units, plans, indicator_values. Headings in Vietnamese and English, an example, the allowed "
    "values, and what is expected where that is not plain.",
    response_class=Response,
    responses=_FILE | refusals(403, 404),
)
async def get_import_template(_: KnownTenant, sort: str, desk: Desk) -> Response:
    return workbook(await template(desk, sort), f"tiendo-{sort}")


@router.post(
    "/imports",
    operation_id="upload_import",
    summary="Tải tệp lên và kiểm tra / upload a workbook and look through it",
    description="Its rows are looked through in the background: the status is `checking`, then `checked`, and what is wrong "
    "is among the faults. Nothing is registered yet. By the standing agency and the Office; `indicator_values` by those who "
    "report, each row by the right of its own command (FR-NA-22). What is there already is never changed: figures that differ "
    "are skipped and told, and corrected one by one. 10,000 rows at most.",
    status_code=201,
    response_model=ImportView,
    responses=refusals(403, 404, 409, 413, 422),
    openapi_extra={"requestBody": _BODY},
)
async def upload_import(
    caller: Reader,
    command: TenantCommand,
    desk: Desk,
    request: Request,
    sort: Annotated[SortName, Query(openapi_examples=_SORTS)],
) -> Response:
    return imported(await importing.take_in(desk, caller, command, sort, await request.body()), 201)


@router.get(
    "/imports/{job}",
    operation_id="get_import",
    summary="Tiến độ nhập / how far an import is",
    response_model=ImportView,
    responses=refusals(403, 404),
)
async def get_import(caller: Reader, tenant: str, job: WorkId, desk: Desk) -> Response:
    return imported(await importing.look_at(desk, caller, TenantId(tenant), job))


@router.get(
    "/imports/{job}/faults",
    operation_id="list_import_faults",
    summary="Các ô chưa đúng, theo dòng / what is wrong, in order of rows",
    response_model=ImportFaultPage,
    responses=refusals(403, 404, 422),
)
async def list_import_faults(caller: Reader, tenant: str, job: WorkId, desk: Desk, page: _Page) -> Response:
    found = await paged(importing.list_faults(desk, caller, TenantId(tenant), job, page), page[1])
    return answer({"items": faults_json(found), "next": found.after})


@router.post(
    "/imports/{job}/run",
    operation_id="run_import",
    summary="Nhập các dòng / carry an import out, or carry it out again",
    description="In the background. What is registered already is skipped. With `all_or_nothing` the rows are looked through "
    "once more, and nothing is registered where one is faulty.",
    status_code=202,
    response_model=ImportView,
    responses=refusals(403, 404, 409, 413, 422),
)
async def run_import(
    caller: Reader,
    command: TenantCommand,
    job: WorkId,
    desk: Desk,
    wish: Annotated[RunWish, Body(openapi_examples=_RUN)],
) -> Response:
    return imported(await importing.begin(desk, caller, command, job, wish.mode), 202)


@router.post(
    "/imports/{job}/cancel",
    operation_id="cancel_import",
    summary="Dừng nhập / stop an import",
    description="What is registered stays.",
    response_model=ImportView,
    responses=refusals(403, 404, 409),
)
async def cancel_import(caller: Reader, command: TenantCommand, job: WorkId, desk: Desk) -> Response:
    return imported(await importing.cancel(desk, caller, command, job))
