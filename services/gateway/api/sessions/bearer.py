"""The one place where a cookie becomes a bearer token."""

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.api.problems import CROSS_SITE
from services.gateway.api.sessions.address import Address
from services.gateway.api.sessions.jar import Jar
from shared.chassis import Problem
from shared.observability import metrics

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class CookieIsBearer:
    """Everything behind it sees the token and no difference. A token in the header wins.

    Browsers send cookies along with whatever any page makes them send: a change is taken only from a page of ours.
    """

    def __init__(self, app: ASGIApp, jar: Jar, address: Address) -> None:
        self._app = app
        self._jar = jar
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = self._token(Request(scope)) if scope["type"] == "http" else None
        if token is None:
            await self._app(scope, receive, send)
        elif scope["method"] not in _READING and not self._address.is_ours(Request(scope)):
            metrics.sessions_refused.labels("cross_site").inc()
            await Problem(CROSS_SITE).answer(Request(scope))(scope, receive, send)
        else:
            header = (b"authorization", f"Bearer {token}".encode())
            await self._app({**scope, "headers": [*scope["headers"], header]}, receive, send)

    def _token(self, request: Request) -> str | None:
        return None if "authorization" in request.headers else self._jar.taken(request)
