"""The tasks service accepts every command of the sample data, and the figures of the texts follow from its answers."""

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from deploy.local.demo.records import DATA, read
from deploy.local.demo.registrations import Registration, waves
from services.tasks.domain.bottlenecks import bottleneck, bottleneck_leads
from services.tasks.domain.bottlenecks.bottleneck_wishes import NewBottleneck
from services.tasks.domain.directives import directive, link
from services.tasks.domain.directives.directive_wishes import NewDirective
from services.tasks.domain.indicators import indicator, service_checklist
from services.tasks.domain.key_tasks import key_catalogue, key_selection
from services.tasks.domain.key_tasks.key_selection import Act
from services.tasks.domain.key_tasks.key_selection_wishes import StudyWish
from services.tasks.domain.organisation import tenant, unit
from services.tasks.domain.outcome import standing
from services.tasks.domain.oversight import session
from services.tasks.domain.reports import reporting_cycle
from services.tasks.domain.surveys import question_set
from services.tasks.domain.works import fan_out, group, new_task, pilot_model, plan, task
from shared.calendar import as_of_instant
from shared.events import Change, DirectiveSnapshot, ModelSnapshot, Occurred, Snapshot, TaskSnapshot
from shared.events.sessions import SessionSnapshot
from shared.tenancy import Principal, Role, TenantId
from shared.tenancy.identifiers import CENTRAL

NOW = datetime(2025, 1, 10, 8, 0, tzinfo=UTC)
States = dict[str, Any]


class Province:
    """One tenant as the rules of the tasks service build it up, command by command."""

    def __init__(self, name: str) -> None:
        self.name = TenantId(name)
        self.states: States = {}
        self.directives: dict[str, DirectiveSnapshot] = {}  # a directive and its frame bear the same id
        self.events: list[Occurred] = []

    def accept(self, command: Registration) -> None:
        for change in getattr(self, f"_{command.sort}")(json.dumps(command.body)):
            assert change.state.id not in self.states, "an id is given twice"
            self.states[change.state.id] = change.state
            self.events += change.events

    def _tenant(self, body: str) -> list[Change[Any]]:
        return [tenant.register(tenant.NewTenant.model_validate_json(body), NOW)]

    def _unit(self, body: str) -> list[Change[Any]]:
        new = unit.NewUnit.model_validate_json(body)
        return [unit.register(new, self.name, self.states.get(new.parent or ""), NOW)]

    def _plan(self, body: str) -> list[Change[Any]]:
        return [plan.register(plan.NewPlan.model_validate_json(body), self.name, NOW)]

    _frame = _plan

    def _directive(self, body: str) -> list[Change[Any]]:
        new = NewDirective.model_validate_json(body)
        parent = self.directives.get(new.parent_directive or "")
        change = directive.issue(new, self.name, directive.Surroundings(self.states, parent, None), NOW)
        self.directives[new.id] = change.state
        return []

    _reference = _directive

    def _link(self, body: str) -> list[Change[Any]]:
        new = link.NewLink.model_validate_json(body)
        around = link.Surroundings(self.directives.get(new.directive), new.target in self.states)
        return [link.register(new, self.name, around, NOW)]

    def _group(self, body: str) -> list[Change[Any]]:
        new = group.NewGroup.model_validate_json(body)
        return [group.register(new, self.name, self.states.get(new.plan), NOW)]

    def _task(self, body: str) -> list[Change[Any]]:
        new = new_task.NewTask.model_validate_json(body)
        plan_of, group_of = self.states.get(new.plan), self.states.get(new.group or "")
        of_directive = self.directives.get(new.directive or "")
        around = new_task.Surroundings(plan_of, group_of, None, self.states, of_directive)
        change = task.register(new, self.name, around, NOW)
        return [change, *fan_out.children(change.state, self.states, NOW)]

    def _model(self, body: str) -> list[Change[Any]]:
        new = pilot_model.NewModel.model_validate_json(body)
        return [
            pilot_model.register(new, self.name, pilot_model.Surroundings(self.states[new.lead_unit], self.states), NOW)
        ]

    def _bottleneck_leads(self, body: str) -> list[Change[Any]]:
        table = bottleneck_leads.LeadTable.model_validate_json(body)
        return [bottleneck_leads.establish(table, self.name, self.states, NOW)]

    def _bottleneck(self, body: str) -> list[Change[Any]]:
        new = NewBottleneck.model_validate_json(body)
        police = Principal("demo", self.name, Role.STANDING_OFFICER)
        return [bottleneck.register(new, police, bottleneck.Surroundings(self.states, self.states), NOW)]

    def _question_set(self, body: str) -> list[Change[Any]]:
        return [question_set.register(question_set.NewQuestionSet.model_validate_json(body), self.name, NOW)]

    def _key_catalogue(self, body: str) -> list[Change[Any]]:
        new = key_catalogue.NewKeyCatalogue.model_validate_json(body)
        return [key_catalogue.issue(new, self.name, NOW)]

    def _key_study(self, body: str) -> list[Change[Any]]:
        """Of the one catalogue that there is, which another tenant owns."""
        (sent,) = [command.body for wave in waves(read()) for command in wave if command.sort == "key_catalogue"]
        known = key_catalogue.issue(key_catalogue.NewKeyCatalogue.model_validate_json(json.dumps(sent)), CENTRAL, NOW)
        by = (self.name, Act(Role.STANDING_OFFICER, NOW))
        return [key_selection.study(None, StudyWish.model_validate_json(body), known.state, self.states.keys(), by)]

    def _indicator(self, body: str) -> list[Change[Any]]:
        new = indicator.NewIndicator.model_validate_json(body)
        return [indicator.register(new, self.name, indicator.Surroundings(self.states, self.states), NOW)]

    def _service_checklist(self, body: str) -> list[Change[Any]]:
        return [
            service_checklist.register(service_checklist.NewServiceChecklist.model_validate_json(body), self.name, NOW)
        ]

    def _reporting_cycle(self, body: str) -> list[Change[Any]]:
        new = reporting_cycle.NewReportingCycle.model_validate_json(body)
        return [reporting_cycle.register(new, self.name, self.states, NOW)]

    def _session(self, body: str) -> list[Change[Any]]:
        around = session.Surroundings(self.states, statements_exist=False, conclusion_exists=False)
        return [session.convene(session.NewSession.model_validate_json(body), self.name, around, NOW)]

    def _commitment(self, body: str) -> list[Change[Any]]:
        """Of the one session that each province has; it is another state of that session, and an undertaking."""
        (known,) = [state for state in self.states.values() if isinstance(state, SessionSnapshot)]
        change = session.commit(known, session.NewCommitment.model_validate_json(body), self.states, NOW)
        self.states[known.id] = change.state
        return session.committed(change.state, self.states)[-1:]

    def as_of(self, moment: str) -> States:
        """The newest state of each entity that had taken effect by then."""
        instant = as_of_instant(moment)
        known = [occurred for occurred in self.events if occurred.time <= instant]
        return {occurred.payload.after.id: occurred.payload.after for occurred in known}  # type: ignore[attr-defined]

    def tasks(self, moment: str) -> list[TaskSnapshot]:
        """Tasks of the plan and assignments, without the shares of single units."""
        return [s for s in self.as_of(moment).values() if isinstance(s, TaskSnapshot) and s.parent is None]

    def models(self, moment: str) -> list[ModelSnapshot]:
        return [s for s in self.as_of(moment).values() if isinstance(s, ModelSnapshot)]

    def overdue(self, moment: str) -> int:
        return sum(standing(work, as_of_instant(moment)).overdue for work in self.tasks(moment))


@pytest.fixture(scope="module")
def provinces() -> dict[str, Province]:
    commands = [command for wave in waves(read()) for command in wave]
    built = {name: Province(name) for name in dict.fromkeys(command.tenant for command in commands)}
    for command in commands:
        built[command.tenant].accept(command)
    return built


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    content = yaml.safe_load((DATA / "expected_reports.yaml").read_text(encoding="utf-8"))
    return {expectation["id"]: expectation for expectation in content["expectations"]}


def done(works: list[Any]) -> list[Any]:
    return [work for work in works if work.obligation.discharged_at is not None]


def test_the_plan_of_nghe_an(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    plan_2024 = expected["EXP-NA-PLAN"]
    province, day = provinces["nghe-an"], plan_2024["as_of"]
    groups = [s for s in province.as_of(day).values() if s.id.startswith("NA-G")]
    counted = (len(groups), len(province.tasks(day)), len(province.models(day)))
    assert counted == (plan_2024["groups"], plan_2024["tasks"], plan_2024["models"])


def test_the_pilot_models_of_nghe_an(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    models = expected["EXP-NA-MODELS"]
    statuses = Counter(model.status for model in provinces["nghe-an"].models(models["as_of"]))
    assert statuses == {name: models[name] for name in ("completed", "in_progress", "not_started")}
    assert provinces["nghe-an"].models("2023-12-31") == []


def test_the_first_quarter_of_nghe_an(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    quarter = expected["EXP-NA-Q1"]
    province = provinces["nghe-an"]
    due = [t for t in province.tasks("2024-03-31") if t.due_date and t.due_date.isoformat() <= "2024-03-31"]
    assert (len(due), len(done(due))) == (quarter["due_in_period"], quarter["completed_in_period"])
    assert province.overdue("2024-03-31T23:59:00+07:00") == quarter["overdue_strict_at_end_of_2024_03_31"]
    assert province.overdue("2024-04-01T00:01:00+07:00") == quarter["overdue_on_2024_04_01"]


def test_the_tasks_of_ninh_thuan(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    figures = expected["EXP-NT-TASKS"]
    tasks = provinces["ninh-thuan"].tasks(figures["as_of"])
    kinds = Counter(work.kind for work in done(tasks))
    assert (len(tasks), len(done(tasks))) == (figures["total"], figures["done"])
    assert (kinds["regular"], kinds["roadmap"]) == (figures["done_regular"], figures["done_roadmap"])
    assert len(done(provinces["ninh-thuan"].tasks("2024-10-14"))) == 0, "adopted on the day of the report, not before"


def test_the_slow_groups_of_ninh_thuan(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    figures = expected["EXP-NT-SLOW"]
    state = provinces["ninh-thuan"].as_of(figures["as_of"])
    slow = [key for key, entity in state.items() if getattr(entity, "slow", False)]
    assert slow == figures["slow_group_ids"]
    remaining = [t for t in provinces["ninh-thuan"].tasks(figures["as_of"]) if t not in done([t]) and t.group in slow]
    assert len(remaining) == figures["remaining_in_slow_groups"]


def test_the_models_of_ninh_thuan(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    models = provinces["ninh-thuan"].models("2024-10-15")
    figures = expected["EXP-NT-MODELS"]
    assert (len(models), sum(bool(model.is_new) for model in models)) == (figures["total"], figures["named_new"])


def test_the_assignments_of_binh_phuoc(provinces: dict[str, Province], expected: dict[str, dict[str, Any]]) -> None:
    figures = expected["EXP-BP-FANOUT"]
    province = provinces["binh-phuoc"]
    children = Counter(s.parent for s in province.states.values() if isinstance(s, TaskSnapshot) and s.parent)
    assert children == {"BP-A-01": figures["children_A01"], "BP-A-02": figures["children_A02"]}
    assignments = province.tasks("2024-04-22")
    assert len(assignments) == figures["assignments"]
    assert {work.kind for work in assignments} == {"directive"}
    assert province.overdue("2025-01-01") == 0, "the dispatch states no deadline"


def test_the_assignments_of_the_central_level(
    provinces: dict[str, Province], expected: dict[str, dict[str, Any]]
) -> None:
    tasks = provinces["central"].tasks("2024-10-01")
    dated, by_lead = expected["EXP-TW-DATED"], expected["EXP-TW-BYLEAD"]
    with_deadline = [work for work in tasks if work.obligation.due_at]
    assert (len(tasks), len(with_deadline)) == (dated["total"], dated["dated"])
    assert Counter(work.lead_unit for work in with_deadline) == dated["by_lead"]
    assert Counter(work.deliver_to for work in with_deadline) == dated["deliver_to"]
    assert Counter(work.lead_unit for work in tasks) == by_lead["by_lead"]


def test_records_that_were_made_up_are_labelled_as_samples(provinces: dict[str, Province]) -> None:
    states: list[Snapshot] = [state for province in provinces.values() for state in province.states.values()]
    assert {state.sample for state in states if state.source == "synthetic"} == {True}
    assert {state.sample for state in states if state.source != "synthetic"} == {False}


def test_the_roles_of_the_data_are_the_roles_of_the_system() -> None:
    content = yaml.safe_load((DATA / "roles.yaml").read_text(encoding="utf-8"))
    assert {role["id"] for role in content["roles"]} == set(Role)
