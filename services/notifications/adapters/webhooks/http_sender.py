"""One POST to an endpoint: within a total time, with a bounded answer, and nothing that it says is followed."""

import asyncio
import contextlib
import ssl
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore2

from services.notifications.adapters.webhooks.guarded import GuardedBackend, trusted
from services.notifications.domain.subscriptions.addresses import AddressRefused
from services.notifications.domain.subscriptions.attempts import Reply

_CONNECT_SECONDS = 5.0
_KEPT_SECONDS = 15.0
_KEPT_CONNECTIONS = 256
_MOST_READ = 16 * 1024
_MOST_KEPT = 1_000
_HEADERS = ("content-type", "retry-after", "location", "server")
_LONGEST_HEADER = 200


class HttpSender:
    """Keeps a connection for each address that was sent to of late; `authorities` are read for the first one with TLS.

    No pool: how many are sent at once is for the lanes to say, and a pool looks through all of its connections each time.
    """

    def __init__(self, guard: GuardedBackend, authorities: Callable[[], ssl.SSLContext] = trusted) -> None:
        self._guard = guard
        self._authorities = authorities
        self._context: ssl.SSLContext | None = None
        self._kept: OrderedDict[str, httpcore2.AsyncHTTPConnection] = OrderedDict()

    async def send(self, url: str, headers: Mapping[str, str], body: bytes, within: float) -> Reply:
        began = time.monotonic()
        try:
            async with asyncio.timeout(within):
                reply = await self._exchange(url, headers, body)
        except TimeoutError:
            reply = Reply(None, f"no whole answer within {within:g} s")
        except AddressRefused as problem:
            reply = Reply(None, f"the address may not be sent to: {problem}")
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as problem:
            reply = Reply(None, f"{type(problem).__name__}: {problem}"[:_LONGEST_HEADER])
        except ValueError as problem:
            reply = Reply(None, f"the address cannot be sent to: {type(problem).__name__}")
        return reply._replace(seconds=time.monotonic() - began)

    async def close(self) -> None:
        while self._kept:
            await self._kept.popitem()[1].aclose()

    async def _exchange(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if (kept := await self._taken(url)) is not None:
            try:
                return await self._sent_on(kept, url, headers, body)
            except (httpcore2.NetworkError, httpcore2.RemoteProtocolError):
                # The other side had given it up meanwhile, which says nothing about the endpoint.
                pass
        return await self._sent_on(self._opened(url), url, headers, body)

    async def _sent_on(
        self, connection: httpcore2.AsyncHTTPConnection, url: str, headers: Mapping[str, str], body: bytes
    ) -> Reply:
        try:
            reply = await _posted(connection, url, headers, body)
        except BaseException:
            await connection.aclose()
            raise
        await self._keep(url, connection)
        return reply

    async def _taken(self, url: str) -> httpcore2.AsyncHTTPConnection | None:
        """The one that was kept, where it is still open."""
        kept = self._kept.pop(url, None)
        if kept is None or (kept.is_idle() and not kept.has_expired()):
            return kept
        await kept.aclose()
        return None

    def _opened(self, url: str) -> httpcore2.AsyncHTTPConnection:
        origin = httpcore2.URL(url).origin
        if origin.scheme == b"https" and self._context is None:
            self._context = self._authorities()
        return httpcore2.AsyncHTTPConnection(
            origin, ssl_context=self._context, keepalive_expiry=_KEPT_SECONDS, network_backend=self._guard
        )

    async def _keep(self, url: str, connection: httpcore2.AsyncHTTPConnection) -> None:
        if not connection.is_idle() or url in self._kept:
            await connection.aclose()
            return
        self._kept[url] = connection
        while len(self._kept) > _KEPT_CONNECTIONS:
            await self._kept.popitem(last=False)[1].aclose()


async def _posted(
    connection: httpcore2.AsyncHTTPConnection, url: str, headers: Mapping[str, str], body: bytes
) -> Reply:
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    timeouts = {"timeout": {"connect": _CONNECT_SECONDS}}
    async with connection.stream("POST", url, headers=given, content=body, extensions=timeouts) as answer:
        text = await _beginning(answer)
        said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
        kept = {name: said[name][:_LONGEST_HEADER] for name in _HEADERS if name in said}
        return Reply(answer.status, None, kept, text, retry_after=_seconds(said.get("retry-after")))


async def _beginning(answer: httpcore2.Response) -> str:
    """As much of the body as is kept. A larger one is not read to its end: the connection is closed instead."""
    content = b""
    async with contextlib.aclosing(answer.aiter_stream()) as parts:
        async for part in parts:
            content += part
            if len(content) > _MOST_READ:
                break
    return content[:_MOST_KEPT].decode("utf-8", "replace")


def _seconds(text: str | None) -> float | None:
    """Retry-After as seconds or as a date; None for what is neither."""
    if text is None:
        return None
    try:
        return max(0.0, float(text)) if text.strip().isdecimal() else _until(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):
        return None


def _until(moment: datetime) -> float:
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
