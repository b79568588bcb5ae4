"""What a subscription wants to hear of: types of events by pattern, and units that an event names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from services.notifications.domain.subscriptions.errors import PatternMatchesNothing
from shared.events.catalogue import CATALOGUE

_ANY = "*"


class Told(NamedTuple):
    """An event of the journal as it is sent: `body` is the journal's own text. `recorded_at` is wire text."""

    sequence: int
    id: str
    type: str
    recorded_at: str
    units: frozenset[str]
    body: bytes


def checked(patterns: Sequence[str]) -> tuple[str, ...]:
    """Each pattern once: a type of the catalogue, or how types begin and then `*`. Raises PatternMatchesNothing."""
    for place, pattern in enumerate(patterns):
        if not any(matches(pattern, name) for name in CATALOGUE):
            raise PatternMatchesNothing(place, pattern)
    return tuple(dict.fromkeys(patterns))


def matches(pattern: str, name: str) -> bool:
    """`vn.tiendo.task.*` matches every type that begins so; `*` stands at the end and nowhere else."""
    if pattern.endswith(_ANY):
        return name.startswith(pattern.removesuffix(_ANY))
    return pattern == name


def concerns(event: Told, types: Iterable[str], units: Sequence[str]) -> bool:
    """Without units every event of a wanted type is meant, otherwise those that name one of them."""
    if not any(matches(pattern, event.type) for pattern in types):
        return False
    return not units or not event.units.isdisjoint(units)


def units_named(kind: str, subject: str, data: Mapping[str, Any]) -> frozenset[str]:
    """Units in any field `…unit` or `…units` of the state before and after; of an event about a unit, that unit."""
    named = {subject} if kind.startswith("vn.tiendo.unit.") else set()
    for state in (data.get("before"), data.get("after")):
        if isinstance(state, Mapping):
            for name, value in state.items():
                if name.endswith(("unit", "units")):
                    named |= _texts(value)
    return frozenset(named)


def _texts(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {one for one in values if isinstance(one, str)}
