"""A tenant's own ladder: what can be asked for, and that a wrong wish names the field that is wrong."""

from typing import Any

import pytest
from pydantic import ValidationError

from services.notifications.domain.ladder import DEFAULT_LADDERS
from services.notifications.domain.ladder_settings import STARTING, LadderVersion
from services.notifications.domain.ladder_wishes import InvalidLadder, NewLadder, ObligationKind, check
from services.notifications.domain.works import _DUTIES
from tests.unit.notifications.cast import at

HEAD: dict[str, Any] = {"days": 1, "to": ["head"]}


def wish(*lines: dict[str, Any]) -> NewLadder:
    return NewLadder.model_validate({"lines": lines})


def faults(*lines: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidLadder) as refused:
        check(wish(*lines))
    assert all(fault.message.vi and fault.message.en for fault in refused.value.faults)
    return {fault.field: fault.code for fault in refused.value.faults}


def test_what_everybody_starts_with_can_be_asked_for_and_means_the_same() -> None:
    check(STARTING.wish)
    assert STARTING.ladders == DEFAULT_LADDERS


def test_every_sort_of_duty_can_have_a_ladder() -> None:
    assert set(ObligationKind) == {"task", "pilot_model", *_DUTIES}


def test_steps_are_named_by_their_time() -> None:
    steps = [{**HEAD, "days": days} for days in (-3, 0, 2)] + [{"mark": "start", "to": ["office"]}]
    (line,) = wish({"steps": steps}).lines
    assert [step.name for step in line.ladder] == ["T-3", "T", "T+2", "month-start"]


def test_a_version_is_in_force_from_when_it_was_set() -> None:
    version = LadderVersion(3, wish({"steps": [HEAD]}), at("2024-10-28 09:00"), "standing_officer")
    assert (version.ladders.version, version.ladders.since) == (3, at("2024-10-28 09:00"))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([{"kinds": ["urge"], "steps": [HEAD]}], {"lines": "one_general_line"}),
        ([{"steps": [HEAD]}, {"steps": [HEAD]}], {"lines": "one_general_line"}),
        (
            [{"steps": [HEAD]}, {"kinds": ["urge"], "steps": [HEAD]}, {"kinds": ["copy", "urge"], "steps": [HEAD]}],
            {"lines.2.kinds": "kind_twice"},
        ),
        ([{"steps": [HEAD, {"to": ["office"]}]}], {"lines.0.steps.1.days": "either_days_or_mark"}),
        ([{"steps": [{**HEAD, "mark": "start"}]}], {"lines.0.steps.0.days": "either_days_or_mark"}),
        ([{"steps": [HEAD, {"days": 1, "to": ["office"]}]}], {"lines.0.steps.1": "step_twice"}),
        ([{"steps": [{"days": 1, "to": ["head", "head"]}]}], {"lines.0.steps.0.to": "level_twice"}),
        ([{"steps": [{"days": 1, "to": ["office"]}]}], {"lines.0.steps": "head_never_told"}),
    ],
)
def test_a_wish_that_contradicts_itself_is_refused_by_field(lines: list[dict[str, Any]], found: dict[str, str]) -> None:
    assert faults(*lines) == found


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ({**HEAD, "days": 31}, "days"),
        ({**HEAD, "days": -31}, "days"),
        ({**HEAD, "days": "1"}, "days"),
        ({**HEAD, "holds": 11}, "holds"),
        ({**HEAD, "holds": True}, "holds"),
        ({**HEAD, "to": []}, "to"),
        ({**HEAD, "to": ["mayor"]}, "to"),
        ({**HEAD, "mark": "end"}, "mark"),
        ({**HEAD, "name": "T+1"}, "name"),
    ],
)
def test_values_out_of_their_range_are_refused_by_field(step: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        wish({"steps": [step]})
    assert {error["loc"][4] for error in refused.value.errors()} == {field}
