"""Every operation, every role, every tenant, every kind of id: what is answered is what the rules say, and nothing else."""

from collections.abc import Iterator

import pytest

from shared.tenancy import Role
from tests.abuse.callers import CALLERS
from tests.abuse.cases import Case, Place, cases, expected
from tests.abuse.errands import Errand
from tests.abuse.imports import XLSX
from tests.abuse.rules import RULES, WORKBOOK, Named
from tests.abuse.surface import GATEWAY, SURFACE, doors
from tests.abuse.town import Answer, Town

BODY_LIMIT, UPLOAD_LIMIT = 1 << 20, 8 << 20
PASSING = {"date", "x-correlation-id"}
DOORS = [pytest.param(*door, id="-at-".join(door)) for door in doors()]


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
    if RULES[name].strangers:
        assert {status for status, _, _ in answers} == {RULES[name].success}
    else:
        assert [status for status, _, _ in answers] == [401]
    assert town.heads() == before


@pytest.mark.parametrize("name", SURFACE)
def test_what_is_declared_can_be_had_and_nothing_else(town: Town, name: str) -> None:
    """401 and what the rules give, and what can be provoked; 429 and 503 need more than one request, or a failure."""
    rule = RULES[name]
    told = {expected(rule, case) for case in cases(name, GATEWAY)} | set(_provoked(town, name))
    told |= set() if rule.strangers else {401}
    told |= {409} if _enters_into_a_tenant(name) else set()
    assert {int(status) for status in SURFACE[name].refusals} - {429, 503} - rule.elsewhere == {
        status for status in told if status >= 400
    }


def _enters_into_a_tenant(name: str) -> bool:
    """Whatever does is refused once the tenant has ended, which tests/scenarios/test_succession.py shows (FR-X-07)."""
    operation = SURFACE[name]
    return name.startswith("tasks_") and operation.method != "GET" and operation.path.startswith("/v1/{tenant}/")


def _provoked(town: Town, name: str) -> Iterator[int]:
    """What somebody is answered who may, and asks wrongly."""
    rule, errand = RULES[name], Errand(town, name)
    who = next(caller for caller in CALLERS if rule.audience(caller))
    case = Case(who, Place.HOME, Named.OWN if rule.ids else None)
    if rule.strangers:
        yield errand.ask(case, headers={"sec-fetch-site": "cross-site"}).status
    if not rule.sends:
        names = [
            parameter["name"] for parameter in SURFACE[name].said.get("parameters", ()) if parameter["in"] == "query"
        ]
        yield from (errand.ask(case, params={**rule.query, wrong: "x" * 2_000}).status for wrong in names)
        return
    if rule.sends == WORKBOOK:
        yield from (errand.ask(case, content=b" " * size, headers=XLSX).status for size in (1, UPLOAD_LIMIT + 1))
        return
    body = errand.body(who.tenant)
    yield from (errand.ask(case, json=body).status for _ in range(2))
    yield errand.ask(case, headers={"if-match": '"999"'}).status
    yield errand.ask(case, content=b" " * (BODY_LIMIT + 1)).status
    wrong = ({}, {"no_such_field": 1}, {**body, "nobody": 1})
    yield from (errand.ask(case, json=one).status for one in wrong)


def fingerprint(answer: Answer) -> tuple[int, bytes, frozenset[tuple[str, str]]]:
    """All of an answer but what differs between any two."""
    kept = ((name, value) for name, value in answer.headers.multi_items() if name not in PASSING)
    return answer.status, answer.content, frozenset(kept)
