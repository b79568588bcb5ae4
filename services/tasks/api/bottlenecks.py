"""Bottlenecks of one tenant: raised, listed, counted, and carried to their end."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from services.tasks.api import bottleneck_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, ThingId, paged
from services.tasks.api.bottleneck_filters import BottleneckFilters
from services.tasks.api.bottleneck_views import (
    BottleneckPage,
    BottleneckView,
    ChangedBottleneck,
    bottleneck_json,
    changed_bottleneck,
)
from services.tasks.api.views import answer
from services.tasks.domain.bottlenecks.bottleneck_board import Board
from services.tasks.domain.bottlenecks.bottleneck_wishes import (
    AmendmentWish,
    DecisionWish,
    NewBottleneck,
    ProposalWish,
    ResolutionWish,
)
from services.tasks.usecases import unblocking, watching_bottlenecks
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}/bottlenecks", tags=["bottlenecks"])
_WRITING = refusals(403, 404, 409, 412, 413, 422)


@router.post(
    "",
    operation_id="register_bottleneck",
    summary="Nêu điểm nghẽn / raise a bottleneck",
    description="By the head and officers of the unit that it holds up, and by the standing agency.",
    status_code=201,
    response_model=ChangedBottleneck,
    responses=refusals(403, 404, 409, 413, 422),
)
async def register_bottleneck(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewBottleneck, Body(openapi_examples=examples.BOTTLENECK)],
) -> Response:
    committed = await unblocking.raise_bottleneck(records, caller, command, new)
    return changed_bottleneck(committed, command.recorded_at, 201)


@router.get(
    "",
    operation_id="list_bottlenecks",
    summary="Danh sách điểm nghẽn, theo mã / bottlenecks in order of id",
    response_model=BottleneckPage,
    responses=refusals(403, 404, 422),
)
async def list_bottlenecks(
    tenant: InsidersTenant, records: Kept, clock: Now, filters: Annotated[BottleneckFilters, Query()]
) -> Response:
    found = await paged(
        records.bottlenecks.search(tenant, filters.search(), filters.limit, filters.cursor), filters.cursor
    )
    now = clock.now()
    return answer({"items": [bottleneck_json(known, now) for known in found.items], "next": found.after})


@router.get(
    "/board",
    operation_id="get_bottleneck_board",
    summary="Bảng điểm nghẽn: luôn 5 nhóm / the board: always five groups",
    response_model=Board,
    responses=refusals(403, 404),
)
async def get_bottleneck_board(tenant: InsidersTenant, records: Kept) -> Response:
    return answer(await watching_bottlenecks.board(records, tenant))


@router.get(
    "/{bottleneck}",
    operation_id="get_bottleneck",
    summary="Một điểm nghẽn với các bước đã qua / one bottleneck with its steps",
    response_model=BottleneckView,
    responses=refusals(403, 404),
)
async def get_bottleneck(tenant: InsidersTenant, bottleneck: ThingId, records: Kept, clock: Now) -> Response:
    known = await existing(records.bottlenecks, tenant, bottleneck)
    return answer(bottleneck_json(known, clock.now()), version=known.version)


@router.post(
    "/{bottleneck}/amendment",
    operation_id="amend_bottleneck",
    summary="Bổ sung nội dung, biện pháp tự khắc phục / amend it, for example with own corrective actions",
    description="By the unit that it holds up, and by the standing agency, until it is resolved or rejected.",
    response_model=ChangedBottleneck,
    responses=_WRITING,
)
async def amend_bottleneck(
    caller: Reader,
    command: TenantCommand,
    bottleneck: ThingId,
    records: Kept,
    wish: Annotated[AmendmentWish, Body(openapi_examples=examples.AMENDMENT)],
) -> Response:
    return changed_bottleneck(await unblocking.amend(records, caller, command, bottleneck, wish), command.recorded_at)


@router.post(
    "/{bottleneck}/proposal",
    operation_id="propose_on_bottleneck",
    summary="Đề xuất giải pháp / propose a solution",
    description="By the units that lead its group, and by the standing agency.",
    response_model=ChangedBottleneck,
    responses=_WRITING,
)
async def propose_on_bottleneck(
    caller: Reader,
    command: TenantCommand,
    bottleneck: ThingId,
    records: Kept,
    wish: Annotated[ProposalWish, Body(openapi_examples=examples.PROPOSAL)],
) -> Response:
    return changed_bottleneck(await unblocking.propose(records, caller, command, bottleneck, wish), command.recorded_at)


@router.post(
    "/{bottleneck}/decision",
    operation_id="decide_on_bottleneck",
    summary="Quyết định / decide on the proposal",
    description="By the chairman and the permanent vice chairman.",
    response_model=ChangedBottleneck,
    responses=_WRITING,
)
async def decide_on_bottleneck(
    caller: Reader,
    command: TenantCommand,
    bottleneck: ThingId,
    records: Kept,
    wish: Annotated[DecisionWish, Body(openapi_examples=examples.DECISION)],
) -> Response:
    return changed_bottleneck(await unblocking.decide(records, caller, command, bottleneck, wish), command.recorded_at)


@router.post(
    "/{bottleneck}/rejection",
    operation_id="reject_bottleneck",
    summary="Bác đề xuất / reject the proposal",
    description="By the chairman and the permanent vice chairman.",
    response_model=ChangedBottleneck,
    responses=_WRITING,
)
async def reject_bottleneck(
    caller: Reader,
    command: TenantCommand,
    bottleneck: ThingId,
    records: Kept,
    wish: Annotated[DecisionWish, Body(openapi_examples=examples.REJECTION)],
) -> Response:
    return changed_bottleneck(await unblocking.reject(records, caller, command, bottleneck, wish), command.recorded_at)


@router.post(
    "/{bottleneck}/resolution",
    operation_id="resolve_bottleneck",
    summary="Đã tháo gỡ / resolve it",
    description="By the units that lead its group, and by the standing agency.",
    response_model=ChangedBottleneck,
    responses=_WRITING,
)
async def resolve_bottleneck(
    caller: Reader,
    command: TenantCommand,
    bottleneck: ThingId,
    records: Kept,
    wish: Annotated[ResolutionWish, Body(openapi_examples=examples.RESOLUTION)],
) -> Response:
    return changed_bottleneck(await unblocking.resolve(records, caller, command, bottleneck, wish), command.recorded_at)
