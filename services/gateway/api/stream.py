"""The feed by server-sent events. A client is a cursor: it is fed as fast as it reads and holds no queue here."""

import contextlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from services.gateway.api.guards import Guards, Visitor, caller_key, expiry_of
from services.gateway.api.writing import Writer
from services.gateway.domain import frames
from services.gateway.domain.allowances import Seats
from services.gateway.domain.live_events import LiveEvent
from services.gateway.usecases.feed import Patience, follow
from services.gateway.usecases.hub import Hub
from shared.calendar import Clock
from shared.chassis import Now, Responses, invalid, refusals
from shared.observability import metrics
from shared.tenancy import TenantId

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
class Waiting:
    """How long this gateway waits for what, and by which clock."""

    patience: Patience
    clock: Clock


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream begins and when it ends: `expires` is the second (Unix time) at which its token does."""

    tenant: TenantId
    cursor: int
    reset: bool
    expires: float


class Client:
    """Who listens: a cursor, and the way to write. The hub writes by itself as long as the client keeps up."""

    def __init__(self, writer: Writer, place: Place, clock: Clock) -> None:
        self.cursor = place.cursor
        self._writer = writer
        self._expires = place.expires
        self._clock = clock

    @property
    def expired(self) -> bool:
        return self._clock.now().timestamp() >= self._expires

    def take(self, events: Sequence[LiveEvent], chunk: bytes) -> bool:
        """False where it has to be looked after: it is busy, or its token has ended."""
        if self._writer.busy or self.expired:
            return False
        self._writer.begin(chunk)
        self.cursor = events[-1].sequence
        metrics.sse_events.inc(len(events))
        return not self._writer.busy


class EventStream(StreamingResponse):
    """Takes its seat when it begins and leaves it however it ends; a client that takes nothing for long is let go."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, place: Place, seat: AbstractContextManager[None], waiting: Waiting) -> None:
        super().__init__((), headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        self._hub = hub
        self._place = place
        self._seat = seat
        self._waiting = waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._seat, metrics.sse_clients.track_inprogress(), contextlib.suppress(TimeoutError):
            await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        writer = Writer(send, self._waiting.patience.write)
        await writer.write(frames.greeting(_RETRY_MILLISECONDS))
        if self._place.reset:
            await writer.write(frames.reset(self._place.cursor))
        await writer.write(await self._tell(writer))
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell(self, writer: Writer) -> bytes:
        """Until it ends; gives the last words."""
        client = Client(writer, self._place, self._waiting.clock)
        batches = follow(self._hub, self._place.tenant, client, _BATCH, self._waiting.patience)
        async with contextlib.aclosing(batches):
            async for events in batches:
                if client.expired:
                    return frames.TOKEN_EXPIRED
                await writer.write(frames.frames(events) if events else frames.KEEP_ALIVE)
                metrics.sse_events.inc(len(events))
        return frames.CLOSING


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
        place = Place(TenantId(tenant), cursor, beyond, await expiry_of(request))
        return EventStream(hub, place, seats.taken(tenant, caller_key(principal)), Waiting(patience, clock))

    return router
