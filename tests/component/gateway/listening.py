"""A listener to server-sent events."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import orjson


@dataclass
class Frame:
    """One frame; a comment has only `comment`."""

    id: str = ""
    event: str = ""
    data: str = ""
    retry: str = ""
    comment: str = ""

    @property
    def sequence(self) -> int:
        return int(self.id)

    @property
    def content(self) -> Any:
        return orjson.loads(self.data)


async def frames(answer: httpx2.Response) -> AsyncIterator[Frame]:
    """Parses as WHATWG HTML 9.2 says, as far as our stream goes."""
    frame = Frame()
    async for line in answer.aiter_lines():
        if not line:
            yield frame
            frame = Frame()
            continue
        name, _, value = line.partition(": ")
        setattr(frame, name or "comment", value)


@contextlib.asynccontextmanager
async def listening(web: httpx2.AsyncClient, path: str, headers: dict[str, str]) -> AsyncIterator[AsyncIterator[Frame]]:
    """Frames after the greeting, which says that the stream is open."""
    async with web.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        heard = frames(answer)
        assert (await anext(heard)).retry
        yield heard


async def events(heard: AsyncIterator[Frame], count: int) -> list[Frame]:
    """The next `count` events, without comments."""
    taken: list[Frame] = []
    while len(taken) < count:
        frame = await anext(heard)
        if frame.id:
            taken.append(frame)
    return taken
