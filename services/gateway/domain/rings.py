"""The newest events of one tenant, kept in memory for the readers that are level with the present."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.domain.live_events import LiveEvent


@dataclass(frozen=True, slots=True)
class RingLimits:
    """What one tenant may hold: a number of events and their size together, whichever is reached first."""

    events: int = 2_000
    size: int = 1 << 20


class Ring:
    """Always a run of sequence numbers without a gap. What it does not hold is in the journal."""

    def __init__(self, limits: RingLimits) -> None:
        self._limits = limits
        self._events: list[LiveEvent] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._events)

    def add(self, event: LiveEvent) -> None:
        """Takes the next event. One that it has, or that is older, is ignored; after a gap it starts anew with this one."""
        if self._events:
            last = self._events[-1].sequence
            if event.sequence <= last:
                return
            if event.sequence > last + 1:
                self._forget(len(self._events))
        self._events.append(event)
        self._size += len(event.body)
        self._trim()

    def after(self, cursor: int, limit: int) -> Sequence[LiveEvent]:
        """At most `limit` events that follow `cursor` directly; none where the run does not reach back that far."""
        if not self._events:
            return ()
        start = cursor + 1 - self._events[0].sequence
        return self._events[start : start + limit] if start >= 0 else ()

    def _trim(self) -> None:
        """Forgets an eighth at once, so that adding stays cheap; the newest event is kept whatever its size."""
        while len(self._events) > self._limits.events or (self._size > self._limits.size and len(self._events) > 1):
            self._forget(max(1, len(self._events) // 8))

    def _forget(self, count: int) -> None:
        self._size -= sum(len(event.body) for event in self._events[:count])
        del self._events[:count]
