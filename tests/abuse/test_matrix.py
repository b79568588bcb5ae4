"""Every operation, every role, every tenant, every kind of id: what is answered is what the rules say, and nothing else."""

import itertools
from collections.abc import Iterator

import pytest

from shared.tenancy import Role
from tests.abuse.callers import CALLERS, LEAD
from tests.abuse.errands import Case, Errand, Place
from tests.abuse.rules import RULES, Guests, Named, Rule
from tests.abuse.surface import GATEWAY, SURFACE, doors
from tests.abuse.town import Answer, Town

PASSING = {"date", "x-correlation-id"}
DOORS = [pytest.param(*door, id="-at-".join(door)) for door in doors()]


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
    return 403 if rule.role_first or case.named in {Named.OWN, Named.CANCELLED} else 404


def _abroad(rule: Rule, case: Case) -> int:
    if not case.caller.is_central or case.place is Place.MALFORMED or rule.guests is Guests.UNSEEN:
        return 404
    there = case.place is Place.FOREIGN
    if rule.guests is Guests.WELCOME:
        return rule.status(case.named) if there else 404
    return 403 if rule.role_first or (there and case.named is Named.OWN) else 404


def test_every_operation_has_its_rule() -> None:
    assert RULES.keys() == SURFACE.keys()
    for name, rule in RULES.items():
        assert rule.of_tenant == ("{tenant}" in SURFACE[name].path), name
        assert bool(rule.sends) == ("requestBody" in SURFACE[name].said), name


def test_the_description_that_is_served_is_the_one_that_is_tried(town: Town) -> None:
    served = town.ask(None, "GET", "/openapi.json").json()
    assert {said["operationId"] for item in served["paths"].values() for said in item.values()} == SURFACE.keys()


@pytest.mark.parametrize(("name", "door"), DOORS)
def test_refusals_are_those_of_the_rules_tell_nothing_and_change_nothing(town: Town, name: str, door: str) -> None:
    """Another's tenant, nobody's tenant and an unknown id give one and the same answer, byte for byte (G6)."""
    errand, before = Errand(town, name, door), town.heads()
    refused = {case: status for case in cases(name, door) if (status := expected(RULES[name], case)) >= 400}
    answers = {case: errand.ask(case) for case in refused}
    assert [str(case) for case, status in refused.items() if answers[case].status != status] == []
    assert town.heads() == before
    for caller in CALLERS:
        hidden = {
            case: fingerprint(answers[case]) for case in answers if case.caller == caller and refused[case] == 404
        }
        assert len(set(hidden.values())) <= 1, hidden


@pytest.mark.parametrize(("name", "door"), DOORS)
def test_who_may_succeeds(town: Town, name: str, door: str) -> None:
    errand = Errand(town, name, door)
    granted = {case: status for case in cases(name, door) if (status := expected(RULES[name], case)) < 400}
    assert granted
    answers = {case: errand.ask(case, afresh=True) for case in granted}
    assert [f"{case}: {answers[case].text}" for case in granted if answers[case].status != granted[case]] == []


@pytest.mark.parametrize(("name", "door"), DOORS)
def test_without_a_token_everything_is_refused_alike(town: Town, name: str, door: str) -> None:
    errand, before = Errand(town, name, door), town.heads()
    standing = [case for case in cases(name, door) if case.caller.role is Role.STANDING_OFFICER]
    answers = {fingerprint(errand.ask(case, nameless=True)) for case in standing}
    assert [status for status, _, _ in answers] == [401]
    assert town.heads() == before


def fingerprint(answer: Answer) -> tuple[int, bytes, frozenset[tuple[str, str]]]:
    """All of an answer but what differs between any two."""
    kept = ((name, value) for name, value in answer.headers.multi_items() if name not in PASSING)
    return answer.status, answer.content, frozenset(kept)
