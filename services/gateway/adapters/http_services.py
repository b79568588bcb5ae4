"""The services over HTTP: what may be repeated is repeated once, everything ends in time.

By aiohttp: every request of the API passes here, and its client takes a tenth of the processor time of httpx2's.
"""

import asyncio
from collections.abc import Iterator, Mapping

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from services.gateway.ports import Answer, Ask, PartMissing

_CONNECTIONS = 200
_IDLE_SECONDS = 30
_PASSED_BACK = frozenset(
    {
        b"cache-control",
        b"content-disposition",
        b"content-language",
        b"content-type",
        b"etag",
        b"last-modified",
        b"location",
        b"retry-after",
        b"vary",
        b"www-authenticate",
    }
)


class HttpServices:
    """Asks services by name, each through its own pool of connections, which opens at the first request."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._urls = {name: url.rstrip("/") for name, url in urls.items()}
        self._sessions: dict[str, aiohttp.ClientSession] = {}

    async def ask(self, service: str, ask: Ask, within: float) -> Answer:
        """Raises PartMissing."""
        try:
            async with asyncio.timeout(within):
                return await self._sent(service, ask)
        except TimeoutError as problem:
            raise PartMissing(service, "timeout") from problem
        except aiohttp.ClientError as problem:
            raise PartMissing(service, "unreachable") from problem

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()

    async def _sent(self, service: str, ask: Ask) -> Answer:
        try:
            return await self._once(service, ask)
        except aiohttp.ClientConnectorError:
            # Nothing was sent, so anything may be sent again.
            return await self._once(service, ask)
        except aiohttp.ClientConnectionError:
            # It may have been carried out; an idle connection that the service closed looks the same. What is idempotent
            # by its method (RFC 9110, 9.2.2) was already repeated by the client.
            if "idempotency-key" in ask.headers:
                return await self._once(service, ask)
            raise

    async def _once(self, service: str, ask: Ask) -> Answer:
        url = f"{self._urls[service]}{ask.path}?{ask.query}" if ask.query else f"{self._urls[service]}{ask.path}"
        async with self._session(service).request(
            ask.method, URL(url, encoded=True), headers=_headers(ask), data=ask.body or None, allow_redirects=False
        ) as answer:
            return Answer(answer.status, dict(_passed_back(answer)), await answer.read())

    def _session(self, service: str) -> aiohttp.ClientSession:
        if service not in self._sessions:
            self._sessions[service] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(),  # the caller's patience bounds the whole exchange
                auto_decompress=False,
                skip_auto_headers=("accept", "content-type", "user-agent"),
            )
        return self._sessions[service]


def _headers(ask: Ask) -> CIMultiDict[str]:
    """A header may hold any bytes; they go on as they came, for the service is the one to refuse a key such as "khóa"."""
    sent = {name: value.encode("latin-1").decode("utf-8", "replace") for name, value in ask.headers.items()}
    return CIMultiDict({**sent, "accept-encoding": "identity"})


def _passed_back(answer: aiohttp.ClientResponse) -> Iterator[tuple[str, str]]:
    for name, value in answer.raw_headers:
        if name.lower() in _PASSED_BACK:
            yield name.lower().decode(), value.decode("latin-1")
