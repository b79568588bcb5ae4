"""HEAD and OPTIONS, which every address understands. Other origins get no permission (no CORS)."""

import asyncio
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Methods:
    """HEAD is GET without its body; OPTIONS names what an address allows, and so does a 405."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope.get("method")
        if method is None:
            await self._app(scope, receive, send)
        elif method == "HEAD":
            await _head(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, _telling(send, _permit if method == "OPTIONS" else _complete))


async def _head(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Runs the GET until its headers are out. A stream, which would go on for ever, then sees its client leave."""
    answered = asyncio.Event()

    async def headless(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
        elif not answered.is_set():
            answered.set()
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def until_answered() -> Message:
        return {"type": "http.disconnect"} if answered.is_set() else await receive()

    await app({**scope, "method": "GET"}, until_answered, headless)


def _telling(send: Send, adapt: Callable[[Message], bool]) -> Send:
    """Gives a 405 to `adapt`, which says whether its body is still wanted."""
    wanted = True

    async def telling(message: Message) -> None:
        nonlocal wanted
        if message["type"] == "http.response.start" and message["status"] == 405:
            wanted = adapt(message)
        elif message["type"] == "http.response.body" and not wanted:
            message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
        await send(message)

    return telling


def _complete(message: Message) -> bool:
    headers = MutableHeaders(scope=message)
    methods = {method.strip() for method in headers.get("allow", "GET").split(",")}
    methods |= {"OPTIONS", "HEAD"} if "GET" in methods else {"OPTIONS"}
    headers["allow"] = ", ".join(sorted(methods))
    return True


def _permit(message: Message) -> bool:
    """The router refused OPTIONS and named what it allows: that is the answer."""
    _complete(message)
    headers = MutableHeaders(scope=message)
    for name in ("content-type", "content-length", "content-language"):
        del headers[name]
    message["status"] = 204
    return False
