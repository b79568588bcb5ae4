"""Endpoints of a small run in which everything was right, made by hand: one well, one refusing, one gone, one forbidden."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count

from tests.chaos.gathering.secrets import from_the_beginning
from tests.chaos.integrators.manners import Manner
from tests.chaos.integrators.pacing import ALLOWED
from tests.chaos.invariants.model import instant
from tests.chaos.invariants.stories import AT, HEAD
from tests.chaos.outside import Arrival, Endpoint, Entry, Outside
from tests.chaos.told import Told

_SECRETS = ("whsec_the-old-one", "whsec_the-new-one")
_LIVES = from_the_beginning([2])
_TRIED_TWICE, _PARKED, _GONE_AT = 3, 5, 6
_PAUSE = timedelta(seconds=2)


def outside(tenant: str, events: Sequence[Told]) -> Outside:
    """All four belong to that tenant."""
    manners = (Manner.HEALTHY, Manner.REFUSING, Manner.GONE, Manner.FORBIDDEN)
    states = {Manner.GONE: ("disabled", _GONE_AT - 1), Manner.FORBIDDEN: ("pending", 0)}
    endpoints = [
        Endpoint(manner, tenant, f"sub-{manner}", manner, 0, _LIVES, _SECRETS, *states.get(manner, ("active", HEAD)))
        for manner in manners
    ]
    numbers = count(1)
    arrivals = [
        arrival(next(numbers), endpoint, told, status, visit)
        for endpoint in endpoints
        for told in events
        for visit, status in enumerate(_answers(endpoint.manner, told.sequence))
    ]
    return Outside(
        endpoints=endpoints,
        arrivals=arrivals,
        log={each.subscription: dict(_log(each, events)) for each in endpoints},
        hosts=[ALLOWED],
        calm=(instant(AT.format(0)), instant(AT.format(59))),
    )


def arrival(n: int, endpoint: Endpoint, told: Told, status: int | None, visit: int = 0) -> Arrival:
    """A second after the event, and two seconds after each other."""
    at = instant(told.recorded) + timedelta(seconds=1) + visit * _PAUSE
    return Arrival(
        n=n,
        at=at,
        endpoint=endpoint.name,
        address=ALLOWED,
        id=told.id,
        stamp=at,
        digest=hashlib.sha256(told.body.encode()).hexdigest(),
        sequence=told.sequence,
        signed_by=[2],
        signatures=1,
        verified=True,
        taken=status == 200,
        status=status,
        ended=at,
    )


def _answers(manner: Manner, sequence: int) -> Sequence[int]:
    match manner:
        case Manner.FORBIDDEN:
            return ()
        case Manner.GONE if sequence >= _GONE_AT:
            return (410,) if sequence == _GONE_AT else ()
        case Manner.REFUSING if sequence in {_TRIED_TWICE, _PARKED}:
            return (500, 500, 500) if sequence == _PARKED else (500, 200)
    return (200,)


def _log(endpoint: Endpoint, events: Sequence[Told]) -> Iterator[tuple[int, Entry]]:
    for told in events:
        if answers := _answers(endpoint.manner, told.sequence):
            yield told.sequence, Entry(told.id, {200: "delivered", 410: "disabled"}.get(answers[-1], "parked"))
