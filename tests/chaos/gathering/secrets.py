"""When each secret of an endpoint lived, from the steps in which it was exchanged."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from shared.calendar import from_wire
from tests.chaos.outside import Life

Row = Mapping[str, Any]
_BEGINNING = datetime.min.replace(tzinfo=UTC)


def from_the_beginning(numbers: Iterable[int]) -> list[Life]:
    """Before anything was sent."""
    return [Life(number, _BEGINNING, _BEGINNING) for number in numbers]


def lives(first: Sequence[Life], steps: Iterable[Row]) -> list[Life]:
    """`first` lived from the beginning; `steps` are those of one endpoint, in their order.

    A secret without a number may come at any time: a request that was held up on its way.
    """
    found = list(first)
    for step in steps:
        at, number = from_wire(step["at"]), step["number"]
        match step["phase"]:
            case "asked":
                found.append(Life(None, at, None))
            case "made":
                found[-1] = dataclasses.replace(found[-1], number=number, made=at)
            case "refused":
                found.pop()
            case "dropping":
                _dropping(found, number, at)
            case "dropped":
                found = [_ended(life, at) if life.number == number else life for life in found]
            case "alone":
                found = [life if life.number in {None, number} else _ended(life, at) for life in found]
    return found


def _dropping(found: list[Life], number: int, at: datetime) -> None:
    """One that nobody was told of is the oldest of those that were asked for without an answer."""
    places = [n for wanted in (number, None) for n, life in enumerate(found) if life.number == wanted]
    place = next(iter(places), None)
    if place is not None and found[place].dropping is None:
        found[place] = dataclasses.replace(found[place], number=number, dropping=at)


def _ended(life: Life, at: datetime) -> Life:
    return life if life.dropped else dataclasses.replace(life, dropped=at)
