"""What another tenant goes on with: no part of a total any more, neither done nor cancelled; earlier figures stay (FR-X-07)."""

from typing import Any

import pytest

from services.reporting.domain.boards import cells_of
from services.reporting.domain.counting import numbers
from services.reporting.domain.names import provinces_on
from services.reporting.domain.states import PASSED_ON, is_owed, state_of
from services.reporting.domain.tallies import tally
from services.reporting.domain.timelines import enter, state_at
from shared.events.work_parts import Elsewhere
from tests.unit.reporting.cast import a_task

BEFORE, THEN, AFTER = (f"2025-0{month}-01T00:00:00.000000Z" for month in (6, 7, 8))


def passed_on(**fields: Any) -> dict[str, Any]:
    task = a_task(**fields)
    owed = task.obligation.model_copy(update={"waived": True})
    return state_of(task.model_copy(update={"passed_to": Elsewhere(tenant="dong-nai", id="x"), "obligation": owed}))


def test_it_is_counted_by_itself() -> None:
    state = passed_on(status="in_progress")
    counted = tally(dict.fromkeys(cells_of(state), 1), AFTER)
    assert (state["status"], is_owed(state)) == (PASSED_ON, False)
    said = numbers(counted)
    assert [said[name] for name in ("reported", "total", "done", "remaining", "cancelled", "passed_on")] == [
        *(True, 0, 0, 0, 0, 1)
    ]
    assert said["rate_done"] is None
    assert set(said["outcome"].model_dump().values()) == {0}


def test_where_nothing_was_entered_nothing_was_passed_on_either() -> None:
    assert numbers(tally({}, AFTER))["passed_on"] is None


def test_figures_of_the_day_before_are_those_that_they_were() -> None:
    first = state_of(a_task(status="in_progress"))
    timeline, _ = enter([], first, BEFORE, BEFORE)
    timeline, effects = enter(timeline, passed_on(status="in_progress"), THEN, AFTER)
    assert state_at(timeline, at="2025-06-30T16:59:59.999999Z") == first
    assert (state_at(timeline, at=THEN) or {})["status"] == PASSED_ON
    assert [at for at, _ in effects] == [THEN]


@pytest.mark.parametrize(
    ("at", "there"),
    [
        ("2025-06-30T16:59:59.999999Z", {"binh-phuoc", "dong-nai"}),
        ("2025-06-30T17:00:00.000000Z", {"dong-nai", "moi"}),
    ],
)
def test_a_province_is_compared_while_it_exists(at: str, there: set[str]) -> None:
    """By the Vietnamese day: a tenant of which no days are known is always there, and the central level never."""
    tenants: dict[str, Any] = {
        "binh-phuoc": {"level": "province", "valid_to": "2025-06-30"},
        "dong-nai": {"level": "province", "valid_to": None},
        "moi": {"level": "province", "valid_from": "2025-07-01"},
        "central": {"level": "central"},
    }
    assert provinces_on(tenants, at).keys() == there
