"""What is set once: the clusters and regions of provinces, and a tenant's principle "5-4-3-2-1"."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, Field

from services.tasks.api import settings_examples as examples
from services.tasks.api.access import InsidersTenant, Kept
from services.tasks.api.views import answer, registered
from services.tasks.domain.directives import principle
from services.tasks.domain.directives.principle import PrincipleWish
from services.tasks.domain.organisation.clusters import TABLE, ClusterTable
from services.tasks.usecases import setting_up
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.clusters import Cluster, ClustersSnapshot
from shared.events.principles import PrincipleSlot, PrincipleSnapshot
from shared.tenancy.identifiers import CENTRAL

router = APIRouter(prefix="/v1/{tenant}", tags=["settings"])
_SETTING = refusals(403, 404, 409, 412, 413, 422)
_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")


class SetClusters(ClustersSnapshot):
    sequence: int = _SEQUENCE


class ClustersView(BaseModel):
    version: int = Field(description="0 where none was set")
    clusters: list[Cluster]


class FilledPrinciple(PrincipleSnapshot):
    sequence: int = _SEQUENCE


class PrincipleView(BaseModel):
    """Its name and its five numbers; what is written under them is the tenant's own."""

    name: str
    version: int = Field(description="0 where nothing was written")
    empty: bool = Field(description="Whether nothing is written under any number")
    filled_by_role: str | None
    slots: list[PrincipleSlot]


@router.put(
    "/clusters",
    operation_id="set_clusters",
    summary="Gộp tỉnh theo cụm, vùng / group provinces by cluster and region",
    description="The whole table, by the central standing agency (FR-TW-17).",
    response_model=SetClusters,
    responses=_SETTING,
)
async def set_clusters(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    wish: Annotated[ClusterTable, Body(openapi_examples=examples.CLUSTERS)],
) -> Response:
    return registered(await setting_up.set_clusters(records, caller, command, wish), 200)


@router.get(
    "/clusters",
    operation_id="get_clusters",
    summary="Các cụm, vùng / clusters and regions of provinces",
    description="Those of the central level, for every tenant to read.",
    response_model=ClustersView,
    responses=refusals(403, 404),
)
async def get_clusters(_: InsidersTenant, records: Kept) -> Response:
    known = await records.clusters.get(CENTRAL, TABLE)
    said = known.model_dump(mode="json", include={"version", "clusters"}) if known else {"version": 0, "clusters": []}
    return answer(said, version=known.version if known else None)


@router.put(
    "/principle",
    operation_id="fill_principle",
    summary="Điền nguyên tắc “5-4-3-2-1” / write what the principle means",
    description="By the chairman or the standing agency (FR-BP-15).",
    response_model=FilledPrinciple,
    responses=_SETTING,
)
async def fill_principle(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    wish: Annotated[PrincipleWish, Body(openapi_examples=examples.PRINCIPLE)],
) -> Response:
    return registered(await setting_up.fill_principle(records, caller, command, wish), 200)


@router.get(
    "/principle",
    operation_id="get_principle",
    summary="Nguyên tắc “5-4-3-2-1” / the principle",
    description="Empty until the tenant writes into it: no text says what it means.",
    response_model=PrincipleView,
    responses=refusals(403, 404),
)
async def get_principle(tenant: InsidersTenant, records: Kept) -> Response:
    known = await records.principles.get(tenant, principle.NAME)
    slots = known.slots if known else principle.EMPTY
    return answer(
        {
            "name": principle.NAME,
            "version": known.version if known else 0,
            "empty": slots == principle.EMPTY,
            "filled_by_role": known.filled_by_role if known else None,
            "slots": [slot.model_dump(mode="json") for slot in slots],
        },
        version=known.version if known else None,
    )
