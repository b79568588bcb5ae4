"""What those who listen hear."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from tests.chaos.evidence import Connection, Evidence, Stream
from tests.chaos.invariants.verdicts import unless

_RESET = "reset"


def streams_are_the_journal(evidence: Evidence) -> Iterator[str | None]:
    """Put together over all reconnects, a stream is the journal from its first event to the end, word by word, without a gap;
    and whoever has everything is told so."""
    for stream in evidence.streams:
        journal = {told.sequence: told.body for told in evidence.journal.get(stream.tenant, ())}
        for connection in stream.connections:
            yield from _as_asked(stream.tenant, connection)
            yield from _word_by_word(stream.tenant, connection, journal)
        yield _complete(stream, journal)
    for feed in evidence.feeds:
        head = max((told.sequence for told in evidence.journal.get(feed.tenant, ())), default=0)
        wrong = (
            f"{feed.tenant}: behind number {head} the feed goes on from {feed.next}, the overview's head is {feed.head}"
        )
        yield unless(feed.next == feed.head == head, wrong)


def _as_asked(tenant: str, connection: Connection) -> Iterator[str | None]:
    """Each frame follows the one before; the first one follows what was asked for, unless the stream says `reset`."""
    cursor = connection.last_event_id
    for frame in connection.frames:
        if frame.event == _RESET:
            cursor = frame.id
            continue
        yield unless(
            cursor is None or frame.id == cursor + 1,
            f"{tenant}: a stream that was to go on behind {connection.last_event_id} went from {cursor} to {frame.id}",
        )
        cursor = frame.id


def _word_by_word(tenant: str, connection: Connection, journal: Mapping[int, str]) -> Iterator[str | None]:
    for frame in connection.frames:
        if frame.event != _RESET and frame.id is not None:
            known = journal.get(frame.id)
            yield unless(frame.data == known, f"{tenant}: the stream's number {frame.id} is not what the journal has")


def _complete(stream: Stream, journal: Mapping[int, str]) -> str | None:
    seen = sorted(
        {frame.id for connection in stream.connections for frame in connection.frames if frame.id is not None}
    )
    if not seen:
        return unless(not journal, f"{stream.tenant}: the stream never brought anything")
    gaps = [f"{before + 1} to {after - 1}" for before, after in pairwise(seen) if after != before + 1]
    reset = any(frame.event == _RESET for connection in stream.connections for frame in connection.frames)
    if gaps and not reset:
        return f"{stream.tenant}: the stream never brought {', '.join(gaps)}"
    head = max(journal, default=0)
    return unless(seen[-1] == head, f"{stream.tenant}: the stream ends at {seen[-1]} of {head}")
