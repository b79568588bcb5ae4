"""Those who listen to one tenant's stream and are level with its head: what is new is put into one frame and told to all."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from services.gateway.domain.frames import frames
from services.gateway.domain.live_events import LiveEvent
from services.gateway.domain.rings import Ring

_AT_ONCE = 32  # more than that a listener comes for itself, as fast as it takes it


class Listener(Protocol):
    """A cursor that can be told something."""

    cursor: int

    def take(self, events: Sequence[LiveEvent], chunk: bytes) -> bool:
        """Takes the events, whose frames `chunk` holds, and moves the cursor. Never waits.

        False where it has to be looked after before it can take more; it may or may not have taken these.
        """
        ...


class Audience:
    """Nobody in it waits for anybody else, and nothing is queued: who cannot take what is told is dismissed."""

    def __init__(self) -> None:
        self._seats: dict[Listener, asyncio.Future[bool]] = {}

    @contextmanager
    def seat(self, listener: Listener) -> Iterator[asyncio.Future[bool]]:
        """Gives what is done when the listener is dismissed: true where it has to come for what is new."""
        dismissed = self._seats[listener] = asyncio.get_running_loop().create_future()
        try:
            yield dismissed
        finally:
            self._seats.pop(listener, None)

    def tell(self, before: int, head: int, ring: Ring) -> None:
        """What lies between the two heads; where the ring does not hold all of it, everybody has to come for it."""
        if not self._seats:
            return
        events = ring.after(before, _AT_ONCE)
        if not events or events[-1].sequence != head:
            self.dismiss()
            return
        chunk = frames(events)
        for listener in list(self._seats):
            if listener.cursor != before:
                # It has read ahead in the journal.
                self._dismiss(listener, come=True)
            elif not listener.take(events, chunk):
                self._dismiss(listener, come=False)

    def dismiss(self) -> None:
        """Everybody."""
        for listener in list(self._seats):
            self._dismiss(listener, come=True)

    def _dismiss(self, listener: Listener, *, come: bool) -> None:
        dismissed = self._seats.pop(listener)
        if not dismissed.done():
            dismissed.set_result(come)
