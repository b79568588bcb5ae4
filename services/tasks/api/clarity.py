"""What has to be clear about every task of a tenant, and how many tasks are clear."""

import dataclasses
from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, Field

from services.tasks.api import details_examples as examples
from services.tasks.api.access import Kept, KnownTenant
from services.tasks.api.views import answer, registered
from services.tasks.domain.works.clarity import PRESETS, ClarityWish
from services.tasks.usecases import clarifying
from shared.chassis import Now, Reader, TenantCommand, refusals
from shared.events import ClaritySnapshot
from shared.events.clarity import Criterion

router = APIRouter(prefix="/v1/{tenant}", tags=["clarity"])


class ChosenClarity(ClaritySnapshot):
    sequence: int = Field(description="Number of the event; it is visible to readers that have applied this number")


class ClarityStanding(BaseModel):
    """The criteria in force and the share of tasks that are clear by them; cancelled tasks are not counted."""

    preset: str
    criteria: list[Criterion]
    chosen_by_role: str | None = Field(description="Who chose them, as a role; null: nobody has chosen yet")
    presets: dict[str, list[Criterion]] = Field(description="What can be chosen, besides custom")
    total: int
    clear: int
    rate_clear: float | None = Field(description="Percent, half-up, two decimals; null where there are no tasks")
    missing: dict[str, int] = Field(description="Tasks by criterion that is not clear about them")


@router.put(
    "/clarity",
    operation_id="choose_clarity",
    summary="Chọn bộ tiêu chí “rõ” / choose what has to be clear",
    description="By the chairman or the standing agency; the journal keeps who chose.",
    response_model=ChosenClarity,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def choose_clarity(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    wish: Annotated[ClarityWish, Body(openapi_examples=examples.CLARITY)],
) -> Response:
    return registered(await clarifying.choose(records, caller, command, wish), 200)


@router.get(
    "/clarity",
    operation_id="get_clarity",
    summary="Bộ tiêu chí và tỷ lệ đủ rõ / the criteria and the share of clear tasks",
    response_model=ClarityStanding,
    responses=refusals(403, 404),
)
async def get_clarity(tenant: KnownTenant, records: Kept, clock: Now) -> Response:
    choice, by = await records.clarity.chosen(tenant), await clarifying.yardstick(records, tenant)
    rate = await clarifying.rate(records, tenant, by.criteria, clock.now())
    return answer(
        {
            **dataclasses.asdict(by),
            "chosen_by_role": choice.chosen_by_role if choice else None,
            "presets": PRESETS,
            **dataclasses.asdict(rate),
            "rate_clear": rate.percent,
        }
    )
