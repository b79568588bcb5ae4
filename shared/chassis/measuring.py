"""Measures every request by its route, never by its path: paths hold ids."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.observability import metrics

_UNMEASURED = frozenset({"/healthz", "/readyz", "/metrics"})


class Measured:
    """Observes the time until the answer begins, so that long streams do not spoil the latency."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _UNMEASURED:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def observing(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "unknown")
                labels = (scope["method"], route, str(message["status"]))
                metrics.http_request_seconds.labels(*labels).observe(time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, observing)
