"""The sample data becomes commands: complete, in an order that works, with every source named."""

import json
from collections import Counter
from typing import Any

import pytest

from deploy.local.demo import mappings
from deploy.local.demo.mappings import UnmappedField
from deploy.local.demo.records import Record, Records, read
from deploy.local.demo.registrations import Registration, waves
from shared.tenancy import Role


@pytest.fixture(scope="module")
def records() -> Records:
    return read()


@pytest.fixture(scope="module")
def commands(records: Records) -> list[Registration]:
    return [registration for wave in waves(records) for registration in wave]


def by_tenant(commands: list[Registration], *sorts: str) -> dict[str, int]:
    return dict(Counter(command.tenant for command in commands if command.sort in sorts))


def test_every_record_of_the_year_is_sent(commands: list[Registration]) -> None:
    assert sum(by_tenant(commands, "tenant").values()) == 4
    assert by_tenant(commands, "unit") == {"nghe-an": 45, "binh-phuoc": 33, "ninh-thuan": 30, "central": 11}
    assert by_tenant(commands, "group") == {"nghe-an": 10, "ninh-thuan": 6, "binh-phuoc": 3, "central": 5}
    assert by_tenant(commands, "task") == {"nghe-an": 51, "ninh-thuan": 43, "binh-phuoc": 11, "central": 12}
    assert by_tenant(commands, "model") == {"nghe-an": 38, "ninh-thuan": 25}


def test_each_tenant_has_one_plan_with_the_day_from_which_it_counts(commands: list[Registration]) -> None:
    plans = {c.id: (c.body["effective_from"], c.body["year"]) for c in commands if c.sort in ("plan", "directive")}
    assert plans == {
        "NA-KH-2024": ("2024-01-01", 2024),
        "NT-KH-2024": ("2024-01-01", 2024),
        "BP-CV-1470": ("2024-04-22", 2024),
        "TW-PTTG-2024": ("2024-10-01", 2024),
    }


def test_a_directive_gives_its_plan_title_and_number(commands: list[Registration]) -> None:
    (dispatch,) = [command.body for command in commands if command.id == "BP-CV-1470"]
    assert dispatch["doc_number"] == "1470/UBND-NC"
    assert dispatch["title_vi"].startswith("Nghiên cứu giải pháp, kinh nghiệm trong triển khai Đề án 06")
    assert "tasks_total" not in dispatch, "the dispatch states no number, and no number is not zero"


def references(command: Registration) -> set[str]:
    body = command.body
    single = {body.get(field) for field in ("parent", "plan", "group", "lead_unit")} - {None}
    return single | {
        unit for field in ("coordinating_units", "assignees", "linked_tasks") for unit in body.get(field, ())
    }


def test_what_a_command_refers_to_is_registered_in_an_earlier_wave(records: Records) -> None:
    known: set[tuple[str, str]] = set()
    for wave in waves(records):
        for command in wave:
            assert {(command.tenant, named) for named in references(command)} <= known, command.id
        known |= {(command.tenant, command.id) for command in wave}


def test_the_units_that_a_tenant_names_exist(records: Records) -> None:
    units = {unit["id"] for unit in records.units}
    for tenant in records.tenants:
        assert {tenant["standing_unit"], tenant["office_unit"], tenant["working_group_unit"]} <= units


def test_every_command_says_where_its_record_comes_from(records: Records, commands: list[Registration]) -> None:
    given = [*records.tenants, *records.units, *records.plans, *records.groups, *records.tasks, *records.models]
    given += [directive for directive in records.directives if directive["id"] in {c.id for c in commands}]
    stated = {(record.get("tenant", record["id"]), record["id"]): record for record in given}
    assert len(stated) == len(commands)
    for command in commands:
        record = stated[command.tenant, command.id]
        assert command.body["source"] == record["source"] in {"seed", "background", "synthetic"}
        assert command.body.get("source_ref") == record.get("seed_file", record.get("ref"))


def test_commands_are_sent_by_those_who_may(commands: list[Registration]) -> None:
    for command in commands:
        if command.sort == "tenant":
            assert (command.role, command.path) == (Role.OPS, "/v1/tenants")
        else:
            assert command.role is (Role.CENTRAL_OFFICER if command.tenant == "central" else Role.STANDING_OFFICER)
            assert command.path.startswith(f"/v1/{command.tenant}/")


def test_keys_follow_from_the_content_and_fit_a_header(records: Records, commands: list[Registration]) -> None:
    again = [registration for wave in waves(records) for registration in wave]
    assert [command.key for command in again] == [command.key for command in commands]
    assert len({command.key for command in commands}) == len(commands)
    assert all(command.key.isascii() and len(command.key) <= 200 for command in commands)
    changed = Registration(
        "task", "nghe-an", Role.STANDING_OFFICER, commands[-1].path, commands[-1].body | {"year": 2025}
    )
    assert changed.key != commands[-1].key


def test_slow_groups_keep_their_basis_and_groups_their_order(commands: list[Registration]) -> None:
    groups = [command.body for command in commands if command.sort == "group" and command.tenant == "ninh-thuan"]
    assert [group["id"] for group in groups if group["slow"]] == ["NT-G01", "NT-G02", "NT-G03"]
    assert all("slow_basis" in group for group in groups)
    assert [group["order"] for group in groups] == [1, 2, 3, 4, 5, 6]


def test_the_acceleration_list_keeps_its_order_and_its_numbers(commands: list[Registration]) -> None:
    models = [command.body for command in commands if command.sort == "model" and command.body.get("focus")]
    assert sorted(model["focus_order"] for model in models) == list(range(1, 13))
    targets = {model["id"]: model["target"] for model in models if "target" in model}
    assert targets == {
        "NA-M-27": {"op": "=", "value": 53, "unit": "services"},
        "NA-M-28": {"op": ">=", "value": 20, "unit": "services"},
    }


def test_assignments_to_many_units_name_them_all(commands: list[Registration]) -> None:
    shared = {command.id: len(command.body["assignees"]) for command in commands if "assignees" in command.body}
    assert shared == {"BP-A-01": 16, "BP-A-02": 29}


def test_a_deadline_keeps_the_words_of_its_text(commands: list[Registration]) -> None:
    dues = {command.id: command.body["due"] for command in commands if command.sort == "task"}
    assert dues["TW-N-01"] == {"date": "2024-10-31", "precision": "month", "raw": "in October 2024"}
    assert dues["TW-N-08"] == {"date": None, "precision": "none", "raw": "urgently"}


SORTS = {
    "tenants": mappings.TENANT,
    "units": mappings.UNIT,
    "plans": mappings.PLAN,
    "directives": mappings.DIRECTIVE,
    "groups": mappings.GROUP,
    "tasks": mappings.TASK,
    "models": mappings.MODEL,
}


@pytest.mark.parametrize("name", SORTS)
def test_every_value_of_a_record_is_sent_or_left_out_for_a_reason(records: Records, name: str) -> None:
    sort = SORTS[name]
    for record in getattr(records, name):
        left_out = {field: value for field, value in record.items() if field in sort.left_out}
        kept = [value for field, value in record.items() if field not in left_out and value is not None]
        assert sorted(map(text, sort.body(record).values())) == sorted(map(text, kept))


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("name", SORTS)
def test_no_field_is_decided_about_that_the_data_does_not_have(records: Records, name: str) -> None:
    stated = {field for record in getattr(records, name) for field in record}
    decided = SORTS[name].kept | SORTS[name].left_out.keys() | SORTS[name].renamed.keys()
    assert decided - stated <= {"plan", "groups_total", "models_total", "valid_to"}


def test_a_field_that_nobody_decided_about_is_refused() -> None:
    record: Record = {"id": "NA-G01", "plan": "NA-KH-2024", "colour": "green", "age": 3}
    with pytest.raises(UnmappedField, match="group NA-G01: age, colour"):
        mappings.GROUP.body(record)
