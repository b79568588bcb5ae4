"""What is wrong with a cycle, a period or a report is told by field, and changes nothing (FR-NA-18, FR-BP-19)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem
from tests.component.tasks.reporting import CYCLES, a_cycle, opened, written

WRONG_CYCLES: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"due_days": 5}, ("body.due_days", "due_unclear")),
    ({"due_day_of_month": ...}, ("body.due_days", "due_unclear")),
    ({"due_on": "2024-10-31"}, ("body.due_on", "due_unclear")),
    ({"frequency": "once"}, ("body.due_on", "due_unclear")),
    ({"unit_types": []}, ("body.units", "reporters_missing")),
    ({"units": ["NA-X"]}, ("body.units", "unknown_reference")),
    ({"units": ["NA-VNPT"]}, ("body.units", "partner_cannot_lead")),
    ({"first_period": "2024-Q2"}, ("body.first_period", "unknown_period")),
    ({"first_period": "2023-12"}, ("body.first_period", "first_period_over")),
    ({"cut_off_day": 29}, ("body.cut_off_day", "less_than_equal")),
    ({"cut_off_day": "15"}, ("body.cut_off_day", "int_type")),
    ({"frequency": "weekly"}, ("body.frequency", "literal_error")),
    ({"name_vi": ...}, ("body.name_vi", "missing")),
    ({"nothing_allowed": "yes"}, ("body.nothing_allowed", "bool_type")),
]


@pytest.mark.parametrize(("fields", "fault"), WRONG_CYCLES)
async def test_a_cycle_says_what_is_wrong_with_it(world: World, fields: dict[str, Any], fault: tuple[str, str]) -> None:
    answer = await world.standing.post(CYCLES, json=a_cycle(**fields))
    assert problem(answer, 422)[1] == [fault]
    assert (await world.head.get(CYCLES)).json()["items"] == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({}, ("body.text_vi", "content_missing")),
        (
            {"nothing_to_report": True, "difficulties": [{"text": "Có"}]},
            ("body.nothing_to_report", "nothing_with_difficulties"),
        ),
        ({"difficulties": [{"group": "legal"}]}, ("body.difficulties.0.text", "missing")),
        ({"text_vi": 7}, ("body.text_vi", "string_type")),
        ({"texts": "x"}, ("body.texts", "extra_forbidden")),
    ],
)
async def test_content_says_what_is_wrong_with_it(
    world: World, content: dict[str, Any], fault: tuple[str, str]
) -> None:
    await opened(world)
    assert problem(await written(world, content), 422)[1] == [fault]


async def test_a_report_that_always_needs_content_is_never_nothing(world: World) -> None:
    await opened(world, nothing_allowed=False)
    faults = problem(await written(world, {"nothing_to_report": True}), 422)[1]
    assert faults == [("body.nothing_to_report", "nothing_not_allowed")]


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2024-13", "unknown_period"),
        ("2024-Q1", "unknown_period"),
        ("2024-05", "period_not_begun"),
        ("", "string_too_short"),
    ],
)
async def test_a_period_says_what_is_wrong_with_it(world: World, period: str, code: str) -> None:
    await created(world.standing, CYCLES, **a_cycle())
    answer = await world.standing.post(f"{CYCLES}/NA-BC/periods", json={"period": period})
    assert problem(answer, 422)[1] == [("body.period", code)]


async def test_a_cycle_whose_units_are_gone_opens_no_period(world: World) -> None:
    await created(world.standing, CYCLES, **a_cycle(unit_types=["ministry"]))
    answer = await world.standing.post(f"{CYCLES}/NA-BC/periods", json={"period": "2024-03"})
    assert problem(answer, 422)[1] == [("body.period", "nobody_reports")]
