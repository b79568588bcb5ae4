"""How large a request's body may be."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.chassis.problems import PAYLOAD_TOO_LARGE, Problem

MOST = "tiendo.body_limit"
"""Where the scope keeps the limit, in bytes."""


class BoundedBody:
    """413 for a body beyond `most` bytes: at once where its length is announced, otherwise when that much has come.

    `exceptions`: other limits for paths that match a pattern as a whole.
    """

    def __init__(self, app: ASGIApp, most: int, exceptions: Mapping[str, int] = MappingProxyType({})) -> None:
        self._app = app
        self._most = most
        self._exceptions = [(re.compile(pattern), limit) for pattern, limit in exceptions.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, most = Headers(scope=scope), self._limit(scope["path"])
        if int(headers.get("content-length", "0")) > most:
            await Problem(PAYLOAD_TOO_LARGE, limit=most).answer(Request(scope))(scope, receive, send)
        elif "transfer-encoding" in headers:
            await self._app({**scope, MOST: most}, _counting(receive, most), send)
        else:
            await self._app(scope, receive, send)

    def _limit(self, path: str) -> int:
        return next((limit for pattern, limit in self._exceptions if pattern.fullmatch(path)), self._most)


def _counting(receive: Receive, most: int) -> Receive:
    """Raises what the framework lets pass while it reads a body."""
    come = 0

    async def counting() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if come > most:
            raise HTTPException(413)
        return message

    return counting
