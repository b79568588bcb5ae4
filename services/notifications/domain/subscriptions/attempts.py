"""What became of one attempt to deliver: only a 2xx is a delivery, and a redirect is none."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

_GONE = 410
_BUSY = frozenset({408, 425, 429, 502, 503, 504})
"""The endpoint, or what stands before it, is not at work; nothing is said about the event."""


class Outcome(StrEnum):
    DELIVERED = "delivered"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"
    GONE = "gone"


class Sent(NamedTuple):
    """What was sent, as far as it is kept: no signature, and of an address no query. The body is in the journal."""

    url: str
    headers: dict[str, str]
    size: int


class Reply(NamedTuple):
    """What came back; `status` is None where `error` says why nothing did. `retry_after` is in seconds."""

    status: int | None
    error: str | None = None
    headers: Mapping[str, str] = MappingProxyType({})
    body: str = ""
    seconds: float = 0.0
    retry_after: float | None = None

    @property
    def outcome(self) -> Outcome:
        if self.status is None or self.status in _BUSY:
            return Outcome.UNREACHABLE
        if self.status == _GONE:
            return Outcome.GONE
        return Outcome.DELIVERED if 200 <= self.status < 300 else Outcome.REJECTED
