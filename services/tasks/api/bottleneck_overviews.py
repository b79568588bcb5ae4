"""Who leads the groups of bottlenecks in a tenant, and bottlenecks of every province for the central level."""

import logging
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Response

from services.tasks.api import bottleneck_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, paged
from services.tasks.api.bottleneck_filters import CommonFilters, ProvincesFilters
from services.tasks.api.bottleneck_views import (
    BottleneckPage,
    ChangedLeads,
    LeadsView,
    ThemeList,
    bottleneck_json,
    leads_json,
)
from services.tasks.api.views import answer
from services.tasks.domain.bottlenecks.bottleneck_leads import TABLE, LeadTable
from services.tasks.domain.errors import NotAllowed
from services.tasks.usecases import watching_bottlenecks
from services.tasks.usecases.leading_groups import set_leads
from shared.chassis import Caller, Now, Reader, TenantCommand, refusals
from shared.tenancy import AcrossTenants, TenantId

router = APIRouter(tags=["bottlenecks"])
_log = logging.getLogger(__name__)


async def _central_reader(caller: Caller) -> AcrossTenants:
    """The one role that reads every province. Each such read is written to the log with who asked for it (G6)."""
    if not caller.reads_every_province:
        raise NotAllowed
    reason = AcrossTenants(f"bottlenecks of every province for {caller.role}@{caller.tenant}")
    _log.info("provinces are read across tenants", extra={"reason": reason.reason, "subject": caller.subject})
    return reason


Across = Annotated[AcrossTenants, Depends(_central_reader)]


@router.get(
    "/v1/bottlenecks",
    operation_id="list_bottlenecks_of_provinces",
    summary="Điểm nghẽn của các tỉnh / bottlenecks of every province",
    description="For the central level; in order of province and id, each once: where it goes on.",
    response_model=BottleneckPage,
    responses=refusals(403, 422),
)
async def list_bottlenecks_of_provinces(
    reason: Across, records: Kept, clock: Now, filters: Annotated[ProvincesFilters, Query()]
) -> Response:
    wanted, limit, cursor = filters.search(), filters.limit, filters.cursor
    if filters.province:
        page = records.bottlenecks.search(TenantId(filters.province), wanted, limit, cursor)
    else:
        page = watching_bottlenecks.across(records, reason, wanted, limit, cursor)
    found = await paged(page, cursor)
    now = clock.now()
    return answer({"items": [bottleneck_json(known, now) for known in found.items], "next": found.after})


@router.get(
    "/v1/bottlenecks/themes",
    operation_id="list_bottleneck_themes",
    summary="Cùng một điểm nghẽn ở nhiều tỉnh / the same bottleneck in several provinces",
    description="For the central level; the most widespread first.",
    response_model=ThemeList,
    responses=refusals(403, 422),
)
async def list_bottleneck_themes(reason: Across, records: Kept, filters: Annotated[CommonFilters, Query()]) -> Response:
    return answer({"items": await watching_bottlenecks.themes(records, reason, filters.search())})


@router.get(
    "/v1/{tenant}/bottleneck-leads",
    operation_id="get_bottleneck_leads",
    summary="Cơ quan chủ trì 5 nhóm điểm nghẽn / who leads the five groups",
    response_model=LeadsView,
    responses=refusals(403, 404),
)
async def get_bottleneck_leads(tenant: InsidersTenant, records: Kept) -> Response:
    table = await records.bottleneck_leads.get(tenant, TABLE)
    return answer(leads_json(table), version=table.version if table else None)


@router.put(
    "/v1/{tenant}/bottleneck-leads",
    operation_id="set_bottleneck_leads",
    summary="Phân công cơ quan chủ trì / name who leads the groups",
    description="The whole table, by the standing agency and the Office.",
    response_model=ChangedLeads,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def set_bottleneck_leads(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    wish: Annotated[LeadTable, Body(openapi_examples=examples.LEADS)],
) -> Response:
    committed = await set_leads(records, caller, command, wish)
    return answer(leads_json(committed.state) | {"sequence": committed.sequence}, version=committed.state.version)
