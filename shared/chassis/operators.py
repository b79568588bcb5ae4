"""`/internal/…` of a service with a read model: rebuilds and parked events, for the command line of whoever runs it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from shared.chassis.doors import InternalCaller
from shared.chassis.problems import NOT_FOUND, Problem
from shared.messaging.ignoring import IgnoredEvents
from shared.messaging.letters import Letter
from shared.messaging.rebuilding import Rebuild, UnknownTenant, Wishes
from shared.messaging.redrive import Redrive, Redriven
from shared.tenancy import TenantId, is_identifier

After = Annotated[int, Query(ge=0, le=10**12)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tenant: str | None = None


class RebuildAsked(_Asked):
    """`switch`: also where something differs; `anew`: not from where an earlier rebuild was interrupted."""

    switch: bool = False
    anew: bool = False


class RedriveAsked(BaseModel):
    """Letters above the number `after`, or the one with the number `only`."""

    model_config = ConfigDict(extra="forbid")

    tenant: str
    after: int = Field(default=0, ge=0)
    only: int | None = Field(default=None, ge=1)


def operator_routes(wishes: Wishes, redrive: Redrive, ignored: IgnoredEvents) -> APIRouter:
    router = APIRouter(prefix="/internal", dependencies=[InternalCaller], include_in_schema=False)
    _rebuilding(router, wishes)
    _parked(router, wishes, redrive, ignored)
    return router


def _rebuilding(router: APIRouter, wishes: Wishes) -> None:
    @router.post("/rebuild", status_code=202)
    async def rebuild(asked: RebuildAsked) -> dict[str, Any]:
        """Returns at once; what becomes of it is read."""
        tenants = await _tenants(wishes, asked.tenant)
        return _rebuilds([await wishes.rebuild(each, switch_anyway=asked.switch, anew=asked.anew) for each in tenants])

    @router.get("/rebuild")
    async def read_rebuilds(tenant: str | None = None) -> dict[str, Any]:
        return _rebuilds([await wishes.known(each) for each in await _tenants(wishes, tenant)])

    @router.post("/rebuild/pause")
    async def pause(asked: _Asked) -> dict[str, Any]:
        return _rebuilds([await wishes.pause(each) for each in await _tenants(wishes, asked.tenant)])


def _parked(router: APIRouter, wishes: Wishes, redrive: Redrive, ignored: IgnoredEvents) -> None:
    @router.get("/parked")
    async def read_parked(tenant: str | None = None, after: After = 0) -> dict[str, Any]:
        """For each tenant how many letters there are, the first of them above `after`, and what was ignored."""
        found = []
        for each in await _tenants(wishes, tenant):
            letters = await redrive.letters.page(each, after)
            found.append(
                {
                    "tenant": each,
                    "parked": await redrive.letters.count(each),
                    "letters": [_letter(letter) for letter in letters],
                    "ignored": [_ignored(tally) for tally in await ignored.of(each)],
                }
            )
        return {"tenants": found}

    @router.post("/redrive")
    async def redrive_some(asked: RedriveAsked) -> dict[str, Any]:
        """Some at a time, so that a request ends; `next` is what to pass as `after`, null where there are no more."""
        (tenant,) = await _tenants(wishes, asked.tenant)
        redriven = await redrive.some(tenant, asked.after, asked.only)
        more = redriven[-1].letter.sequence if redriven and asked.only is None else None
        return {"redriven": [_redriven(one) for one in redriven], "next": more}


async def _tenants(wishes: Wishes, only: str | None) -> list[TenantId]:
    if only is not None and not is_identifier(only):
        raise Problem(NOT_FOUND)
    try:
        return await wishes.tenants(None if only is None else TenantId(only))
    except UnknownTenant as problem:
        raise Problem(NOT_FOUND) from problem


def _rebuilds(rebuilds: list[Any]) -> dict[str, Any]:
    known = [rebuild for rebuild in rebuilds if isinstance(rebuild, Rebuild)]
    return {"rebuilds": [{**rebuild.model_dump(mode="json"), "active": rebuild.active} for rebuild in known]}


def _letter(letter: Letter) -> dict[str, Any]:
    """Without the event's data, which is business."""
    return {
        "tenant": letter.tenant,
        "sequence": letter.sequence,
        "type": letter.event.type,
        "subject": letter.event.subject,
        "reason": letter.reason,
        "tries": letter.tries,
        "parked_at": letter.parked_at,
    }


def _ignored(tally: dict[str, Any]) -> dict[str, Any]:
    return {name: tally[name] for name in ("type", "count", "first", "last")}


def _redriven(one: Redriven) -> dict[str, Any]:
    attempt = one.attempt
    return {
        **_letter(one.letter),
        "outcome": attempt.outcome.value,
        "superseded_by": attempt.superseded_by,
        "why": attempt.reason,
    }
