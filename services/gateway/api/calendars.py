"""Calendars by secret link, for programs that show no token: whether a link opens anything is for notifications to say."""

import time

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.api.exchange import passed_back
from services.gateway.api.passthrough import Passing
from services.gateway.domain.allowances import Buckets, whole_seconds
from services.gateway.ports import Ask
from shared.chassis import Problem, correlation_of
from shared.chassis.problems import NOT_FOUND, TOO_MANY_REQUESTS
from shared.tenancy import is_identifier


def calendar_routes(passing: Passing, buckets: Buckets) -> APIRouter:
    """Not described: programs for calendars need nothing but the link. Nothing of the request goes on but the path."""
    router = APIRouter(include_in_schema=False)

    @router.get("/calendars/{tenant}/{link}")
    async def read_calendar(request: Request, tenant: str, link: str, lang: str = "vi") -> Response:
        if not (is_identifier(tenant) and is_identifier(link)):
            raise Problem(NOT_FOUND)
        handle = link.partition(".")[0]
        if wait := buckets.take(("calendar", tenant, handle), time.monotonic()):
            raise Problem(TOO_MANY_REQUESTS, headers={"retry-after": str(whole_seconds(wait))})
        headers = {"x-correlation-id": correlation_of(request)}
        query = "lang=en" if lang == "en" else ""
        ask = Ask("GET", f"/calendars/{tenant}/{link}", query, headers)
        return passed_back(await passing.services.ask("notifications", ask, passing.requests.within))

    return router
