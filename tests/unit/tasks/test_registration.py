"""Registration: what must exist, what is derived, and how running work is taken over."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from services.tasks.domain.errors import (
    ChildIdTooLong,
    EffectiveBeforeLastChange,
    EffectiveInFuture,
    FieldRefused,
    GroupOfOtherPlan,
    LeadAndAssignees,
    LeadCoordinates,
    LeadMissing,
    PartnerCannotLead,
    PeriodReversed,
    ReasonMissing,
    UnitNotInForce,
    UnknownReference,
)
from services.tasks.domain.organisation import tenant, unit
from services.tasks.domain.organisation.tenant import NewTenant
from services.tasks.domain.organisation.unit import NewUnit
from services.tasks.domain.works import fan_out, group, pilot_model, plan, task
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.plan import NewPlan
from shared.events import TaskRegistered, TaskStatusChanged
from shared.tenancy import Role
from tests.unit.tasks.cast import (
    GROUP,
    NGHE_AN,
    NOW,
    PLAN,
    PLAN_START,
    UNITS,
    a_model_wish,
    a_task,
    a_unit,
    a_wish,
    surroundings,
)


def refusal(around: dict[str, Any] | None = None, **fields: Any) -> FieldRefused:
    with pytest.raises(FieldRefused) as refused:
        task.register(a_wish(**fields), NGHE_AN, surroundings(**around or {}), NOW)
    return refused.value


def test_a_task_is_opened_with_its_plan_and_owed_by_the_head_of_its_lead() -> None:
    state = a_task()
    owed = state.obligation
    assert (owed.kind, owed.owner_unit, owed.accountable_role) == ("task", "NA-STP", Role.UNIT_HEAD)
    assert owed.opened_at == PLAN_START == state.status_since
    assert (state.status, state.version, state.sample) == ("not_started", 1, False)
    assert state.accountable_role_vi == "Giám đốc Sở Tư pháp"


def test_registration_is_one_event_without_a_before() -> None:
    (occurred,) = task.register(a_wish(), NGHE_AN, surroundings(), NOW).events
    assert isinstance(occurred.payload, TaskRegistered)
    assert occurred.payload.before is None
    assert occurred.time == PLAN_START


def test_running_work_is_adopted_by_a_second_event_at_its_own_date() -> None:
    change = task.register(a_wish(status="in_progress", status_as_of="2024-03-31"), NGHE_AN, surroundings(), NOW)
    registered, adopted = change.events
    assert isinstance(registered.payload, TaskRegistered)
    assert registered.payload.after.status == "not_started"
    assert isinstance(adopted.payload, TaskStatusChanged)
    assert adopted.payload.change.adopted
    assert adopted.time == datetime.fromisoformat("2024-03-31T00:00:00+07:00") == change.state.status_since
    assert change.state.version == 2


def test_done_work_is_adopted_as_it_is_and_is_discharged_at_its_date() -> None:
    state = a_task(status="completed", status_as_of="2024-03-15T10:00:00+07:00")
    assert state.product is None
    assert state.obligation.discharged_at == datetime.fromisoformat("2024-03-15T10:00:00+07:00")


def test_not_started_work_is_registered_by_one_event_whatever_its_date() -> None:
    change = task.register(a_wish(status_as_of="2024-03-31"), NGHE_AN, surroundings(), NOW)
    assert len(change.events) == 1


@pytest.mark.parametrize(
    ("as_of", "error"), [("2024-05-01", EffectiveInFuture), ("2023-12-30", EffectiveBeforeLastChange)]
)
def test_adopted_work_lies_between_its_opening_and_now(as_of: str, error: type[FieldRefused]) -> None:
    refused = refusal(status="in_progress", status_as_of=as_of)
    assert isinstance(refused, error)
    assert refused.field == "status_as_of"


def test_held_work_is_adopted_with_its_reason_only() -> None:
    assert isinstance(refusal(status="on_hold"), ReasonMissing)
    assert a_task(status="on_hold", reason="Chờ kinh phí").reason == "Chờ kinh phí"


def test_work_that_opens_later_is_known_from_now_on() -> None:
    state = a_task(opened_at="2024-06-01")
    assert state.obligation.opened_at == datetime.fromisoformat("2024-06-01T00:00:00+07:00")
    assert state.status_since == NOW


@pytest.mark.parametrize(
    ("field", "fields", "around"),
    [
        ("plan", {}, {"plan": None, "group": None}),
        ("group", {}, {"group": None}),
        ("parent", {"parent": "NA-T-99"}, {}),
        ("lead_unit", {"lead_unit": "NA-XXX"}, {}),
        ("coordinating_units", {"coordinating_units": ["NA-CA", "NA-XXX"]}, {}),
        ("assignees", {"lead_unit": None, "assignees": ["NA-CA", "NA-XXX"]}, {}),
    ],
)
def test_what_a_task_names_must_exist(field: str, fields: dict[str, Any], around: dict[str, Any]) -> None:
    refused = refusal(around, **fields)
    assert isinstance(refused, UnknownReference)
    assert refused.field == field


def test_a_group_of_another_plan_is_refused() -> None:
    other = GROUP.model_copy(update={"plan": "NA-KH-2025"})
    assert isinstance(refusal({"group": other}), GroupOfOtherPlan)


def test_a_task_has_one_lead_or_assignees_and_not_both() -> None:
    assert isinstance(refusal(lead_unit=None), LeadMissing)
    assert isinstance(refusal(assignees=["NA-CA"]), LeadAndAssignees)


def test_the_lead_does_not_coordinate_with_itself() -> None:
    assert isinstance(refusal(coordinating_units=["NA-CA", "NA-STP"]), LeadCoordinates)


def test_an_external_partner_coordinates_but_does_not_lead() -> None:
    assert isinstance(refusal(lead_unit="NA-VNPT"), PartnerCannotLead)
    assert a_task(coordinating_units=["NA-VNPT"]).coordinating_units == ("NA-VNPT",)


@pytest.mark.parametrize(("lead", "opened"), [("NA-H413", "2024-12-01"), ("NA-SMOI", "2024-02-29")])
def test_the_lead_must_exist_on_the_day_of_opening(lead: str, opened: str) -> None:
    refused = refusal(lead_unit=lead, opened_at=opened)
    assert isinstance(refused, UnitNotInForce)
    assert (refused.field, refused.day) == ("lead_unit", date.fromisoformat(opened))


@pytest.mark.parametrize(("lead", "opened"), [("NA-H413", "2024-11-30"), ("NA-SMOI", "2024-03-01")])
def test_the_first_and_the_last_day_of_a_unit_count(lead: str, opened: str) -> None:
    assert a_task(lead_unit=lead, opened_at=opened).lead_unit == lead


def test_a_district_owes_by_its_chair() -> None:
    assert a_task(lead_unit="NA-H413").obligation.accountable_role is Role.DISTRICT_CHAIR


@pytest.mark.parametrize(
    ("fields", "head", "officer"),
    [
        ({}, Role.UNIT_HEAD, Role.UNIT_OFFICER),
        ({"type": "city", "level": "district"}, Role.DISTRICT_CHAIR, Role.UNIT_OFFICER),
        ({"type": "district"}, Role.DISTRICT_CHAIR, Role.UNIT_OFFICER),
        ({"type": "ward", "level": "commune"}, Role.UNIT_HEAD, Role.COMMUNE_OFFICER),
        ({"type": "ward"}, Role.UNIT_HEAD, Role.COMMUNE_OFFICER),
        ({"head_role": "district_chair", "officer_role": "commune_officer"}, Role.DISTRICT_CHAIR, Role.COMMUNE_OFFICER),
    ],
)
def test_the_roles_of_a_unit_follow_from_level_and_type_unless_given(
    fields: dict[str, Any], head: Role, officer: Role
) -> None:
    known = a_unit("NA-X", **fields)
    assert (known.head_role, known.officer_role) == (head, officer)


def test_a_unit_needs_its_parent_and_does_not_end_before_it_begins() -> None:
    child = NewUnit(id="NA-X", type="department", name_vi="Sở X", parent="NA-UBND")
    with pytest.raises(UnknownReference):
        unit.register(child, NGHE_AN, None, NOW)
    with pytest.raises(PeriodReversed):
        a_unit("NA-X", valid_from="2024-03-01", valid_to="2024-02-29")


def test_a_unit_takes_effect_on_its_first_day() -> None:
    new = NewUnit(id="NA-X", type="department", name_vi="Sở X", valid_from="2024-01-01")
    assert unit.register(new, NGHE_AN, None, NOW).events[0].time == PLAN_START


def test_a_plan_and_its_groups_take_effect_with_the_plans_first_instant() -> None:
    new = NewPlan(id="NA-KH-2024", year=2024, title_vi="Kế hoạch", effective_from="2024-01-01", tasks_total=51)
    assert plan.register(new, NGHE_AN, NOW).events[0].time == PLAN_START
    assert (
        group.register(NewGroup(id="G", plan=PLAN.id, name_vi="Nhóm"), NGHE_AN, PLAN, NOW).events[0].time == PLAN_START
    )


def test_nothing_takes_effect_after_it_is_entered() -> None:
    new = NewPlan(id="NA-KH-2025", year=2025, title_vi="Kế hoạch", effective_from="2025-01-01")
    assert plan.register(new, NGHE_AN, NOW).events[0].time == NOW


def test_a_group_needs_its_plan() -> None:
    with pytest.raises(UnknownReference):
        group.register(NewGroup(id="G", plan="P", name_vi="Nhóm"), NGHE_AN, None, NOW)


def test_a_tenant_is_its_own_tenant() -> None:
    change = tenant.register(NewTenant(id="nghe-an", short_code="NA", name_vi="Tỉnh Nghệ An"), NOW)
    assert change.state.tenant == change.state.id == "nghe-an"


def test_a_model_opens_with_its_year_and_names_its_lead_and_tasks() -> None:
    around = pilot_model.Surroundings(lead=UNITS["NA-STP"], tasks={"NA-T-01"})
    state = pilot_model.register(a_model_wish(linked_tasks=["NA-T-01"]), NGHE_AN, around, NOW).state
    assert (state.obligation.opened_at, state.obligation.kind) == (PLAN_START, "pilot_model")
    with pytest.raises(UnknownReference) as refused:
        pilot_model.register(a_model_wish(linked_tasks=["NA-T-02"]), NGHE_AN, around, NOW)
    assert refused.value.field == "linked_tasks"
    with pytest.raises(UnknownReference):
        pilot_model.register(a_model_wish(), NGHE_AN, pilot_model.Surroundings(lead=None, tasks=()), NOW)


def test_a_completed_model_is_adopted_at_its_date() -> None:
    around = pilot_model.Surroundings(lead=UNITS["NA-STP"], tasks=())
    wish = a_model_wish(status="completed", status_as_of="2024-04-02")
    registered, adopted = pilot_model.register(wish, NGHE_AN, around, NOW).events
    assert registered.time == PLAN_START
    assert adopted.time == datetime.fromisoformat("2024-04-02T00:00:00+07:00")


def test_an_assignment_to_a_class_opens_one_child_per_unit() -> None:
    parent = a_task(lead_unit=None, assignees=["NA-CA", "NA-H413", "NA-CA"], kind="directive", note="Công văn 1470")
    changes = fan_out.children(parent, UNITS, NOW + timedelta(days=1))
    assert [change.state.id for change in changes] == ["NA-T-01.NA-CA", "NA-T-01.NA-H413"]
    district = changes[1].state
    assert (district.parent, district.lead_unit, district.kind) == ("NA-T-01", "NA-H413", "directive")
    assert (district.assignees, district.title_vi, district.note) == ((), parent.title_vi, "Công văn 1470")
    assert district.obligation.accountable_role is Role.DISTRICT_CHAIR
    assert district.obligation.due_at == parent.obligation.due_at
    assert changes[1].events[0].time == PLAN_START


def test_the_children_are_the_same_however_often_they_are_derived() -> None:
    parent = a_task(lead_unit=None, assignees=["NA-CA", "NA-H413"])
    assert fan_out.children(parent, UNITS, NOW) == fan_out.children(parent, UNITS, NOW + timedelta(days=400))


def test_the_parents_own_progress_is_not_its_childrens() -> None:
    parent = a_task(lead_unit=None, assignees=["NA-CA"], status="on_hold", reason="Chờ hướng dẫn", status_basis="x")
    (child,) = fan_out.children(parent, UNITS, NOW)
    assert (child.state.status, child.state.reason, child.state.status_basis) == ("not_started", None, None)


def test_the_ids_of_children_must_be_ids() -> None:
    with pytest.raises(ChildIdTooLong):
        fan_out.require_room(a_wish(id="T" * 75, lead_unit=None, assignees=["NA-CA"]))
    fan_out.require_room(a_wish(id="T" * 74, lead_unit=None, assignees=["NA-CA"]))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("id", "NA T 01", "invalid_identifier"),
        ("id", "", "invalid_identifier"),
        ("title_vi", "   ", "string_too_short"),
        ("title_vi", "x" * 501, "string_too_long"),
        ("title_vi", "a\u0000b", "invalid_text"),
        ("title_vi", 5, "string_type"),
        ("kind", "urgent", "literal_error"),
        ("opened_at", "31/03/2024", "invalid_date"),
        ("opened_at", "2024-03-31T08:00:00", "invalid_instant"),
        ("opened_at", "0001-01-01", "date_out_of_range"),
        ("opened_at", "0001-01-01T00:00:00+07:00", "invalid_instant"),
        ("opened_at", 1711843200, "invalid_instant"),
        ("due", {"date": "2024-02-30", "precision": "day"}, "invalid_date"),
        ("due", {"date": 20240229, "precision": "day"}, "invalid_date"),
        ("due", {"dat": "2024-02-29"}, "extra_forbidden"),
        ("titel_vi", "x", "extra_forbidden"),
    ],
)
def test_a_field_that_cannot_be_meant_is_refused_with_a_code(field: str, value: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_wish(**{field: value})
    assert [error["type"] for error in refused.value.errors()] == [code]


def test_decomposed_vietnamese_is_stored_composed() -> None:
    assert a_task(title_vi="Tie\u0302\u0301n \u0111o\u0323\u0302").title_vi == "Tiến độ"
