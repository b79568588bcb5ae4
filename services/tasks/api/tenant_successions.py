"""Tenants over time: one is succeeded by another (FR-X-07)."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, Field

from services.tasks.api import succession_examples as examples
from services.tasks.api.access import Cursor, Kept, Limit, paged
from services.tasks.api.successions import InheritedView
from services.tasks.api.views import answer, registered
from services.tasks.domain.tenant_successions.moving import Moving
from services.tasks.domain.tenant_successions.tenant_succession import NewTenantSuccession, inherited
from services.tasks.usecases import succeeding_tenants as succeeding
from services.tasks.usecases.succeeding_tenants import Outlook
from shared.chassis import Caller, Now, command_of, refusals
from shared.events.tenant_successions import TenantSuccessionSnapshot
from shared.tenancy import TenantId

router = APIRouter(prefix="/v1/tenant-successions", tags=["tenants"])

New = Annotated[NewTenantSuccession, Body(openapi_examples=examples.TENANT_SUCCESSION)]


class MovingView(BaseModel):
    """One thing that goes on in the successor."""

    sort: str = Field(description="task, assignment, child, pilot_model, bottleneck")
    id: str
    from_unit: str | None = Field(description="Null where it is assigned to a class of units")
    to_unit: str | None = Field(description="Null: nobody was chosen for it, so the succession would be refused")


class TenantSuccessionPreview(BaseModel):
    """What would happen. What is done or cancelled stays, with its history, in the tenant that ends."""

    tenant: str
    last_day: str
    successor: str
    inherited: list[InheritedView]
    moving: list[MovingView]
    left: list[MovingView] = Field(description="What nobody takes over: name an heir, or choose a unit for the work")
    ends: dict[str, int] = Field(description="What is owed to the tenant that ends, by sort: it is owed no more")
    stays: dict[str, int] = Field(description="What stays as history, by sort; the successor keeps its own")


class EnteredTenantSuccession(TenantSuccessionSnapshot):
    sequence: int = Field(description="Number of the event in the journal of the tenant that ends")


class TenantSuccessionView(TenantSuccessionSnapshot):
    left: int = Field(description="How many works are still to pass on; 0 when it is completed")


class TenantSuccessionPage(BaseModel):
    items: list[TenantSuccessionView]
    next: str | None = Field(description="Cursor of the next page; null at the end")


@router.post(
    "",
    operation_id="enter_tenant_succession",
    summary="Sáp nhập tỉnh / one tenant is succeeded by another",
    description="By operations, on the day or later. Open work passes on in the background; the list shows how far it is.",
    status_code=202,
    response_model=EnteredTenantSuccession,
    responses=refusals(403, 409, 413, 422),
)
async def enter_tenant_succession(request: Request, caller: Caller, records: Kept, new: New) -> Response:
    command = await command_of(request, caller, TenantId(new.tenant))
    return registered(await succeeding.enter(records, caller, command, new), 202)


@router.post(
    "/preview",
    operation_id="preview_tenant_succession",
    summary="Xem trước việc sáp nhập tỉnh / see what would go where",
    description="By operations; nothing changes, and ids are shown without any content. The day may lie ahead.",
    response_model=TenantSuccessionPreview,
    responses=refusals(403, 413, 422),
)
async def preview_tenant_succession(caller: Caller, clock: Now, records: Kept, new: New) -> Response:
    return answer(_previewed(await succeeding.preview(records, caller, new, clock.now())))


@router.get(
    "",
    operation_id="list_tenant_successions",
    summary="Các lần sáp nhập tỉnh / successions of tenants, with what is still to pass on",
    response_model=TenantSuccessionPage,
    responses=refusals(403, 422),
)
async def list_tenant_successions(
    caller: Caller, clock: Now, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(succeeding.list_successions(records, caller, limit, cursor), cursor)
    left = [await succeeding.left_of(records, TenantId(one.tenant), clock.now()) for one in found.items]
    items = [one.model_dump(mode="json") | {"left": count} for one, count in zip(found.items, left, strict=True)]
    return answer({"items": items, "next": found.after})


def _previewed(outlook: Outlook) -> dict[str, Any]:
    succession, moving = outlook.succession, outlook.moving
    return {
        "tenant": succession.tenant,
        "last_day": outlook.last_day.isoformat(),
        "successor": succession.successor,
        "inherited": [one.model_dump(mode="json") for one in inherited(moving)],
        "moving": [_shown(one) for one in moving if one.to is not None],
        "left": [_shown(one) for one in moving if one.to is None],
        "ends": outlook.ends,
        "stays": outlook.stays,
    }


def _shown(one: Moving) -> dict[str, Any]:
    return {"sort": one.sort, "id": one.id, "from_unit": one.from_, "to_unit": one.to}
