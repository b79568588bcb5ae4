"""The guard at the socket: a name is resolved once, every address is judged, and a judged address is connected to.

Nothing between the judgement and the connection asks the resolver again, so a name that changes its mind (DNS rebinding)
gains nothing. TLS and the Host header keep the name. Redirects are not followed by anything here.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpcore2

from services.notifications.domain.subscriptions.addresses import AddressRefused, check
from services.notifications.domain.subscriptions.endpoints import Reach

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Connect = Callable[..., Awaitable[httpcore2.AsyncNetworkStream]]

_RESOLVE_SECONDS = 5.0
_RESOLVERS = 8


class SystemResolver:
    """In threads of its own: a resolver that hangs must not take those of the store."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_RESOLVERS, "resolver")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Every address of the host. Raises OSError."""
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Opens connections to judged addresses only."""

    def __init__(self, reach: Reach, resolve: Resolve, connect: Connect | None = None) -> None:
        self._reach = reach
        self._resolve = resolve
        self._connect = connect or httpcore2.AnyIOBackend().connect_tcp

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Raises AddressRefused where one address of the host is not for us, and what the library raises."""
        try:
            async with asyncio.timeout(_RESOLVE_SECONDS):
                addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as problem:
            raise httpcore2.ConnectError("the name cannot be resolved") from problem
        for address in addresses:
            check(address, port, self._reach.networks, http=self._reach.http)
        return await self._first_that_answers(addresses, port, timeout)

    async def _first_that_answers(
        self, addresses: Sequence[str], port: int, seconds: float | None
    ) -> httpcore2.AsyncNetworkStream:
        problem: Exception = AddressRefused("no_address")
        for address in addresses:
            try:
                return await self._connect(address, port, timeout=seconds)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as again:
                problem = again
        raise problem

    async def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        raise AddressRefused("unix_socket")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def trusted() -> ssl.SSLContext:
    """The authorities of the machine."""
    return ssl.create_default_context()
