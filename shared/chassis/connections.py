"""What one connection may cost before it is a request: a head is short, and a request is whole within a minute.

uvicorn bounds neither. Without this a head without an end takes all memory, and requests that never become whole keep
connections open for ever (slow loris). How long an answer takes is not looked at here.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedConnection(HttpToolsProtocol):
    """`head_bytes` is how far the end of a head is looked for; `whole_within` is in seconds."""

    head_bytes = 64 * 1024
    whole_within = 60.0

    _in_head = True
    _read = 0
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._wait()
        self._read += len(data)
        super().data_received(data)
        if self._in_head and self._read > self.head_bytes:
            self._refuse()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head, self._read = True, 0
        self._rest()
        super().on_message_complete()

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(self.whole_within, self.transport.close)

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _refuse(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(_TOO_LARGE)
        self.transport.close()
