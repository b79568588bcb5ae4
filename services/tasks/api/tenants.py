"""Tenants: joining, and which of them the caller may see."""

from typing import Annotated

from fastapi import APIRouter, Body, Request, Response

from services.tasks.api import examples
from services.tasks.api.access import Cursor, Kept, Limit, paged
from services.tasks.api.views import RegisteredTenant, TenantPage, page, registered
from services.tasks.domain.organisation.tenant import NewTenant
from services.tasks.usecases.joining import join, visible_tenants
from shared.chassis import Caller, command_of, refusals
from shared.tenancy import TenantId

router = APIRouter(prefix="/v1/tenants", tags=["tenants"])


@router.post(
    "",
    operation_id="register_tenant",
    summary="Thêm tỉnh hoặc cấp Trung ương / let a tenant join",
    status_code=201,
    response_model=RegisteredTenant,
    responses=refusals(403, 409, 413, 422),
)
async def register_tenant(
    request: Request, caller: Caller, records: Kept, new: Annotated[NewTenant, Body(openapi_examples=examples.TENANT)]
) -> Response:
    command = await command_of(request, caller, TenantId(new.id))
    return registered(await join(records, caller, command, new))


@router.get(
    "",
    operation_id="list_tenants",
    summary="Các tỉnh mà bạn được xem / the tenants that you may see",
    response_model=TenantPage,
    responses=refusals(422),
)
async def list_tenants(caller: Caller, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    tenants, after = await paged(visible_tenants(records, caller, limit, cursor), cursor)
    return page(tenants, after)
