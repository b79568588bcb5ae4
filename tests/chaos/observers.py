"""Readers beside the load: one stream per tenant that is never given up, the feed by long polls, overviews and inboxes."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import httpx2

from tests.chaos.installation import Installation
from tests.chaos.run_directory import append, as_line
from tests.chaos.world import Tenant

_SILENCE = 40.0  # a stream says every 15 s that it lives
_TIMEOUT = httpx2.Timeout(10.0, pool=30.0)
_PAUSE = 0.5
_VIEW_EVERY = 2.0


class Observers:
    """Run from `start` to `stop`; `seen` tells up to which number each tenant's stream has come."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._client = httpx2.AsyncClient(base_url=installation.url, timeout=_TIMEOUT, trust_env=False)
        self._streams = [StreamObserver(installation, self._client, tenant) for tenant in installation.tenants]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def seen(self) -> dict[str, int]:
        return {stream.tenant.id: stream.last or 0 for stream in self._streams}

    def start(self) -> None:
        readers = [reader for tenant in self._installation.tenants for reader in self._readers(tenant)]
        for run in [*(stream.run for stream in self._streams), *(reader.run for reader in readers)]:
            self._tasks.append(asyncio.create_task(run()))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        outcomes = await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()
        for problem in outcomes:
            if isinstance(problem, Exception):
                raise problem

    def _readers(self, tenant: Tenant) -> "Sequence[Poller | FeedReader]":
        head = ("unit_head", tenant.units[0])
        views = [(f"/v1/{tenant.id}/overview", tenant.reader, None), (f"/v1/{tenant.id}/inbox?limit=20", *head)]
        views.append((f"/v1/{tenant.id}/tasks?limit=20", tenant.reader, None))
        polled = [Poller(self._installation, self._client, tenant, view) for view in views]
        return [*polled, FeedReader(self._installation, self._client, tenant)]


class StreamObserver:
    """Keeps every frame, connects again whatever happens, and continues behind the last number that it has seen."""

    def __init__(self, installation: Installation, client: httpx2.AsyncClient, tenant: Tenant) -> None:
        self.tenant = tenant
        self.last: int | None = 0  # from the first event on
        self._installation = installation
        self._client = client
        self._path = installation.directory.stream(tenant.id)

    async def run(self) -> None:
        while True:
            with suppress(httpx2.HTTPError, httpx2.StreamError, TimeoutError):
                await self._listen()
            await asyncio.sleep(_PAUSE)

    async def _listen(self) -> None:
        token = self._installation.token(self.tenant.id, self.tenant.reader)
        headers = {"authorization": f"Bearer {token}", "last-event-id": str(self.last)}
        timeout = httpx2.Timeout(10.0, read=_SILENCE)
        path = f"/v1/{self.tenant.id}/stream"
        async with self._client.stream("GET", path, headers=headers, timeout=timeout) as answer:
            if answer.status_code != 200:
                return
            append(self._path, {"connected": True, "last_event_id": self.last})
            with self._path.open("ab") as file:
                async for frame in frames(answer.aiter_lines()):
                    self._keep(frame, file)

    def _keep(self, frame: dict[str, Any], file: IO[bytes]) -> None:
        file.write(as_line(frame))
        file.flush()
        if frame["event"] == "reset":
            self.last = json.loads(frame["data"])["head"]
        elif frame["id"] is not None:
            self.last = frame["id"]


async def frames(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
    """Server-sent events as {"id", "event", "data"}; comments and the retry time are no events."""
    number: int | None = None
    kind, data = "message", list[str]()
    async for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "id":
            number = int(value)
        elif name == "event":
            kind = value
        elif name == "data":
            data.append(value)
        elif not line:
            if data:
                yield {"id": number, "event": kind, "data": "\n".join(data)}
            number, kind, data = None, "message", []


class _Reader:
    """Asks in one role and keeps the text of every answer."""

    def __init__(self, installation: Installation, client: httpx2.AsyncClient, tenant: Tenant) -> None:
        self._installation = installation
        self._client = client
        self._tenant = tenant
        self._kept: Path = installation.directory.answers_of(tenant.id)

    async def _ask(self, path: str, role: str, unit: str | None = None) -> httpx2.Response | None:
        headers = {"authorization": f"Bearer {self._installation.token(self._tenant.id, role, unit)}"}
        try:
            answer = await self._client.get(path, headers=headers)
        except httpx2.HTTPError:
            return None
        told = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        append(self._kept, {"path": path, "status": answer.status_code, "text": f"{told}\n\n{answer.text}"})
        return answer


class Poller(_Reader):
    """Looks at one view again and again; `view` is path, role, unit."""

    def __init__(
        self,
        installation: Installation,
        client: httpx2.AsyncClient,
        tenant: Tenant,
        view: tuple[str, str, str | None],
    ) -> None:
        super().__init__(installation, client, tenant)
        self._view = view

    async def run(self) -> None:
        while True:
            await self._ask(*self._view)
            await asyncio.sleep(_VIEW_EVERY)


class FeedReader(_Reader):
    """The feed by long polls, each behind the last."""

    async def run(self) -> None:
        after = 0
        while True:
            path = f"/v1/{self._tenant.id}/events?after={after}&limit=200&wait=5"
            answer = await self._ask(path, self._tenant.reader)
            if answer is not None and answer.status_code == 200:
                after = answer.json()["next"]
            else:
                await asyncio.sleep(_PAUSE)
