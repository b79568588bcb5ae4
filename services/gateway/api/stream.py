"""The feed by server-sent events. A client is a cursor: it is fed as fast as it reads and holds no queue here."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from services.gateway.api.guards import Guards, Visitor, caller_key
from services.gateway.domain import frames
from services.gateway.domain.allowances import Seats
from services.gateway.domain.live_events import LiveEvent
from services.gateway.usecases.feed import Patience, follow
from services.gateway.usecases.hub import Hub
from shared.calendar import Clock
from shared.chassis import Now, Responses, invalid, refusals
from shared.chassis.authentication import Authenticator
from shared.observability import metrics
from shared.tenancy import TenantId

Batches = AsyncGenerator[Sequence[LiveEvent], None]
_BATCH = 32
_RETRY_MILLISECONDS = 2_000
_DIGITS = 15
_DESCRIPTION = """
Server-sent events: `id` is the sequence, `event` the type, `data` the CloudEvent. It begins after `Last-Event-ID` (or
`after`), otherwise with what happens next. A cursor beyond the newest event belongs to another journal: the stream then
begins with an event `reset` whose data is `{"head": N}`; fetch the view anew and go on. The stream ends with the token.
"""
_STREAM: dict[str, Any] = {"text/event-stream": {"schema": {"type": "string"}}}
_ANSWERS: Responses = {200: {"description": "A stream without an end", "content": _STREAM}, **refusals(403, 404, 422)}


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens: `cursor` is where it begins, `expires` the second (Unix time) at which its token ends."""

    cursor: int
    reset: bool
    expires: float


class EventStream(StreamingResponse):
    """Takes its seat when it begins and leaves it however it ends; a client that takes nothing for long is let go."""

    media_type = "text/event-stream"

    def __init__(self, body: AsyncIterator[bytes], seat: AbstractContextManager[None], write_seconds: float) -> None:
        super().__init__(body, headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        self._seat = seat
        self._write_seconds = write_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def bounded(message: Message) -> None:
            async with asyncio.timeout(self._write_seconds):
                await send(message)

        with self._seat, metrics.sse_clients.track_inprogress(), contextlib.suppress(TimeoutError):
            await super().__call__(scope, receive, bounded)


async def asked_for(
    after: Annotated[int | None, Query(ge=0, lt=10**_DIGITS, description="for clients that cannot set headers")] = None,
    last_event_id: Annotated[str | None, Header(description="set by browsers when they connect again")] = None,
) -> int | None:
    """The cursor that the client brings; a malformed one is a 422, for it was not given by us."""
    if not last_event_id:
        return after
    if last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) <= _DIGITS:
        return int(last_event_id)
    raise invalid("header.Last-Event-ID", "int_parsing", "phải là số thứ tự của sự kiện", "must be a sequence")


Asked = Annotated[int | None, Depends(asked_for)]


def stream_routes(hub: Hub, seats: Seats, patience: Patience, guards: Guards = ()) -> APIRouter:
    router = APIRouter(dependencies=guards)

    @router.get(
        "/v1/{tenant}/stream",
        summary="Sự kiện ngay khi xảy ra / events as they happen",
        description=_DESCRIPTION,
        responses=_ANSWERS,
        response_class=StreamingResponse,
    )
    async def stream(tenant: str, principal: Visitor, request: Request, clock: Now, asked: Asked) -> EventStream:
        head = await hub.head(TenantId(tenant), asked or 0, own=principal.tenant == tenant)
        beyond = asked is not None and asked > head
        cursor = head if asked is None or beyond else asked
        listener = Listener(cursor, beyond, await _expiry(request))
        batches = follow(hub, TenantId(tenant), cursor, _BATCH, patience)
        seat = seats.taken(tenant, caller_key(principal))
        return EventStream(_body(listener, batches, clock), seat, patience.write)

    return router


async def _body(listener: Listener, batches: Batches, clock: Clock) -> AsyncIterator[bytes]:
    yield frames.greeting(_RETRY_MILLISECONDS)
    if listener.reset:
        yield frames.reset(listener.cursor)
    async with contextlib.aclosing(batches):
        async for events in batches:
            if clock.now().timestamp() >= listener.expires:
                yield frames.TOKEN_EXPIRED
                return
            yield frames.frames(events) if events else frames.KEEP_ALIVE
            metrics.sse_events.inc(len(events))
    yield frames.CLOSING


async def _expiry(request: Request) -> float:
    """The caller has been verified, so the token is there and good."""
    authenticator: Authenticator = request.app.state.authenticator
    expires, _ = await authenticator.verified(request.headers["authorization"].split(maxsplit=1)[1])
    return expires
