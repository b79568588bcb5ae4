"""How endpoints answer. Which events they trouble follows from numbers, so that a run can be understood afterwards."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

RETRY_AFTER = 1
"""Seconds that a busy endpoint asks for."""
_GONE_AFTER = 5


class Manner(StrEnum):
    """`forbidden` is an address to which nothing may be sent, so that it never becomes an endpoint."""

    HEALTHY = "healthy"
    REFUSING = "refusing"
    SILENT = "silent"
    FORGETFUL = "forgetful"
    BUSY = "busy"
    REDIRECTING = "redirecting"
    GONE = "gone"
    FORBIDDEN = "forbidden"


class Conduct(NamedTuple):
    """`taken`: the integrator has the event. `status` None: no answer, after which `silent` waits and others hang up."""

    status: int | None = 200
    taken: bool = True
    headers: Mapping[str, str] = MappingProxyType({})
    silent: bool = False


DISBELIEVED = Conduct(401, taken=False)
"""To whatever does not verify; no manner of a receiver's."""
_REFUSED = Conduct(500, taken=False)
_BUSY = Conduct(429, taken=False, headers={"retry-after": str(RETRY_AFTER)})
_LOST = Conduct(None)
_SILENT = Conduct(None, taken=False, silent=True)
_GONE = Conduct(410, taken=False)


def conduct(manner: Manner, sequence: int, visit: int, taken_before: int, elsewhere: str) -> Conduct:
    """`visit`: the how manieth request for this event it is, from 1. `elsewhere`: where a redirect leads."""
    redirected = Conduct(307, taken=False, headers={"location": elsewhere})
    trouble = {
        Manner.REFUSING: (visit <= _refusals(sequence), _REFUSED),
        Manner.SILENT: (True, _SILENT),
        Manner.FORGETFUL: (sequence % 5 == 1 and visit == 1, _LOST),
        Manner.BUSY: (sequence % 6 == 2 and visit == 1, _BUSY),
        Manner.REDIRECTING: (sequence % 10 == 4, redirected),
        Manner.GONE: (taken_before >= _GONE_AFTER, _GONE),
    }
    troubled, done = trouble.get(manner, (False, Conduct()))
    return done if troubled else Conduct()


def healed(manner: Manner, taken_before: int) -> Conduct:
    """Once everything is well again; what is gone stays gone."""
    return _GONE if manner is Manner.GONE and taken_before >= _GONE_AFTER else Conduct()


def _refusals(sequence: int) -> int:
    """Some events twice, some until they are parked, and now and then six events that follow each other, six times each."""
    if sequence % 60 in range(20, 26):
        return 6
    return {3: 2, 5: 1_000}.get(sequence % 8, 0)
