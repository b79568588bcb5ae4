"""The services behind the gateway, as small as they can be and as troublesome as they may be."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import orjson
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

INTERNAL_KEY = "between-services"


@dataclass
class Received:
    """A request as the service saw it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Upstream:
    """`trouble`: hang, fail (500), garbage, or none. `answers` replaces what it would say."""

    trouble: str = ""
    answers: dict[str, Response] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    journal: defaultdict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def happen(self, tenant: str, count: int = 1, **data: Any) -> int:
        """Adds events to the tenant's journal; answers the newest sequence."""
        for _ in range(count):
            sequence = len(self.journal[tenant]) + 1
            self.journal[tenant].append(event_text(tenant, sequence, **data))
        return len(self.journal[tenant])

    async def respond(self, request: Request, usual: Any) -> Response:
        body = await request.body()
        target = request.scope["raw_path"].decode() + (f"?{request.url.query}" if request.url.query else "")
        self.received.append(Received(request.method, target, dict(request.headers), body))
        if self.trouble == "hang":
            await self.released.wait()
        if self.trouble == "fail":
            return JSONResponse({"type": "https://tiendo.vn/problems/internal-error", "status": 500}, 500)
        if self.trouble == "garbage":
            return Response(b"<html>", media_type="text/html")
        return self.answers.get(request.url.path) or JSONResponse(usual)


def event_text(tenant: str, sequence: int, kind: str = "vn.tiendo.task.status-changed.v1", **data: Any) -> bytes:
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": f"{tenant}-{sequence}",
            "source": "/tasks",
            "type": kind,
            "subject": data.get("subject", f"T-{sequence}"),
            "time": "2024-04-02T03:00:00.000000Z",
            "datacontenttype": "application/json",
            "dataschema": f"https://tiendo.vn/schemas/{kind}.json",
            "tenant": tenant,
            "sequence": sequence,
            "recordedtime": "2024-04-02T03:00:00.000000Z",
            "actor": "standing_officer",
            "correlationid": "c",
            "data": data,
        }
    )


def registration(tenant: str, level: str, name_vi: str, name_en: str, source: str = "seed") -> bytes:
    """The event by which a tenant's journal begins."""
    after = {
        "id": tenant,
        "tenant": tenant,
        "version": 1,
        "source": source,
        "level": level,
        "short_code": tenant[:2].upper(),
        "name_vi": name_vi,
        "name_en": name_en,
    }
    return event_text(tenant, 1, "vn.tiendo.tenant.registered.v1", after=after)


def journal_routes(app: FastAPI, upstream: Upstream) -> None:
    def refused(request: Request) -> bool:
        return request.headers.get("authorization") != f"Bearer {INTERNAL_KEY}" or upstream.trouble == "fail"

    @app.get("/internal/journal")
    async def journal(request: Request, tenant: str, after: int, limit: int) -> Response:
        if upstream.trouble == "hang":
            await upstream.released.wait()
        if refused(request):
            return Response(status_code=503)
        return Response(b"\n".join(upstream.journal[tenant][after : after + limit]))

    @app.get("/internal/journal/heads")
    async def heads(request: Request) -> Response:
        if upstream.trouble == "hang":
            await upstream.released.wait()
        if refused(request):
            return Response(status_code=503)
        return JSONResponse({"heads": {tenant: len(lines) for tenant, lines in upstream.journal.items() if lines}})


def application(upstream: Upstream, usual: dict[str, Any]) -> FastAPI:
    """Answers every path with what is usual for it, or with an echo of nothing."""
    app = FastAPI()
    journal_routes(app, upstream)

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def anything(request: Request) -> Response:
        last = request.url.path.rsplit("/", 1)[-1]
        return await upstream.respond(request, usual.get(last, {"items": [], "next": None}))

    return app
