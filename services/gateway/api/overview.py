"""The overview of a tenant: one answer made of three services' parts."""

from collections.abc import Mapping
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.gateway.api.exchange import passed_back, passed_on
from services.gateway.api.guards import Guards, Visitor
from services.gateway.usecases.overview import Overviews, Question, Refused
from shared.calendar import InvalidMoment, as_of_instant
from shared.chassis import Responses, invalid, refusals
from shared.observability import metrics
from shared.tenancy import TenantId

_DESCRIPTION = """
Figures come from reporting, `head` (the newest event's sequence) from tasks, `unread` from the caller's inbox. A part that
does not answer is named in `degraded` and its fields are null. While reporting is away the last figures of now are shown
with `stale_since`; other dates are not guessed. `sequence` below `head` means that the newest changes are being counted.
"""
_AS_OF = "an instant with its offset, or a date, which means its last instant in Vietnam; without it: now"
_KNOWN_AT = "an instant or a date: only what had been recorded by then; without it: what is known now"
_SCHEMA = {"application/json": {"schema": {"$ref": "#/components/schemas/Overview"}}}
_ANSWERS: Responses = {200: {"content": _SCHEMA}, **refusals(403, 404, 422)}


async def moments_of(
    as_of: Annotated[str | None, Query(description=_AS_OF)] = None,
    known_at: Annotated[str | None, Query(description=_KNOWN_AT)] = None,
) -> Mapping[str, str]:
    """Those that are given, as they are given. Checked here too: reporting, which reads them, may be away."""
    given = {"as_of": as_of, "known_at": known_at}
    return {name: _checked(name, text) for name, text in given.items() if text is not None}


Moments = Annotated[Mapping[str, str], Depends(moments_of)]


def overview_routes(overviews: Overviews, guards: Guards = ()) -> APIRouter:
    router = APIRouter(dependencies=guards)

    @router.get(
        "/v1/{tenant}/overview",
        summary="Tổng quan / where a tenant stands",
        description=_DESCRIPTION,
        responses=_ANSWERS,
    )
    async def overview(tenant: str, principal: Visitor, request: Request, moments: Moments) -> Response:
        question = Question(TenantId(tenant), principal, moments, passed_on(request))
        try:
            view = await overviews.of(question)
        except Refused as refusal:
            return passed_back(refusal.answer)
        for missing in view["degraded"]:
            metrics.gateway_degraded.labels(missing["part"]).inc()
        return Response(orjson.dumps(view), media_type="application/json")

    return router


def _checked(name: str, text: str) -> str:
    try:
        as_of_instant(text)
    except InvalidMoment as problem:
        raise invalid(
            f"query.{name}",
            "invalid_moment",
            "phải là ngày (2024-03-31) hoặc thời điểm kèm múi giờ (2024-03-31T23:59:00+07:00)",
            "must be a date (2024-03-31) or an instant with its offset (2024-03-31T23:59:00+07:00)",
        ) from problem
    return text
