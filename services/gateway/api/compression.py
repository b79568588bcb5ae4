"""Smaller answers for weak networks."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send


class CompressedData(GZipMiddleware):
    """Only data is compressed: packing a script of a megabyte would hold up every stream of the process."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.startswith("/v1/") or path == "/openapi.json":
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)
