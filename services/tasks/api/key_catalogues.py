"""Catalogues of key tasks: issued by the central level, read by every province."""

import dataclasses
from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import AfterValidator

from services.tasks.api import key_task_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, identifier, paged
from services.tasks.api.key_task_views import (
    CataloguePage,
    CatalogueView,
    ChangedCatalogue,
    CoverageView,
    catalogue_json,
)
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.key_tasks.key_catalogue import KeyCatalogueRevision, NewKeyCatalogue
from services.tasks.usecases import issuing_key_tasks
from shared.calendar import local_date
from shared.chassis import Now, Reader, TenantCommand, refusals
from shared.tenancy import TenantId
from shared.tenancy.identifiers import CENTRAL

router = APIRouter(prefix="/v1/{tenant}", tags=["key tasks"])

CatalogueId = Annotated[str, Path(), AfterValidator(identifier)]
Since = Annotated[int | None, Query(ge=1, le=10_000, description="Phiên bản để so sánh / version to compare with")]


@router.post(
    "/key-catalogues",
    operation_id="issue_key_catalogue",
    summary="Ban hành danh mục nhiệm vụ trọng tâm / issue a catalogue of key tasks",
    description="By the central standing agency (FR-BP-16). The words of an item are left out where they are not known.",
    status_code=201,
    response_model=ChangedCatalogue,
    responses=refusals(403, 404, 409, 413, 422),
)
async def issue_key_catalogue(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewKeyCatalogue, Body(openapi_examples=examples.CATALOGUE)],
) -> Response:
    return registered(await issuing_key_tasks.issue(records, caller, command, new))


@router.get(
    "/key-catalogues",
    operation_id="list_key_catalogues",
    summary="Các danh mục nhiệm vụ trọng tâm / catalogues of key tasks, in order of id",
    description="Those of the central level; every province reads them, none has a copy (FR-BP-16).",
    response_model=CataloguePage,
    responses=refusals(403, 404, 422),
)
async def list_key_catalogues(_: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    found = await paged(records.key_catalogues.page(CENTRAL, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/key-catalogues/{key_catalogue}",
    operation_id="get_key_catalogue",
    summary="Một danh mục và thay đổi của phiên bản mới / one catalogue and what its new version changes",
    description="`since` is the version before the present one unless it is given.",
    response_model=CatalogueView,
    responses=refusals(403, 404, 422),
)
async def get_key_catalogue(
    _: InsidersTenant, key_catalogue: CatalogueId, records: Kept, since: Since = None
) -> Response:
    known = await issuing_key_tasks.look_up(records, key_catalogue)
    return answer(catalogue_json(known, since or max(1, known.version - 1)), version=known.version)


@router.put(
    "/key-catalogues/{key_catalogue}",
    operation_id="revise_key_catalogue",
    summary="Phiên bản mới của danh mục / the next version of a catalogue",
    description="The whole list, by the central standing agency; what it does not name is withdrawn, its code not used again.",
    response_model=ChangedCatalogue,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def revise_key_catalogue(
    caller: Reader,
    command: TenantCommand,
    key_catalogue: CatalogueId,
    records: Kept,
    wish: Annotated[KeyCatalogueRevision, Body(openapi_examples=examples.REVISION)],
) -> Response:
    return registered(await issuing_key_tasks.revise(records, caller, command, key_catalogue, wish), 200)


@router.get(
    "/key-catalogues/{key_catalogue}/coverage",
    operation_id="review_key_catalogue",
    summary="Các tỉnh đã làm đến đâu / how far provinces are with it",
    description="For the officer who reads every province, at the central level: n of m provinces of today, item by item.",
    response_model=CoverageView,
    responses=refusals(403, 404),
)
async def review_key_catalogue(
    caller: Reader, tenant: str, key_catalogue: CatalogueId, records: Kept, clock: Now
) -> Response:
    today = local_date(clock.now())
    found = await issuing_key_tasks.review(records, caller, TenantId(tenant), key_catalogue, today)
    return answer(dataclasses.asdict(found))
