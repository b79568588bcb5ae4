"""Inspections and what follows from them: the life of an undertaking as a table, and as Hypothesis walks it (FR-NA-25)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.duty_errors import WordsMissing
from services.tasks.domain.errors import FieldRefused, IllegalTransition
from services.tasks.domain.oversight import inspection, undertaking
from services.tasks.domain.oversight.inspection import NewInspection
from services.tasks.domain.oversight.undertaking import STEPS, UndertakingStep
from shared.calendar import end_of_day, start_of_day
from shared.events.undertakings import UndertakingSnapshot
from tests.unit.tasks.cast import NGHE_AN, NOW, UNITS

ALL = tuple(STEPS)
LEADING_TO = {
    "open": (),
    "reported": ("reported",),
    "returned": ("reported", "returned"),
    "accepted": ("reported", "accepted"),
    "waived": ("waived",),
}


def a_wish(**fields: Any) -> NewInspection:
    recommended = {"unit": "NA-STP", "title_vi": "Chấn chỉnh chế độ báo cáo", "due_date": "2024-04-30"}
    defaults = {
        "id": "NA-KT-01",
        "title_vi": "Kiểm tra kỷ luật, kỷ cương",
        "held_on": "2024-04-01",
        "inspectors": ["NA-CA"],
        "inspected": ["NA-STP"],
        "findings": [{"about": "discipline", "text": "Báo cáo chậm"}],
        "recommendations": [recommended],
    }
    return NewInspection.model_validate(defaults | fields)


def an_undertaking(status: str = "open") -> UndertakingSnapshot:
    recorded = inspection.record(a_wish(), NGHE_AN, UNITS, NOW).state
    (change,) = inspection.recommended(recorded, UNITS)
    known = change.state
    for to in LEADING_TO[status]:
        known = undertaking.take(known, UndertakingStep(to=to, text="Nội dung"), NOW).state
    return known


def test_a_recommendation_is_owed_from_the_day_of_the_inspection_to_the_end_of_its_own() -> None:
    """FR-NA-25."""
    known = an_undertaking()
    day = a_wish().held_on
    assert known.id == "NA-KT-01.1"
    assert known.obligation.opened_at == start_of_day(day)
    assert known.obligation.due_at == end_of_day(a_wish().recommendations[0].due_date)
    assert (known.obligation.kind, known.obligation.owner_unit) == ("recommendation", "NA-STP")


@pytest.mark.parametrize("to", ["reported", "accepted", "returned", "waived"])
@pytest.mark.parametrize("status", ALL)
def test_the_life_of_an_undertaking(status: Any, to: Any) -> None:
    known, step = an_undertaking(status), UndertakingStep(to=to, text="Nội dung")
    if to in STEPS[status]:
        assert undertaking.take(known, step, NOW).state.status == to
        return
    with pytest.raises(IllegalTransition) as refused:
        undertaking.take(known, step, NOW)
    assert refused.value.allowed == STEPS[status]


@given(st.lists(st.sampled_from(["reported", "accepted", "returned", "waived"]), max_size=12))
def test_it_is_met_exactly_while_its_result_stands(wishes: list[Any]) -> None:
    known, now, first = an_undertaking(), NOW, None
    for to in wishes:
        now += timedelta(hours=1)
        if to not in STEPS[known.status]:
            continue
        (happened,) = undertaking.take(known, UndertakingStep(to=to, text="Nội dung"), now).events
        after: Any = happened.payload
        assert after.before["status"] == known.status
        known = after.after
        first = first or (now if to == "reported" else None)
        owed = known.obligation
        assert (owed.discharged_at is not None) == (known.status in {"reported", "accepted"})
        assert owed.waived == (known.status == "waived")
        assert owed.first_submitted_at == first


@pytest.mark.parametrize("to", ["reported", "returned", "waived"])
def test_these_steps_need_their_words(to: Any) -> None:
    known = an_undertaking("reported" if to == "returned" else "open")
    with pytest.raises(WordsMissing):
        undertaking.take(known, UndertakingStep(to=to), NOW)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"held_on": "2024-04-03"}, "held_on"),
        ({"inspectors": ["NA-X"]}, "inspectors"),
        ({"inspectors": ["NA-VNPT"]}, "inspectors"),
        ({"inspected": ["NA-CA"], "recommendations": []}, "inspected"),
        ({"findings": [{"about": "progress", "unit": "NA-SMOI", "text": "Chậm"}]}, "findings.0.unit"),
        (
            {"recommendations": [{"unit": "NA-SMOI", "title_vi": "Báo cáo", "due_date": "2024-04-30"}]},
            "recommendations.0.unit",
        ),
        (
            {"recommendations": [{"unit": "NA-STP", "title_vi": "Báo cáo", "due_date": "2024-03-31"}]},
            "recommendations.0.due_date",
        ),
        ({"id": "K" * 80}, "id"),
    ],
)
def test_an_inspection_says_what_is_wrong_with_it(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        inspection.record(a_wish(**fields), NGHE_AN, UNITS, NOW)
    assert refused.value.field == field
