"""The sample data becomes commands: complete, in an order that works, with every source named."""

import json
from collections import Counter
from typing import Any

import pytest

from deploy.local.demo import directives, key_tasks, mappings, measuring
from deploy.local.demo.mappings import UnmappedField
from deploy.local.demo.records import Record, Records, read
from deploy.local.demo.registrations import Registration, waves
from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS
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
    assert by_tenant(commands, "directive") == {"binh-phuoc": 1, "nghe-an": 1, "ninh-thuan": 1, "central": 1}
    assert by_tenant(commands, "reference") == {"central": 1}
    assert by_tenant(commands, "link") == {"ninh-thuan": 10}
    assert by_tenant(commands, "model") == {"nghe-an": 38, "ninh-thuan": 25}
    assert by_tenant(commands, "bottleneck") == {"nghe-an": 1}
    assert by_tenant(commands, "session") == {"nghe-an": 1, "ninh-thuan": 1}
    assert by_tenant(commands, "commitment") == {"nghe-an": 3, "ninh-thuan": 2}


def test_each_tenant_has_one_plan_with_the_day_from_which_it_counts(commands: list[Registration]) -> None:
    plans = {c.id: (c.body["effective_from"], c.body["year"]) for c in commands if c.sort in ("plan", "frame")}
    assert plans == {
        "NA-KH-2024": ("2024-01-01", 2024),
        "NT-KH-2024": ("2024-01-01", 2024),
        "BP-CV-1470": ("2024-04-22", 2024),
        "TW-PTTG-2024": ("2024-10-01", 2024),
    }


def test_a_directive_gives_its_plan_title_and_number(commands: list[Registration]) -> None:
    (dispatch,) = [command.body for command in commands if (command.sort, command.id) == ("frame", "BP-CV-1470")]
    assert dispatch["doc_number"] == "1470/UBND-NC"
    assert dispatch["title_vi"].startswith("Nghiên cứu giải pháp, kinh nghiệm trong triển khai Đề án 06")
    assert "tasks_total" not in dispatch, "the dispatch states no number, and no number is not zero"


def references(command: Registration) -> set[str]:
    body = command.body
    fields = (
        "parent",
        "plan",
        "group",
        "lead_unit",
        "issuer_unit",
        "target",
        "parent_directive",
        "directive",
        "owner_unit",
    )
    single = {named for field in fields if isinstance(named := body.get(field), str)}
    if command.sort == "bottleneck":
        single -= {body["group"]}  # one of the five, which are fixed
    many = ("coordinating_units", "assignees", "linked_tasks", "linked_works")
    return single | {named for field in many for named in body.get(field, ())} | leads(body)


def leads(body: Record) -> set[str]:
    lines = body.get("lines", ())
    return {unit for line in lines for unit in (line["unit"], *line["coordinating"])} | {
        line["assignment"] for line in lines
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
    given += [*records.directives, *directives.links(records), *(record for record, _ in directives.parents(records))]
    given += [*records.bottlenecks, *(record for record, _ in measuring.indicators(records))]
    given += [*key_tasks.catalogues(records), *records.sessions]
    stated = {(record.get("tenant", record["id"]), record["id"]): record for record in given}
    from_others = {"key_study", "frame", "bottleneck_leads", "question_set", "service_checklist", "reporting_cycle"}
    from_others |= {"commitment"}
    derived = [command for command in commands if command.sort in from_others]
    assert len(stated) == len(commands) - len(derived), "each of the others comes from a record of its own"
    for command in (command for command in commands if command not in derived):
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


def test_six_lines_lead_five_groups_in_the_order_of_the_dispatch(
    records: Records, commands: list[Registration]
) -> None:
    """FR-BP-11, AMB-12: 5 groups, 6 lead lines, 4 lead units."""
    (table,) = [command for command in commands if command.sort == "bottleneck_leads"]
    lines = table.body["lines"]
    assert (table.tenant, table.method, table.path) == ("binh-phuoc", "PUT", "/v1/binh-phuoc/bottleneck-leads")
    assert (len(lines), len({line["unit"] for line in lines})) == (6, 4)
    assert {line["group"] for line in lines} == set(GROUPS)
    stated = records.leads[0]["bottleneck_groups"]
    assert {group["id"]: (group["name_vi"], group["name_en"]) for group in stated} == GROUPS
    assert [group["id"] for group in stated] == list(GROUPS)


def test_the_questions_are_labelled_as_made_up(records: Records, commands: list[Registration]) -> None:
    """FR-BP-08, AMB-22: 25 questions over 5 groups, all synthetic."""
    (asked,) = [command.body for command in commands if command.sort == "question_set"]
    stated = records.question_sets[0]
    assert (asked["id"], asked["directive"], asked["source"]) == ("BP-QS-2024", "BP-CV-1470", "synthetic")
    assert len(asked["questions"]) == stated["questions"] == 25
    assert {question["group"] for question in asked["questions"]} == set(GROUPS)
    assert {question["source"] for question in asked["questions"]} == {"synthetic"}
    assert len(GROUPS) == stated["groups"]


def test_key_tasks_whose_words_are_not_known_are_sent_without_any(
    records: Records, commands: list[Registration]
) -> None:
    """FR-BP-16, AMB-14: 17 is a count; the texts name none of them, the sample data makes up two."""
    (catalogue,) = [command for command in commands if command.sort == "key_catalogue"]
    assert (catalogue.tenant, catalogue.body["stated_count"], len(catalogue.body["items"])) == ("central", 17, 17)
    named = [item for item in catalogue.body["items"] if "title_vi" in item]
    assert [(item["code"], item["source"]) for item in named] == [("KT-01", "synthetic"), ("KT-02", "synthetic")]
    (study,) = [command for command in commands if command.sort == "key_study"]
    assert (study.tenant, study.path) == ("binh-phuoc", "/v1/binh-phuoc/key-selections/KT17-2024/study")
    assert study.body["items"] == [item["code"] for item in catalogue.body["items"]]
    assert {record["state"] for record in records.key_selections} == {"under_study"}


def test_targets_are_those_of_the_texts(records: Records, commands: list[Registration]) -> None:
    """FR-NA-22, AMB-07: a number that is not stated is not sent; the index without a tenant stays in its file."""
    sent = {command.id: command.body for command in commands if command.sort == "indicator"}
    stated = {record["id"]: record for record in records.indicators}
    assert stated.keys() - sent.keys() == {"BG-766"}
    for key, body in sent.items():
        assert body.get("target", {}).get("value") == stated[key]["target"]
    assert {key: body["direction"] for key, body in sent.items() if key in ("NA-KPI-01", "NA-KPI-03", "NA-KPI-05")} == {
        "NA-KPI-01": "increase",
        "NA-KPI-03": "decrease",
        "NA-KPI-05": "increase",
    }
    assert "direction" not in sent["NA-KPI-02"], "where it stood is not stated"


def test_each_province_has_the_list_of_53_services(commands: list[Registration]) -> None:
    """FR-NA-12: 25 and 28, of which 28 names are not known."""
    lists = [command for command in commands if command.sort == "service_checklist"]
    assert {command.tenant for command in lists} == {"nghe-an", "binh-phuoc", "ninh-thuan"}
    for command in lists:
        services = command.body["services"]
        assert Counter(service["part"] for service in services) == {"QD06-25": 25, "QD422-28": 28}
        assert sum("name_vi" not in service for service in services) == 28


def test_cycles_whose_due_day_is_stated_are_in_the_calendar(records: Records, commands: list[Registration]) -> None:
    """FR-NA-18: nothing is added to those of which the data says no day; a week is no reporting period."""
    cycles = [command for command in commands if command.sort == "reporting_cycle"]
    assert Counter(command.id for command in cycles) == {"report-to-pm": 1, "unit-monthly": 4}
    dated = {record["id"] for record in records.cycles if record.keys() & {"due", "due_day", "due_weekday"}}
    assert dated - {command.id for command in cycles} == {"commune-weekly"}
    assert {command.body["source"] for command in cycles if command.id == "unit-monthly"} == {"synthetic"}


SORTS = {
    "tenants": mappings.TENANT,
    "units": mappings.UNIT,
    "plans": mappings.PLAN,
    "directives": mappings.DIRECTIVE,
    "references": mappings.REFERENCE,
    "groups": mappings.GROUP,
    "tasks": mappings.TASK,
    "models": mappings.MODEL,
    "bottlenecks": mappings.BOTTLENECK,
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
    assert decided - stated <= {"plan", "groups_total", "models_total", "valid_to", "tenant"}


def test_a_field_that_nobody_decided_about_is_refused() -> None:
    record: Record = {"id": "NA-G01", "plan": "NA-KH-2024", "colour": "green", "age": 3}
    with pytest.raises(UnmappedField, match="group NA-G01: age, colour"):
        mappings.GROUP.body(record)


def test_commitments_are_made_in_the_order_of_their_numbers_and_are_labelled_as_made_up(
    records: Records, commands: list[Registration]
) -> None:
    """FR-BP-12: no text tells of these sessions (AMB-22)."""
    made = [command for command in commands if command.sort == "commitment" and command.tenant == "nghe-an"]
    assert [command.id for command in made] == ["NA-PLV-01.1", "NA-PLV-01.2", "NA-PLV-01.3"]
    assert {command.path for command in made} == {"/v1/nghe-an/sessions/NA-PLV-01/commitments"}
    for session in records.sessions:
        assert session["source"] == "synthetic"
        assert {one["unit"] for one in session["commitments"]} <= set(session["participants"])
        assert all(one["due_date"] > session["held_on"] for one in session["commitments"])
