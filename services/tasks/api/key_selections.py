"""What a province makes of the key tasks of a catalogue: studied, proposed, selected, implemented."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.tasks.api import key_task_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, paged
from services.tasks.api.key_catalogues import CatalogueId
from services.tasks.api.key_task_views import ChangedSelection, SelectionPage, SelectionView, selection_json
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.key_tasks.key_selection_wishes import KeyDecision, KeyImplementation, KeyProposal, StudyWish
from services.tasks.usecases import issuing_key_tasks, selecting_key_tasks
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["key tasks"])
_STEP = refusals(403, 404, 409, 412, 413, 422)


@router.get(
    "/key-selections",
    operation_id="list_key_selections",
    summary="Lựa chọn của tỉnh / the province's selections, in order of id",
    response_model=SelectionPage,
    responses=refusals(403, 404, 422),
)
async def list_key_selections(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.key_selections.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/key-selections/{key_catalogue}",
    operation_id="get_key_selection",
    summary="Lựa chọn từ một danh mục / the selection from one catalogue",
    description="With the catalogue's words as they are now, and what its new version touches (FR-BP-16, FR-BP-17).",
    response_model=SelectionView,
    responses=refusals(403, 404),
)
async def get_key_selection(tenant: InsidersTenant, key_catalogue: CatalogueId, records: Kept) -> Response:
    known = await existing(records.key_selections, tenant, key_catalogue)
    catalogue = await issuing_key_tasks.look_up(records, key_catalogue)
    return answer(selection_json(known, catalogue), version=known.version)


@router.post(
    "/key-selections/{key_catalogue}/study",
    operation_id="study_key_tasks",
    summary="Nghiên cứu nhiệm vụ trọng tâm / study key tasks",
    description="By the standing agency; the first study opens the selection (FR-BP-17).",
    response_model=ChangedSelection,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def study_key_tasks(
    caller: Reader,
    command: TenantCommand,
    key_catalogue: CatalogueId,
    records: Kept,
    wish: Annotated[StudyWish, Body(openapi_examples=examples.STUDY)],
) -> Response:
    return registered(await selecting_key_tasks.study(records, caller, command, key_catalogue, wish), 200)


@router.post(
    "/key-selections/{key_catalogue}/proposal",
    operation_id="propose_key_tasks",
    summary="Đề xuất nhiệm vụ trọng tâm / propose key tasks",
    description="By the standing agency; all items or none.",
    response_model=ChangedSelection,
    responses=_STEP,
)
async def propose_key_tasks(
    caller: Reader,
    command: TenantCommand,
    key_catalogue: CatalogueId,
    records: Kept,
    wish: Annotated[KeyProposal, Body(openapi_examples=examples.PROPOSAL)],
) -> Response:
    return registered(await selecting_key_tasks.propose(records, caller, command, key_catalogue, wish), 200)


@router.post(
    "/key-selections/{key_catalogue}/decision",
    operation_id="decide_on_key_tasks",
    summary="Lựa chọn nhiệm vụ trọng tâm / select key tasks, or turn them down",
    description="By the chairman alone. Each selected item becomes a local task `<catalogue>.<item>` that is linked to it.",
    response_model=ChangedSelection,
    responses=_STEP,
)
async def decide_on_key_tasks(
    caller: Reader,
    command: TenantCommand,
    key_catalogue: CatalogueId,
    records: Kept,
    wish: Annotated[KeyDecision, Body(openapi_examples=examples.DECISION)],
) -> Response:
    return registered(await selecting_key_tasks.decide(records, caller, command, key_catalogue, wish), 200)


@router.post(
    "/key-selections/{key_catalogue}/implementation",
    operation_id="implement_key_tasks",
    summary="Nhiệm vụ đã chọn được triển khai / selected key tasks are implemented",
    description="By the standing agency.",
    response_model=ChangedSelection,
    responses=_STEP,
)
async def implement_key_tasks(
    caller: Reader,
    command: TenantCommand,
    key_catalogue: CatalogueId,
    records: Kept,
    wish: Annotated[KeyImplementation, Body(openapi_examples=examples.IMPLEMENTATION)],
) -> Response:
    return registered(await selecting_key_tasks.implement(records, caller, command, key_catalogue, wish), 200)
