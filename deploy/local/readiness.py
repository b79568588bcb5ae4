"""Asks a part over HTTP how it is. A handful of bytes: no client library, so the supervisor stays small."""

import asyncio
import json
from dataclasses import dataclass

from deploy.local.ports import HOST

_LARGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 where nobody answered."""

    status: int
    body: str


NO_ANSWER = Answer(0, "")


async def get(port: int, path: str, seconds: float = 2.0) -> Answer:
    """HTTP/1.0, so that the answer is one plain piece."""
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(port, path)
    except (OSError, TimeoutError, ValueError, IndexError):
        return NO_ANSWER


async def _exchange(port: int, path: str) -> Answer:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nHost: {HOST}\r\nAccept: application/json\r\n\r\n".encode())
        await writer.drain()
        raw = bytearray()
        while len(raw) < _LARGEST_ANSWER and (more := await reader.read(_LARGEST_ANSWER)):
            raw += more
    finally:
        writer.close()
    head, _, body = bytes(raw).partition(b"\r\n\r\n")
    return Answer(int(head.split()[1]), body.decode("utf-8", "replace"))


def reason_of(body: str) -> str:
    """The checks of `/readyz` that are not ok, on one line; whatever it said where that was something else."""
    try:
        checks = json.loads(body)["checks"].items()
    except (ValueError, TypeError, KeyError, AttributeError):
        return " ".join(body.split())
    return "; ".join(f"{name}: {outcome}" for name, outcome in checks if outcome != "ok")
