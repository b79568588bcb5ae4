"""Appraisals of units, and dossiers of their years (FR-NA-06, FR-NA-07, FR-NA-26, FR-NA-28)."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.tasks.api import evaluation_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, ThingId, paged
from services.tasks.api.evaluation_views import AppraisalPage, DossierView, WrittenAppraisal
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.evaluations.appraisal import NewAppraisal
from services.tasks.domain.values import Identifier
from services.tasks.usecases import evaluating
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals
from shared.events.appraisals import AppraisalKind, AppraisalSnapshot
from shared.tenancy import TenantId

router = APIRouter(prefix="/v1/{tenant}", tags=["evaluations"])

TheYear = Annotated[int, Query(ge=1990, le=2199, description="Năm đánh giá / the year")]


async def _asked(tenant: str, dossier_unit: ThingId, year: TheYear) -> evaluating.Asked:
    return evaluating.Asked(TenantId(tenant), dossier_unit, year)


TheDossier = Annotated[evaluating.Asked, Depends(_asked)]


class AppraisalFilters(BaseModel):
    """All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    kind: AppraisalKind | None = None
    unit: Identifier | None = Field(None, description="Đơn vị / the unit")
    work: Identifier | None = Field(None, description="Nhiệm vụ, mô hình / the task or model")
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


@router.post(
    "/appraisals",
    operation_id="write_appraisal",
    summary="Đánh giá, ghi nhận, nêu tác động / assess, recognise, note an impact",
    description="By the chairman, who heads the Working Group, and the standing agency. It stays as it is written and is told "
    "apart from computed figures.",
    status_code=201,
    response_model=WrittenAppraisal,
    responses=refusals(403, 404, 409, 413, 422),
)
async def write_appraisal(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewAppraisal, Body(openapi_examples=examples.APPRAISAL)],
) -> Response:
    return registered(await evaluating.write_appraisal(records, caller, command, new))


@router.get(
    "/appraisals",
    operation_id="list_appraisals",
    summary="Đánh giá, thành tích, tác động / appraisals in order of id",
    response_model=AppraisalPage,
    responses=refusals(403, 404, 422),
)
async def list_appraisals(
    tenant: InsidersTenant, records: Kept, filters: Annotated[AppraisalFilters, Query()]
) -> Response:
    where = filters.model_dump(exclude={"limit", "cursor"})
    found = await paged(records.appraisals.page(tenant, filters.limit, filters.cursor, where), filters.cursor)
    return page(found.items, found.after)


@router.get(
    "/appraisals/{appraisal}",
    operation_id="get_appraisal",
    summary="Một đánh giá / one appraisal",
    response_model=AppraisalSnapshot,
    responses=refusals(403, 404),
)
async def get_appraisal(tenant: InsidersTenant, appraisal: ThingId, records: Kept) -> Response:
    found = await existing(records.appraisals, tenant, appraisal)
    return answer(found.model_dump(mode="json"), version=found.version)


@router.get(
    "/dossiers/{dossier_unit}",
    operation_id="get_dossier",
    summary="Hồ sơ đánh giá đơn vị, người đứng đầu / evidence about a unit and its head",
    description="Only for the chairman, the standing agency and Home Affairs. Work that the unit leads, from the journal as of "
    "the year's end; reports, requests, inspections, appraisals. Evidence with links, no score (FR-NA-26).",
    response_model=DossierView,
    responses=refusals(403, 404, 422),
)
async def get_dossier(caller: Reader, asked: TheDossier, records: Kept, clock: Now) -> Response:
    return answer(await evaluating.compile_dossier(records, caller, asked, clock.now()))
