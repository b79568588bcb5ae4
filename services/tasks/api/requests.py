"""Requests between units: urges, explanations, requests among peers."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.tasks.api import duty_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, identifier, paged
from services.tasks.api.duty_views import (
    ChangedRequest,
    RequestPage,
    RequestView,
    SentRequests,
    changed_request,
    request_json,
    sent,
)
from services.tasks.api.views import answer
from services.tasks.domain.exchanges.request import NewRequest, RequestStep
from services.tasks.domain.values import Identifier
from services.tasks.usecases import requesting
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals
from shared.events.requests import RequestKind, RequestStatus

router = APIRouter(prefix="/v1/{tenant}", tags=["requests"])

RequestId = Annotated[str, Path(), AfterValidator(identifier)]


class RequestFilters(BaseModel):
    """All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    kind: RequestKind | None = None
    unit: Identifier | None = Field(None, description="Đơn vị được đề nghị / the unit that is asked")
    asked_by_unit: Identifier | None = Field(None, description="Đơn vị đề nghị / the unit that asks")
    subject: Identifier | None = Field(None, description="Nhiệm vụ, văn bản, báo cáo liên quan / what it is about")
    status: RequestStatus | None = None
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


@router.post(
    "/requests",
    operation_id="send_request",
    summary="Đôn đốc, yêu cầu giải trình, đề nghị ngang cấp / urge, ask to explain, ask a peer",
    description="Urges and explanations: standing agency and Office (FR-BP-18). Peer requests: any unit (FR-NA-09); "
    "with `wanted_due` one asks the standing agency for a later deadline of a task (FR-X-08). "
    "One request `<id>.<unit>` per unit; its head is told, with a copy to the Office.",
    status_code=201,
    response_model=SentRequests,
    responses=refusals(403, 404, 409, 413, 422),
)
async def send_request(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewRequest, Body(openapi_examples=examples.REQUEST)],
) -> Response:
    return sent(await requesting.send(records, caller, command, new), command.recorded_at)


@router.get(
    "/requests",
    operation_id="list_requests",
    summary="Lịch sử đôn đốc, giải trình, đề nghị / what was asked, in order of id",
    response_model=RequestPage,
    responses=refusals(403, 404, 422),
)
async def list_requests(
    tenant: InsidersTenant, records: Kept, clock: Now, filters: Annotated[RequestFilters, Query()]
) -> Response:
    now, where = clock.now(), filters.model_dump(exclude={"limit", "cursor"})
    found = await paged(records.requests.page(tenant, filters.limit, filters.cursor, where), filters.cursor)
    return answer({"items": [request_json(request, now) for request in found.items], "next": found.after})


@router.get(
    "/requests/{request}",
    operation_id="get_request",
    summary="Một đề nghị / one request",
    response_model=RequestView,
    responses=refusals(403, 404),
)
async def get_request(tenant: InsidersTenant, request: RequestId, records: Kept, clock: Now) -> Response:
    found = await existing(records.requests, tenant, request)
    return answer(request_json(found, clock.now()), version=found.version)


@router.post(
    "/requests/{request}/status",
    operation_id="change_request_status",
    summary="Xác nhận, trả lời, kết thúc, rút lại / acknowledge, answer, close, withdraw",
    description="The unit that is asked acknowledges and answers, for the standing agency and the Office their officers; "
    "who asked closes or withdraws.",
    response_model=ChangedRequest,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def change_request_status(
    caller: Reader,
    command: TenantCommand,
    request: RequestId,
    records: Kept,
    step: Annotated[RequestStep, Body(openapi_examples=examples.STEP)],
) -> Response:
    committed = await requesting.take_step(records, caller, command, request, step)
    return changed_request(committed, command.recorded_at)
