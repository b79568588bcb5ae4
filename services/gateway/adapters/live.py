"""The live sources of the hub: the bus while it is there, the journal's heads always."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiokafka.errors import KafkaError

from services.gateway.domain.live_events import LiveEvent, read_event
from services.gateway.ports import PartMissing
from services.gateway.usecases.hub import Hub
from shared.events import MalformedEvent
from shared.messaging.hearing import tail
from shared.messaging.reaching import explain
from shared.messaging.security import BusAccess
from shared.messaging.topics import ensure_topic

_log = logging.getLogger(__name__)
_LONGEST_PAUSE = 5.0
_WITHOUT_BUS_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Bus:
    """Where events are published, and how often the journal is asked while the bus brings them, in seconds.

    The embedded one makes topics at first use; on another a missing topic is made first, or the bus makes one as it likes.
    """

    access: BusAccess
    topic: str
    sweep_every: float
    embedded: bool


class LiveFeed:
    """Feeds the hub. The bus is fast and may be away or forget; the heads of the journal are slower and always right."""

    def __init__(self, hub: Hub, bus: Bus) -> None:
        self._hub = hub
        self._bus = bus
        self._connected = False
        self._missing = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._sweep())

    def hear(self, bodies: Sequence[bytes]) -> None:
        """Records from the bus. One that is not an event is left out: if it stands for one, the journal has it."""
        if not self._hub.receive([event for body in bodies if (event := _read(body)) is not None]):
            self._missing.set()

    async def _listen(self) -> None:
        pause = 0.5
        while True:
            try:
                if not self._bus.embedded:
                    await ensure_topic(self._bus.access, self._bus.topic)
                await tail(
                    self._bus.access, self._bus.topic, self.hear, self._on_connected, embedded=self._bus.embedded
                )
            except (KafkaError, OSError, TimeoutError) as problem:
                reason = await explain(self._bus.access, problem)
                _log.warning("the bus is away, trying again", extra={"reason": reason})
            pause = 0.5 if self._connected else min(pause * 2, _LONGEST_PAUSE)
            self._connected = False
            await asyncio.sleep(pause)

    def _on_connected(self) -> None:
        self._connected = True

    async def _sweep(self) -> None:
        """A sweep that brings news did the work of the bus: until it brings none, the next one follows soon.

        A gap in what the bus brings is a reason to sweep at once.
        """
        while True:
            self._missing.clear()
            try:
                news = await self._hub.refresh()
            except PartMissing as problem:
                _log.warning("the journal cannot be asked, trying again", extra={"reason": str(problem)})
                news = True
            quiet = self._connected and not news
            with suppress(TimeoutError):
                async with asyncio.timeout(self._bus.sweep_every if quiet else _WITHOUT_BUS_SECONDS):
                    await self._missing.wait()


def _read(body: bytes) -> LiveEvent | None:
    try:
        return read_event(body)
    except MalformedEvent:
        _log.error("a record on the bus is not an event and is left out", extra={"bytes": len(body)})
        return None
