"""Server-sent events on the wire (WHATWG HTML, section 9.2)."""

from collections.abc import Sequence

from services.gateway.domain.live_events import LiveEvent

KEEP_ALIVE = b": keep-alive\n\n"
TOKEN_EXPIRED = b": the token has expired, connect again with a new one\n\n"
CLOSING = b": the server is stopping, connect again\n\n"


def greeting(retry_milliseconds: int) -> bytes:
    """Says at once that the stream is open, and how long a client waits before it connects again."""
    return b"retry: %d\n\n" % retry_milliseconds


def frames(events: Sequence[LiveEvent]) -> bytes:
    """One frame per event: `id` is the sequence, `event` the type, `data` the CloudEvent."""
    return b"".join(_frame(event) for event in events)


def reset(head: int) -> bytes:
    """Tells a client whose cursor lies in no journal of ours to fetch its view anew; it goes on from `head`."""
    return b'id: %d\nevent: reset\ndata: {"head":%d}\n\n' % (head, head)


def _frame(event: LiveEvent) -> bytes:
    data = b"\ndata: ".join(event.body.splitlines())
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (event.sequence, event.type.encode(), data)
