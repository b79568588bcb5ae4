"""A listener that writes down what it is told."""

from collections.abc import Sequence

from services.gateway.domain.live_events import LiveEvent
from tests.unit.gateway.events import sequences


class Notebook:
    """`told` by the hub, in order; `full` after so many takes: it then has to be looked after."""

    def __init__(self, cursor: int, full: int = 1_000) -> None:
        self.cursor = cursor
        self.told: list[int] = []
        self.chunks: list[bytes] = []
        self._room = full

    def take(self, events: Sequence[LiveEvent], chunk: bytes) -> bool:
        if self._room == 0:
            return False
        self._room -= 1
        self.told += sequences(events)
        self.chunks.append(chunk)
        self.cursor = events[-1].sequence
        return True
