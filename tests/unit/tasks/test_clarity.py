"""What is clear about a task, by whichever criteria a tenant chose."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.works import clarity
from services.tasks.domain.works.clarity import CRITERIA, PRESETS, ClarityWish
from services.tasks.domain.works.work_errors import CriteriaMissing, NothingChanges
from shared.events.clarity import Criterion
from shared.tenancy import Role
from tests.unit.tasks.cast import NGHE_AN, NOW, a_task

FULL: dict[str, Any] = {
    "product_vi": "Danh mục văn bản",
    "deciding_authority": "Chủ tịch UBND tỉnh",
    "target": {"op": ">=", "value": 1},
    "milestones": [{"name_vi": "Trình", "due_date": "2024-03-25"}],
}
NO_DEADLINE = {"due": {"date": None, "precision": "none"}}


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        (NO_DEADLINE, ["time"]),
        ({"product_vi": None, "target": None}, ["product", "result"]),
        ({"deciding_authority": None}, ["authority"]),
        ({"milestones": [], "target": None}, ["progress", "result"]),
        ({"kind": "regular", "milestones": [], "rhythm": "month", "target": None}, ["result"]),
    ],
)
def test_each_criterion_is_missed_where_what_it_asks_for_is_not_there(
    fields: dict[str, Any], missing: list[str]
) -> None:
    """FR-NA-15, FR-NT-13."""
    assert clarity.missing(a_task(**FULL | fields), CRITERIA) == missing


def test_the_presets_are_those_of_the_texts() -> None:
    """FR-NA-16, FR-NT-13, FR-X-10."""
    assert PRESETS["three"] == ("person", "work", "progress")
    assert PRESETS["four"] == ("person", "work", "time", "responsibility")
    assert PRESETS["six"] == ("person", "work", "time", "responsibility", "product", "authority")


criteria = st.sets(st.sampled_from(CRITERIA), min_size=1)


@given(gaps=st.sets(st.sampled_from(CRITERIA)), wanted=criteria)
def test_what_a_store_compares_is_what_the_criteria_say(gaps: set[Criterion], wanted: set[Criterion]) -> None:
    is_clear = gaps.isdisjoint(wanted)
    assert (clarity.mask(gaps) in clarity.masks(wanted, clear=True)) is is_clear
    assert (clarity.mask(gaps) in clarity.masks(wanted, clear=False)) is not is_clear


@given(chosen=criteria)
def test_a_custom_choice_keeps_the_order_of_the_criteria(chosen: set[Criterion]) -> None:
    wish = ClarityWish(preset="custom", criteria=tuple(chosen))
    state = clarity.choose(wish, None, NGHE_AN, Role.CHAIRMAN, NOW).state
    assert state.criteria == tuple(one for one in CRITERIA if one in chosen)
    assert (state.version, state.chosen_by_role) == (1, Role.CHAIRMAN)


def test_the_same_choice_again_changes_nothing() -> None:
    six = ClarityWish(preset="six")
    known = clarity.choose(six, None, NGHE_AN, Role.CHAIRMAN, NOW).state
    with pytest.raises(NothingChanges):
        clarity.choose(six, known, NGHE_AN, Role.STANDING_OFFICER, NOW)
    again = clarity.choose(ClarityWish(preset="four"), known, NGHE_AN, Role.STANDING_OFFICER, NOW)
    assert again.state.version == 2
    assert again.events[0].payload.before == {
        "version": 1,
        "preset": "six",
        "criteria": list(PRESETS["six"]),
        "chosen_by_role": "chairman",
    }


@pytest.mark.parametrize("wish", [{"preset": "custom"}, {"preset": "six", "criteria": ["person"]}])
def test_criteria_come_with_a_custom_choice_and_only_then(wish: dict[str, Any]) -> None:
    with pytest.raises(CriteriaMissing):
        clarity.choose(ClarityWish.model_validate(wish), None, NGHE_AN, Role.CHAIRMAN, NOW)
