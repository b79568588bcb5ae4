"""The feed by polling: CloudEvents in order of their sequence, with a wait where there are none (FR-TW-08)."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from services.gateway.api.guards import Guards, Visitor, caller_key
from services.gateway.domain.allowances import Seats
from services.gateway.domain.live_events import LiveEvent
from services.gateway.usecases.feed import Wanted, page
from services.gateway.usecases.hub import Hub
from shared.chassis import Responses, refusals
from shared.events import Event
from shared.tenancy import TenantId

_LONGEST_WAIT = 60
_DESCRIPTION = """
CloudEvents with a sequence above `after`, in order and without a gap. Keep `next` and ask again with it: nothing is missed
and nothing comes twice. With `wait` the answer comes as soon as there is something, at the latest after so many seconds.
"""


class EventPage(BaseModel):
    """`next` is the sequence of the last item, or `after` where there is none."""

    items: list[Event]
    next: int = Field(ge=0)


_ANSWERS: Responses = {200: {"model": EventPage}, **refusals(403, 404, 422)}


def feed_routes(hub: Hub, seats: Seats, guards: Guards = ()) -> APIRouter:
    router = APIRouter(dependencies=guards)

    @router.get(
        "/v1/{tenant}/events",
        summary="Sự kiện sau một số thứ tự / events after a sequence",
        description=_DESCRIPTION,
        responses=_ANSWERS,
    )
    async def events(
        tenant: str,
        principal: Visitor,
        after: Annotated[int, Query(ge=0, le=10**15, description="the sequence that was read last")] = 0,
        limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
        wait: Annotated[float, Query(ge=0, le=_LONGEST_WAIT, description="seconds")] = 0,
    ) -> Response:
        wanted = Wanted(TenantId(tenant), after, limit, own=principal.tenant == tenant)
        seat = seats.taken(tenant, caller_key(principal)) if wait else nullcontext()
        with seat:
            found = await page(hub, wanted, wait)
        return Response(_written(found, after), media_type="application/json")

    return router


def _written(events: Sequence[LiveEvent], after: int) -> bytes:
    """The events' own texts, not parsed and written again."""
    items = b",".join(event.body for event in events)
    return b'{"items":[%b],"next":%d}' % (items, events[-1].sequence if events else after)
