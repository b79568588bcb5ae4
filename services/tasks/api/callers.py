"""The caller, as this deployment knows them."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from services.tasks.api.access import Kept, partner_of
from services.tasks.api.views import answer
from shared.chassis import Caller, refusals
from shared.tenancy import Role

router = APIRouter(prefix="/v1/me", tags=["tenants"])


class Me(BaseModel):
    """Who the token says that the caller is."""

    tenant: str = Field(examples=["nghe-an"])
    role: Role
    unit: str | None = Field(examples=["NA-STP"])
    deputy: bool = Field(description="Signs for the head of the unit")
    partner: bool = Field(
        description="Of an external partner, which sees only the tasks that it is attached to (FR-NA-20)"
    )


@router.get(
    "",
    operation_id="get_caller",
    summary="Tôi là ai / who I am here",
    response_model=Me,
    responses=refusals(),
)
async def get_caller(caller: Caller, records: Kept) -> Response:
    partner = await partner_of(records, caller) is not None
    me = Me(tenant=caller.tenant, role=caller.role, unit=caller.unit, deputy=caller.deputy, partner=partner)
    return answer(me.model_dump(mode="json"))
