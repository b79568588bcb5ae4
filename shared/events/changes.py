"""What a decision of the domain returns: the new state and what happened. Nothing is published here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from shared.events.payloads import Payload, Snapshot

S = TypeVar("S", bound=Snapshot)


@dataclass(frozen=True, slots=True)
class Occurred:
    """Something that happened, and when it took effect."""

    payload: Payload
    time: datetime


@dataclass(frozen=True, slots=True)
class Change(Generic[S]):
    """The state after a decision, with the events that led there, in order. No events: nothing changed."""

    state: S
    events: tuple[Occurred, ...]
