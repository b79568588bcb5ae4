"""Applications on real sockets, in the loop of the test."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from shared.chassis.connections import BoundedConnection


class _Server(uvicorn.Server):
    """Says when it listens; signals belong to the test run."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served(app: ASGIApp, http: type[asyncio.Protocol] = BoundedConnection) -> AsyncIterator[str]:
    """Serves on a free port; gives the address. `http` is what stands at each connection."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = _Server(uvicorn.Config(app, http=http, log_config=None, server_header=False, timeout_graceful_shutdown=3))
    running = asyncio.create_task(server.serve([listening]))
    try:
        await server.up.wait()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
