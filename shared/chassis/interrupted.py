"""Requests that the end of the process overtakes are answered: 503, not the 500 of a server that knows nothing better."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.chassis.answers import unavailable


class Interrupted:
    """The server cancels what is not done when its grace is over. What was begun may have happened: as with any lost answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = scope["type"] != "http"

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except asyncio.CancelledError:
            if begun:
                raise
            await unavailable().answer(Request(scope))(scope, receive, send)
