"""Units over time: renamed, merged, divided, succeeded, closed."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Response
from pydantic import AfterValidator, BaseModel, Field

from services.tasks.api import succession_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, identifier, paged
from services.tasks.api.views import RegisteredUnit, answer, page, registered
from services.tasks.domain.organisation.unit import UnitName
from services.tasks.domain.successions.heritage import Heritage, Passing
from services.tasks.domain.successions.succession import NewSuccession, inherited, last_day
from services.tasks.usecases import framing, succeeding
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.successions import SuccessionSnapshot

router = APIRouter(prefix="/v1/{tenant}", tags=["organisation"])
_WRITING = refusals(403, 404, 409, 413, 422)

UnitId = Annotated[str, Path(), AfterValidator(identifier)]
SuccessionId = Annotated[str, Path(), AfterValidator(identifier)]


class PassingView(BaseModel):
    """One thing that passes on."""

    sort: str = Field(description="lead, coordination, duty, bottleneck, bottleneck_leads, reporting_cycle, office")
    id: str
    kind: str | None = Field(description="Which sort of duty, which office")
    from_unit: str
    to_unit: str | None = Field(description="Null: nobody takes it over, so the succession would be refused")


class EndingView(BaseModel):
    unit: str
    last_day: str
    successor: str | None


class InheritedView(BaseModel):
    unit: str
    counts: dict[str, int]


class SuccessionPreview(BaseModel):
    """What would happen. Work that is done stays with the unit that did it."""

    ending: list[EndingView]
    inherited: list[InheritedView]
    passing: list[PassingView]
    left: list[PassingView] = Field(description="What nobody takes over: name a successor, or choose one for the work")


class EnteredSuccession(SuccessionSnapshot):
    sequence: int = Field(description="Number of the event; it is visible to readers that have applied this number")


class SuccessionPage(BaseModel):
    items: list[SuccessionSnapshot]
    next: str | None = Field(description="Cursor of the next page; null at the end")


@router.post(
    "/units/{unit}/name",
    operation_id="rename_unit",
    summary="Đổi tên đơn vị / rename a unit",
    description="From a day on; what happened before keeps the old name (FR-X-07).",
    response_model=RegisteredUnit,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def rename_unit(
    caller: Reader,
    command: TenantCommand,
    unit: UnitId,
    records: Kept,
    wish: Annotated[UnitName, Body(openapi_examples=examples.NAME)],
) -> Response:
    return registered(await framing.rename_unit(records, caller, command, unit, wish), 200)


@router.post(
    "/successions",
    operation_id="enter_succession",
    summary="Sáp nhập, chia tách, kết thúc đơn vị / merge, divide and close units",
    description="By the standing agency. Open work passes to the successors from the day on, done work stays (FR-X-07).",
    status_code=201,
    response_model=EnteredSuccession,
    responses=_WRITING,
)
async def enter_succession(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewSuccession, Body(openapi_examples=examples.SUCCESSION)],
) -> Response:
    return registered(await succeeding.succeed(records, caller, command, new))


@router.post(
    "/successions/preview",
    operation_id="preview_succession",
    summary="Xem trước việc chuyển giao / see what would pass to whom",
    description="By the standing agency; nothing changes. The day may lie ahead.",
    response_model=SuccessionPreview,
    responses=refusals(403, 404, 409, 413, 422),
)
async def preview_succession(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewSuccession, Body(openapi_examples=examples.SUCCESSION)],
) -> Response:
    heritage, passing = await succeeding.preview(records, caller, command, new)
    return answer(_previewed(heritage, passing))


@router.get(
    "/successions",
    operation_id="list_successions",
    summary="Các lần sắp xếp tổ chức / successions in order of id",
    response_model=SuccessionPage,
    responses=refusals(403, 404, 422),
)
async def list_successions(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.successions.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/successions/{succession}",
    operation_id="get_succession",
    summary="Một lần sắp xếp tổ chức / one succession",
    response_model=SuccessionSnapshot,
    responses=refusals(403, 404),
)
async def get_succession(tenant: InsidersTenant, succession: SuccessionId, records: Kept) -> Response:
    known = await existing(records.successions, tenant, succession)
    return answer(known.model_dump(mode="json"), version=known.version)


def _previewed(heritage: Heritage, passing: list[Passing]) -> dict[str, Any]:
    day = last_day(heritage.succession).isoformat()
    ending = [{"unit": unit, "last_day": day, "successor": heir} for unit, heir in heritage.ending.items()]
    return {
        "ending": ending,
        "inherited": [one.model_dump(mode="json") for one in inherited(passing)],
        "passing": [_shown(one) for one in passing if one.to is not None],
        "left": [_shown(one) for one in passing if one.to is None],
    }


def _shown(one: Passing) -> dict[str, Any]:
    return {"sort": one.sort, "id": one.id, "kind": one.kind, "from_unit": one.from_, "to_unit": one.to}
