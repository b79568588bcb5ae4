"""Who asks for what, where, and what the rules say to it."""

import itertools
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from shared.tenancy import Role
from tests.abuse.callers import CALLERS, LEAD, NEIGHBOUR, NOWHERE, PROVINCE, Caller
from tests.abuse.rules import RULES, Guests, Named, Rule
from tests.abuse.surface import GATEWAY, SURFACE


class Place(StrEnum):
    """Whose tenant the path names."""

    HOME = "the caller's"
    FOREIGN = "another's"
    UNKNOWN = "nobody's"
    MALFORMED = "no tenant at all"


class Case(NamedTuple):
    caller: Caller
    place: Place
    named: Named | None

    def __str__(self) -> str:
        return f"{self.caller} asks {self.place}" + (f" for {self.named}" if self.named else "")

    @property
    def other(self) -> str:
        """A tenant that exists and is not the caller's."""
        return PROVINCE if self.caller.tenant == NEIGHBOUR else NEIGHBOUR

    @property
    def tenant(self) -> str:
        """As the path says it."""
        home, shapeless = self.caller.tenant, "nghe%20an"
        places = {Place.HOME: home, Place.FOREIGN: self.other, Place.UNKNOWN: NOWHERE, Place.MALFORMED: shapeless}
        return places[self.place]


def cases(name: str, door: str) -> Iterator[Case]:
    """At home every kind of id, elsewhere one that is there and one that is nowhere."""
    rule = RULES[name]
    for place in Place if rule.of_tenant else [Place.HOME]:
        elsewhere = [named for named in (Named.OWN, Named.RANDOM) if named in rule.ids]
        ids: list[Named | None] = [*(rule.ids if place is Place.HOME else elsewhere)] or [None]
        for caller, named in itertools.product(CALLERS, ids):
            case = Case(caller, place, named)
            if _makes_sense(name, case, door):
                yield case


def _makes_sense(name: str, case: Case, door: str) -> bool:
    """What has no shape is looked at first or last, as each door likes: it is tried where everybody gets the same answer."""
    if case.place is Place.MALFORMED and case.caller.role is Role.OPS:
        return False
    if case.named is Named.MALFORMED and door != GATEWAY:
        return False
    no_mail = "{notice}" in SURFACE[name].path and case.caller.unit != LEAD
    return not (no_mail and case.named is Named.OWN)


def expected(rule: Rule, case: Case) -> int:
    """The status that the rule gives."""
    if not rule.of_tenant:
        return rule.success if rule.audience(case.caller) else 403
    if case.named is Named.MALFORMED:
        return 404
    if case.caller.role is Role.OPS:
        return 403
    return _at_home(rule, case) if case.place is Place.HOME else _abroad(rule, case)


def _at_home(rule: Rule, case: Case) -> int:
    if rule.audience(case.caller):
        return rule.status(case.named)
    there = case.named in {Named.OWN, Named.CANCELLED} or (
        case.named is Named.SIBLING and rule.status(case.named) < 400
    )
    return 403 if rule.role_first or there else 404


def _abroad(rule: Rule, case: Case) -> int:
    if not case.caller.is_central or case.place is Place.MALFORMED or rule.guests is Guests.UNSEEN:
        return 404
    there = case.place is Place.FOREIGN
    if rule.guests is Guests.WELCOME:
        return rule.status(case.named) if there else 404
    return 403 if rule.role_first or (there and case.named is Named.OWN) else 404
