"""The units of a tenant, remembered for a few seconds."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.gateway.domain.offices import read_unit, roles_of
from services.gateway.ports import Answer, Ask, PartMissing
from services.gateway.usecases.units import Units
from shared.calendar import FixedClock
from shared.tenancy import Role, TenantId

NGHE_AN = TenantId("nghe-an")


def a_unit(name: str, **more: Any) -> dict[str, Any]:
    told = {"id": name, "type": "department", "name_vi": "Sở", "head_role": "unit_head", "officer_role": "unit_officer"}
    return {**told, **more}


class Pages:
    """Tasks, which tells one unit a page."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.status = 200
        self.asked: list[Ask] = []

    async def ask(self, service: str, ask: Ask, within: float) -> Answer:
        self.asked.append(ask)
        place = int(ask.query.partition("cursor=")[2] or 0)
        following = str(place + 1) if place + 1 < len(self.names) else None
        body = json.dumps({"items": [a_unit(self.names[place])], "next": following})
        return Answer(self.status, {}, body.encode())


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2024, 4, 2, 5, 0, tzinfo=UTC))


async def test_all_pages_are_read_with_the_token_that_is_given(clock: FixedClock) -> None:
    pages = Pages("A", "B", "C")
    found = await Units(pages, clock, 1).of(NGHE_AN, {"authorization": "Bearer x"})
    assert [unit.id for unit in found] == ["A", "B", "C"]
    assert {ask.path for ask in pages.asked} == {"/v1/nghe-an/units"}
    assert {ask.headers["authorization"] for ask in pages.asked} == {"Bearer x"}


async def test_they_are_asked_for_anew_after_a_while_and_what_is_known_outlives_an_outage(clock: FixedClock) -> None:
    pages = Pages("A")
    units = Units(pages, clock, 1)
    for _ in range(2):
        await units.of(NGHE_AN, {})
    assert len(pages.asked) == 1
    clock.advance(timedelta(seconds=11))
    pages.names = ("B",)
    assert [unit.id for unit in await units.of(NGHE_AN, {})] == ["B"]
    clock.advance(timedelta(seconds=11))
    pages.status = 503
    assert [unit.id for unit in await units.of(NGHE_AN, {})] == ["B"]
    with pytest.raises(PartMissing):
        await units.of(TenantId("ninh-thuan"), {})


async def test_an_answer_that_is_none_is_a_missing_part(clock: FixedClock) -> None:
    class Garbage:
        async def ask(self, service: str, ask: Ask, within: float) -> Answer:
            return Answer(200, {}, b"<html>")

    with pytest.raises(PartMissing):
        await Units(Garbage(), clock, 1).of(NGHE_AN, {})


@pytest.mark.parametrize(
    ("more", "has"),
    [
        ({}, True),
        ({"valid_from": "2024-04-02", "valid_to": "2024-04-02"}, True),
        ({"valid_to": "2024-04-01"}, False),
        ({"valid_from": "2024-04-03"}, False),
        ({"type": "unit_class"}, False),
        ({"head_role": "district_chair"}, False),
    ],
    ids=str,
)
def test_an_office_can_be_had_on_the_days_of_its_unit(more: dict[str, Any], has: bool) -> None:
    assert read_unit(a_unit("A", **more)).has(Role.UNIT_HEAD, date(2024, 4, 2)) is has


def test_every_role_is_somewhere() -> None:
    assert {*roles_of(central=True), *roles_of(central=False)} == set(Role)
