"""Bytes on a connection: what no client library would send."""

import contextlib
import socket
from collections.abc import Iterator

import httpx2

_SECONDS = 20


class Wire:
    """One connection to a service."""

    def __init__(self, door: httpx2.Client) -> None:
        assert door.base_url.port
        self._line = socket.create_connection((door.base_url.host, door.base_url.port), timeout=_SECONDS)
        self._heard = bytearray()

    def say(self, said: bytes) -> None:
        """Whoever listens may have hung up already."""
        with contextlib.suppress(ConnectionError):
            self._line.sendall(said)

    def status(self) -> int:
        """Of the next answer; 0 where the other side hangs up instead."""
        return self.answer()[0]

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by their names in lower case, and body."""
        head = self._until(b"\r\n\r\n")
        if not head:
            return 0, {}, b""
        start, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(self._heard) < length and self._hear():
            continue
        body = bytes(self._heard[:length])
        del self._heard[:length]
        return int(start.split()[1]), headers, body

    def close(self) -> None:
        self._line.close()

    def _until(self, end: bytes) -> bytes:
        while end not in self._heard:
            if not self._hear():
                return b""
        head, _, rest = bytes(self._heard).partition(end)
        self._heard[:] = rest
        return head

    def _hear(self) -> bool:
        with contextlib.suppress(ConnectionError):
            heard = self._line.recv(65_536)
            self._heard += heard
            return bool(heard)
        return False


@contextlib.contextmanager
def wire(door: httpx2.Client) -> Iterator[Wire]:
    line = Wire(door)
    try:
        yield line
    finally:
        line.close()
