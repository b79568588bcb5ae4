"""What units undertake to do: recommendations of inspections, commitments of sessions."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.tasks.api import oversight_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, ThingId, paged
from services.tasks.api.oversight_views import (
    ChangedUndertaking,
    UndertakingPage,
    UndertakingView,
    changed_undertaking,
    undertaking_json,
)
from services.tasks.api.views import answer
from services.tasks.domain.oversight.undertaking import UndertakingStep
from services.tasks.domain.values import Identifier
from services.tasks.usecases import inspecting
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals
from shared.events.undertakings import UndertakingKind, UndertakingStatus

router = APIRouter(prefix="/v1/{tenant}", tags=["undertakings"])


class UndertakingFilters(BaseModel):
    """All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    kind: UndertakingKind | None = None
    unit: Identifier | None = Field(None, description="Đơn vị thực hiện / the unit that has to do it")
    origin: Identifier | None = Field(None, description="Cuộc kiểm tra, phiên làm việc / the inspection or session")
    status: UndertakingStatus | None = None
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


@router.get(
    "/undertakings",
    operation_id="list_undertakings",
    summary="Kiến nghị, cam kết và kết quả / what units have to do, in order of id",
    response_model=UndertakingPage,
    responses=refusals(403, 404, 422),
)
async def list_undertakings(
    tenant: InsidersTenant, records: Kept, clock: Now, filters: Annotated[UndertakingFilters, Query()]
) -> Response:
    now, where = clock.now(), filters.model_dump(exclude={"limit", "cursor"})
    found = await paged(records.undertakings.page(tenant, filters.limit, filters.cursor, where), filters.cursor)
    return answer({"items": [undertaking_json(known, now) for known in found.items], "next": found.after})


@router.get(
    "/undertakings/{undertaking}",
    operation_id="get_undertaking",
    summary="Một kiến nghị hoặc cam kết / one of them",
    response_model=UndertakingView,
    responses=refusals(403, 404),
)
async def get_undertaking(tenant: InsidersTenant, undertaking: ThingId, records: Kept, clock: Now) -> Response:
    found = await existing(records.undertakings, tenant, undertaking)
    return answer(undertaking_json(found, clock.now()), version=found.version)


@router.post(
    "/undertakings/{undertaking}/status",
    operation_id="change_undertaking_status",
    summary="Báo cáo, chấp nhận, trả lại, miễn / report, accept, return, waive",
    description="The unit reports its result; whoever inspects, or keeps the session's minutes, accepts, returns or waives.",
    response_model=ChangedUndertaking,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def change_undertaking_status(
    caller: Reader,
    command: TenantCommand,
    undertaking: ThingId,
    records: Kept,
    step: Annotated[UndertakingStep, Body(openapi_examples=examples.UNDERTAKING_STEP)],
) -> Response:
    committed = await inspecting.take_undertaking_step(records, caller, command, undertaking, step)
    return changed_undertaking(committed, command.recorded_at)
