"""The services over HTTP: what may be repeated is repeated once, everything ends in time."""

import asyncio
from collections.abc import Iterator, Mapping

import httpx2

from services.gateway.ports import Answer, Ask, PartMissing

_SAFE = frozenset({"GET", "HEAD"})
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
    """Asks services by name, each through its own pool of connections."""

    def __init__(self, clients: Mapping[str, httpx2.AsyncClient]) -> None:
        self._clients = clients

    async def ask(self, service: str, ask: Ask, within: float) -> Answer:
        """Raises PartMissing."""
        try:
            async with asyncio.timeout(within):
                answer = await _sent(self._clients[service], ask)
        except (TimeoutError, httpx2.TimeoutException) as problem:
            raise PartMissing(service, "timeout") from problem
        except httpx2.TransportError as problem:
            raise PartMissing(service, "unreachable") from problem
        return Answer(answer.status_code, dict(_passed_back(answer)), answer.content)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.aclose()


def _passed_back(answer: httpx2.Response) -> Iterator[tuple[str, str]]:
    for name, value in answer.headers.raw:
        if name.lower() in _PASSED_BACK:
            yield name.lower().decode(), value.decode("latin-1")


async def _sent(client: httpx2.AsyncClient, ask: Ask) -> httpx2.Response:
    try:
        return await _once(client, ask)
    except httpx2.ConnectError:
        # Nothing was sent, so anything may be sent again.
        return await _once(client, ask)
    except (httpx2.NetworkError, httpx2.RemoteProtocolError):
        # It may have been carried out. An idle connection that the service closed looks the same.
        if ask.method in _SAFE or "idempotency-key" in ask.headers:
            return await _once(client, ask)
        raise


async def _once(client: httpx2.AsyncClient, ask: Ask) -> httpx2.Response:
    url = f"{ask.path}?{ask.query}" if ask.query else ask.path
    # As bytes, for a header may hold any: the service is the one to refuse a key such as "khóa".
    headers = {name.encode(): value.encode("latin-1") for name, value in ask.headers.items()}
    headers[b"accept-encoding"] = b"identity"
    return await client.request(ask.method, url, headers=headers, content=ask.body or None)
