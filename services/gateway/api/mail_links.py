"""Pages behind the links in mails, for people who show no token: whether a link opens anything is for notifications to say."""

import time

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.api.exchange import bounded_body, passed_back
from services.gateway.api.passthrough import Passing
from services.gateway.domain.allowances import Buckets, whole_seconds
from services.gateway.ports import Ask
from shared.chassis import Problem, correlation_of
from shared.chassis.problems import NOT_FOUND, TOO_MANY_REQUESTS
from shared.tenancy import is_identifier

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""Such a page has a form and no script."""
_LARGEST_FORM = 4_096


def mail_link_routes(passing: Passing, buckets: Buckets) -> APIRouter:
    """Not described, and nothing of the request goes on but the path, which says all that the link is for, and the form."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/email/{tenant}/{sort}/{link}", methods=["GET", "POST"])
    async def open_mail_link(request: Request, tenant: str, sort: str, link: str) -> Response:
        if not all(map(is_identifier, (tenant, sort, link))):
            raise Problem(NOT_FOUND)
        if wait := buckets.take(("email", tenant, link.partition(".")[0]), time.monotonic()):
            raise Problem(TOO_MANY_REQUESTS, headers={"retry-after": str(whole_seconds(wait))})
        headers, form = {"x-correlation-id": correlation_of(request)}, await bounded_body(request, _LARGEST_FORM)
        ask = Ask(request.method, f"/email/{tenant}/{sort}/{link}", "", headers, form)
        page = passed_back(await passing.services.ask("notifications", ask, passing.requests.within))
        page.headers["content-security-policy"] = _POLICY
        return page

    return router
