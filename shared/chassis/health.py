"""Health: `/healthz` says that the process answers, `/readyz` whether it can do its work and why not, `/metrics` how it does."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

from shared.messaging.reaching import BusAway
from shared.observability.logs import without_passwords

_CHECK_SECONDS = 2.0


def health_routes(checks: Mapping[str, Callable[[], Awaitable[None]]]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        outcomes = await asyncio.gather(*(_outcome(check) for check in checks.values()))
        found = {name: outcome.words for name, outcome in zip(checks, outcomes, strict=True)}
        ready = not any(outcome.hinders for outcome in outcomes)
        return JSONResponse({"ready": ready, "checks": found}, 200 if ready else 503)

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


class _Outcome(NamedTuple):
    words: str
    hinders: bool


async def _outcome(check: Callable[[], Awaitable[None]]) -> _Outcome:
    try:
        await asyncio.wait_for(check(), _CHECK_SECONDS)
    except BusAway as away:
        # Said, but no reason to send people away: a service works on without the bus.
        return _Outcome(str(away), hinders=False)
    except Exception as problem:
        # Any failure of a check is its answer.
        return _Outcome(without_passwords(str(problem)) or type(problem).__name__, hinders=True)
    return _Outcome("ok", hinders=False)
