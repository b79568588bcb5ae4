"""What every answer carries: headers that keep browsers safe, and the id by which its traces are found."""

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.chassis import correlation_of

_PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Envelope:
    """Security headers and the correlation id on every answer; no answer of the API is kept by a cache.

    A page may come with a policy of its own; what services say of the matter is not passed back to here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        correlation = correlation_of(Request(scope))
        of_api = scope["path"].startswith("/v1/")

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                policy = _PAGE_POLICY if is_page else _DATA_POLICY
                for name, value in (*_ALWAYS.items(), ("content-security-policy", policy)):
                    headers.setdefault(name, value)
                headers["x-correlation-id"] = correlation
                if of_api:
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, sealed)
