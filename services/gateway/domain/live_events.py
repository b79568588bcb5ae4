"""An event as the gateway carries it: the exact text, and the three fields that routing needs."""

from dataclasses import dataclass

import orjson

from shared.events import MalformedEvent
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """`body` is the CloudEvent's JSON as it is in the journal; it is passed on byte by byte."""

    tenant: TenantId
    sequence: int
    type: str
    body: bytes


def read_event(body: bytes) -> LiveEvent:
    """Raises MalformedEvent. The data is not looked at: readers of the feed get types that the gateway has never seen."""
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        raise MalformedEvent(str(problem)) from problem
    tenant, sequence, kind = _routing(event)
    return LiveEvent(tenant, sequence, kind, body)


def _routing(event: object) -> tuple[TenantId, int, str]:
    if not isinstance(event, dict):
        raise MalformedEvent("not an object")
    tenant, sequence, kind = event.get("tenant"), event.get("sequence"), event.get("type")
    if not (isinstance(tenant, str) and type(sequence) is int and sequence >= 1):
        raise MalformedEvent("tenant or sequence is missing")
    # The type becomes a line of the stream; a line break in it would let data pose as the protocol.
    if not (isinstance(kind, str) and kind.isprintable()):
        raise MalformedEvent("type is missing")
    return TenantId(tenant), sequence, kind
