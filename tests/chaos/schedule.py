"""From a seed to what is done to the installation, and when. The same seed, stack and length give the same schedule.

Faults stand in lanes. Within a lane they follow each other, since two of them at once would mean nothing (one bus cannot be
killed twice); lanes run side by side, so that kills meet outages and bad links meet poison.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from tests.chaos.levels import CONSUMERS
from tests.chaos.servers import Stack

Lane = Literal["processes", "outages", "links", "machine", "records", "integrators"]
SERVICES = ("tasks", "reporting", "notifications", "gateway")
POINTS = (
    ("tasks", "after-aggregate-write"),
    ("tasks", "after-journal-write"),
    ("tasks", "after-publish"),
    ("reporting", "after-effects"),
    ("notifications", "after-effects"),
    ("gateway", "mid-stream"),
    ("notifications", "mid-delivery"),
    ("notifications", "after-answer"),
    ("notifications", "before-cursor"),
    ("notifications", "after-cursor"),
)
POISONS = (
    "null-header",
    "broken-header",
    "bad-json",
    "tombstone",
    "large",
    "unknown-type",
    "wrong-key",
    "ahead",
)
ROTATING = ("well", "much", "seldom", "refusing", "forgetful", "busy")
"""Endpoints whose secrets are exchanged."""
_WARM_UP = 2.0
_BETWEEN_KILLS = (0.5, 3.5)  # seconds: 30 a minute, of which a slow machine reaches fewer
_SHARE_OF_POINTS = 0.3
_KILL_WEIGHTS = (3, 4, 4, 2)  # as SERVICES: without gateway and tasks nobody works, so there is less to be hurt
_SHARE_AT_ONCE = 0.25  # kills that do not wait until what was killed before is back
AT_ONCE = "at once"


@dataclass(frozen=True, slots=True)
class Fault:
    """`at` and `seconds` are seconds, from the start of the load and how long it lasts; `detail` depends on the kind."""

    at: float
    lane: Lane
    kind: str
    target: str
    seconds: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be drawn: targets, how long it lasts, how long after it the lane rests, and how often beside its siblings."""

    name: str
    targets: Sequence[str]
    seconds: tuple[float, float]
    rest: float = 2.0
    details: Sequence[str] = ("",)
    weight: int = 1


def kinds(stack: Stack) -> dict[Lane, list[Kind]]:
    """What this stack can suffer, by lane; kills are drawn apart."""
    real = stack != "embedded"
    start = (
        20.0 if real else 8.0
    )  # how long the bus takes to come back; all services learn the embedded one's new address
    links = (
        "tasks",
        "reporting",
        "notifications",
        *(("kafka",) if real else ()),
        *(("mongo",) if stack == "mongo" else ()),
    )
    outages = [
        Kind("broker-bounce", ("bus",), (1.0, 4.0), start, weight=3),
        Kind("broker-outage", ("bus",), (20.0, 25.0), start),
        Kind("broker-pause", ("bus",), (8.0, 12.0)),
        Kind("installation-kill", ("everything",), (0.0, 1.0), 10.0),
        Kind("installation-stop", ("everything",), (0.0, 1.0), 12.0),
    ]
    if stack == "mongo":
        outages += [
            Kind("store-bounce", ("mongo",), (2.0, 6.0), 4.0, weight=2),
            Kind("store-pause", ("mongo",), (6.0, 11.0)),
        ]
    machine = [
        Kind("pause", SERVICES, (11.0, 15.0)),
        Kind("slow-consumer", CONSUMERS, (6.0, 10.0)),
        Kind("clock-skew", SERVICES, (8.0, 14.0), details=("-600", "-90", "45")),
        Kind("rolling-restart", ("services",), (0.0, 0.0), 15.0),
        *([] if stack == "mongo" else [Kind("disk-full", ("tasks", *CONSUMERS), (3.0, 8.0))]),
    ]
    return {
        "outages": outages,
        "links": [
            Kind("latency", links, (5.0, 10.0)),
            Kind("cut", links, (2.0, 6.0)),
            Kind("black-hole", links, (6.0, 12.0)),
            Kind("lost-reply", links, (3.0, 6.0)),
        ],
        "machine": machine,
        "records": [
            Kind("duplicates", ("topic",), (0.0, 0.0)),
            Kind("reordered", ("topic",), (2.0, 4.0)),
            Kind("poison", ("topic",), (0.0, 0.0), details=POISONS, weight=2),
        ],
        "integrators": [Kind("rotation", ROTATING, (1.0, 4.0), 1.0)],
    }


def draw(seed: int, minutes: float, stack: Stack) -> list[Fault]:
    """All faults of a run in the order of their time. In three minutes every kind of the stack comes at least once."""
    end = minutes * 60
    lanes = [
        _lane(lane, some, random.Random(f"{seed}:{lane}"), end)  # noqa: S311 - reproducible, no secret
        for lane, some in kinds(stack).items()
    ]
    kills = _kills(random.Random(f"{seed}:processes"), end)  # noqa: S311 - reproducible, no secret
    return sorted(chain(kills, *lanes), key=lambda fault: (fault.at, fault.lane))


def _kills(rnd: random.Random, end: float) -> Iterator[Fault]:
    now = _WARM_UP + rnd.uniform(*_BETWEEN_KILLS)
    for number in count():
        if now >= end:
            return
        if rnd.random() < _SHARE_OF_POINTS:
            service, point = POINTS[number % len(POINTS)]
            yield Fault(_tenths(now), "processes", "crash-point", service, 4.0, f"{point} {rnd.randint(1, 5)}")
        else:
            detail = AT_ONCE if rnd.random() < _SHARE_AT_ONCE else ""
            yield Fault(_tenths(now), "processes", "kill", rnd.choices(SERVICES, _KILL_WEIGHTS)[0], detail=detail)
        now += rnd.uniform(*_BETWEEN_KILLS)


def _lane(lane: Lane, kinds: Sequence[Kind], rnd: random.Random, end: float) -> Iterator[Fault]:
    """Each kind once in an order of the seed's, then by weight; targets and details take turns, so that none is left out."""
    now = _WARM_UP + rnd.uniform(0.0, 3.0)
    turns = {kind.name: (_turns(kind.targets, rnd), _turns(kind.details, rnd)) for kind in kinds}
    for kind in chain(rnd.sample(list(kinds), len(kinds)), _weighted(kinds, rnd)):
        seconds = rnd.uniform(*kind.seconds)
        if now + seconds >= end:
            return
        targets, details = turns[kind.name]
        yield Fault(_tenths(now), lane, kind.name, next(targets), _tenths(seconds), next(details))
        now += seconds + kind.rest + rnd.uniform(0.5, 2.5)


def _weighted(kinds: Sequence[Kind], rnd: random.Random) -> Iterator[Kind]:
    while True:
        yield rnd.choices(kinds, [kind.weight for kind in kinds])[0]


def _turns(choices: Sequence[str], rnd: random.Random) -> Iterator[str]:
    while True:
        yield from rnd.sample(list(choices), len(choices))


def _tenths(seconds: float) -> float:
    return round(seconds, 1)
