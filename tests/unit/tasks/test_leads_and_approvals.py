"""Tasks that go to another lead, and products that somebody above decides about."""

from typing import Any

import pytest

from services.tasks.domain.errors import (
    IllegalTransition,
    LeadCoordinates,
    PartnerCannotLead,
    ReasonMissing,
    UnitNotInForce,
    UnknownReference,
)
from services.tasks.domain.telling import tell
from services.tasks.domain.works import approving, details, leads, task
from services.tasks.domain.works.approving import ApprovalWish
from services.tasks.domain.works.details import ModelDetails, TaskDetails
from services.tasks.domain.works.leads import LeadWish
from services.tasks.domain.works.steps import StatusWish
from services.tasks.domain.works.work_errors import (
    ApprovalNeeded,
    AuthorityMissing,
    DocumentMissing,
    LeadUnchanged,
    NamedTwice,
    NoLeadToChange,
    NothingChanges,
    WorkClosed,
)
from shared.events import TaskSnapshot
from tests.properties.life.facts import check_events
from tests.unit.tasks.cast import NOW, UNITS, a_model, a_task

BASIS = {"reason": "Phù hợp chức năng", "document": "318/QĐ-UBND"}


def led_by(task_: TaskSnapshot, unit: str, **more: Any) -> TaskSnapshot:
    change = leads.change_lead(task_, LeadWish.model_validate({"lead_unit": unit, **BASIS, **more}), UNITS, NOW)
    check_events(task_, change)
    return change.state


def test_what_is_owed_goes_with_the_task() -> None:
    """FR-NT-10: owner, accountable role and its words; the deadline stays."""
    before = a_task()
    after = led_by(before, "NA-CA")
    assert (after.lead_unit, after.obligation.owner_unit, after.version) == ("NA-CA", "NA-CA", 2)
    assert after.accountable_role_vi == UNITS["NA-CA"].head_role_vi
    assert after.obligation.due_at == before.obligation.due_at
    assert after.coordinating_units == ()


def test_the_unit_that_led_may_stay_as_a_helper() -> None:
    assert led_by(a_task(), "NA-CA", stays_coordinating=True).coordinating_units == ("NA-STP",)


def test_the_history_says_from_whom_to_whom_and_why() -> None:
    change = leads.change_lead(a_task(), LeadWish.model_validate({"lead_unit": "NA-CA", **BASIS}), UNITS, NOW)
    assert tell(change.events[0].payload).summary.vi == (
        "Chuyển đơn vị chủ trì từ NA-STP sang NA-CA theo 318/QĐ-UBND: Phù hợp chức năng"
    )


@pytest.mark.parametrize(
    ("unit", "refusal"),
    [
        ("NA-STP", LeadUnchanged),
        ("NA-KHONG", UnknownReference),
        ("NA-VNPT", PartnerCannotLead),
    ],
)
def test_not_every_unit_can_take_it(unit: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        led_by(a_task(), unit)


def test_a_unit_that_does_not_exist_any_more_does_not_take_it() -> None:
    with pytest.raises(UnitNotInForce):
        leads.change_lead(
            a_task(),
            LeadWish.model_validate({"lead_unit": "NA-H413", **BASIS}),
            UNITS,
            NOW.replace(year=2025),
        )


def test_closed_and_shared_works_have_no_lead_to_change() -> None:
    with pytest.raises(WorkClosed):
        led_by(a_task(status="completed", product="Văn bản"), "NA-CA")
    with pytest.raises(NoLeadToChange):
        led_by(a_task(lead_unit=None, coordinating_units=[], assignees=["NA-STP"]), "NA-CA")


def decided(task_: TaskSnapshot, to: str, **wish: Any) -> TaskSnapshot:
    change = approving.decide(task_, ApprovalWish.model_validate({"to": to, **wish}), NOW)
    check_events(task_, change)
    return change.state


def test_a_list_is_submitted_returned_submitted_and_approved() -> None:
    """FR-TW-06, FR-TW-07, FR-TW-15."""
    items = [{"name_vi": "CSDL đất đai", "correct": 90, "complete": 80, "clean": 70, "live": 60}]
    state = decided(a_task(status="in_progress"), "submitted", authority="Thủ tướng Chính phủ", items=items)
    state = decided(state, "returned", reason="Bổ sung")
    assert (state.status, state.reason) == ("returned", "Bổ sung")
    state = decided(decided(state, "submitted"), "approved", document="06/QĐ-TTg")
    assert state.approval is not None
    assert (state.approval.state, state.approval.authority, len(state.approval.items)) == (
        "approved",
        "Thủ tướng Chính phủ",
        1,
    )
    assert (state.status, state.product) == ("completed", "06/QĐ-TTg")


def test_a_decision_needs_what_belongs_to_it() -> None:
    submitted = decided(a_task(status="in_progress"), "submitted")
    with pytest.raises(ReasonMissing):
        decided(submitted, "returned")
    with pytest.raises(AuthorityMissing):
        decided(submitted, "approved", document="06/QĐ-TTg")
    with pytest.raises(DocumentMissing):
        decided(submitted, "approved", authority="Thủ tướng Chính phủ")


@pytest.mark.parametrize(("state", "to"), [("open", "approved"), ("open", "returned"), ("submitted", "submitted")])
def test_an_approval_has_its_own_steps(state: str, to: str) -> None:
    known = a_task(status="in_progress", deciding_authority="Chủ tịch UBND tỉnh")
    if state == "submitted":
        known = decided(known, "submitted")
    with pytest.raises(IllegalTransition):
        decided(known, to, reason="x", document="x")


def test_what_has_not_begun_is_not_submitted() -> None:
    with pytest.raises(IllegalTransition):
        decided(a_task(), "submitted")


@pytest.mark.parametrize("to", ["submitted", "basically_completed", "completed"])
def test_nothing_goes_past_the_authority(to: str) -> None:
    waiting = a_task(status="in_progress", deciding_authority="Chủ tịch UBND tỉnh")
    with pytest.raises(ApprovalNeeded):
        task.change_status(waiting, StatusWish.model_validate({"to": to, "product": "Văn bản"}), NOW)
    assert task.change_status(waiting, StatusWish(to="on_hold", reason="chờ"), NOW).state.status == "on_hold"


def test_details_are_set_one_by_one_and_taken_away_with_null() -> None:
    """FR-BP-07, FR-NT-22."""
    basis = {"resources": {"form": "investment", "purpose": "infrastructure", "legal_basis": ["Luật Đầu tư công"]}}
    change = details.amend_task(a_task(), TaskDetails.model_validate({**basis, "reason": "x"}), (), NOW)
    check_events(a_task(), change)
    assert change.state.resources is not None
    assert change.state.coordinating_units == ("NA-CA",)
    without = details.amend_task(change.state, TaskDetails.model_validate({"resources": None}), (), NOW).state
    assert without.resources is None


@pytest.mark.parametrize("wish", [{}, {"reason": "không đổi gì"}, {"resources": None}])
def test_what_changes_nothing_is_refused(wish: dict[str, Any]) -> None:
    with pytest.raises(NothingChanges):
        details.amend_task(a_task(), TaskDetails.model_validate(wish), (), NOW)


def test_helpers_exist_and_do_not_lead() -> None:
    with pytest.raises(UnknownReference):
        details.amend_task(a_task(), TaskDetails(coordinating_units=("NA-KHONG",)), UNITS, NOW)
    with pytest.raises(LeadCoordinates):
        details.amend_task(a_task(), TaskDetails(coordinating_units=("NA-STP",)), UNITS, NOW)


def test_sites_of_a_model_are_named_once_and_at_units_that_exist() -> None:
    """FR-NT-18."""
    site = {"name_vi": "Trụ sở UBND tỉnh", "unit": "NA-STP"}
    change = details.amend_model(a_model(), ModelDetails.model_validate({"sites": [site]}), UNITS, NOW)
    check_events(a_model(), change)
    assert change.state.sites[0].status == "not_started"
    with pytest.raises(NamedTwice):
        details.amend_model(a_model(), ModelDetails.model_validate({"sites": [site, site]}), UNITS, NOW)
    with pytest.raises(UnknownReference):
        details.amend_model(
            a_model(), ModelDetails.model_validate({"sites": [site | {"unit": "NA-KHONG"}]}), UNITS, NOW
        )
