"""The OpenAPI document, which the gateway publishes: stable names, examples that work, and the problems that can come."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from services.tasks.api.imports import RunWish
from services.tasks.api.views import TaskView
from services.tasks.domain.bottlenecks.bottleneck_leads import LeadTable
from services.tasks.domain.bottlenecks.bottleneck_wishes import (
    AmendmentWish,
    DecisionWish,
    NewBottleneck,
    ProposalWish,
    ResolutionWish,
)
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.directives.acknowledgement import AcknowledgementWish
from services.tasks.domain.directives.directive_wishes import NewDirective, TranslationWish
from services.tasks.domain.directives.link import NewLink
from services.tasks.domain.organisation.tenant import NewTenant
from services.tasks.domain.organisation.unit import NewUnit
from services.tasks.domain.surveys.question_set import NewQuestionSet, Revision
from services.tasks.domain.surveys.survey_response import AcceptanceWish, DraftWish, ReturnWish, SubmissionWish
from services.tasks.domain.surveys.survey_round import AssessmentWish, NewRound
from services.tasks.domain.tenant_successions.tenant_succession import NewTenantSuccession
from services.tasks.domain.works.approving import ApprovalWish
from services.tasks.domain.works.clarity import ClarityWish
from services.tasks.domain.works.details import ModelDetails, TaskDetails
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.leads import LeadWish
from services.tasks.domain.works.many_steps import ManySteps
from services.tasks.domain.works.measuring import ConfirmationWish, ProgressWish
from services.tasks.domain.works.new_task import NewTask
from services.tasks.domain.works.pilot_model import NewModel
from services.tasks.domain.works.plan import IssueWish, NewPlan
from services.tasks.domain.works.schedule import PartWish
from services.tasks.domain.works.steps import StatusWish
from tests.component.tasks import duty_operations, key_task_operations, measure_operations
from tests.component.tasks.conftest import World
from tests.component.tasks.workbooks import XLSX

OPERATIONS = {
    "register_bottleneck": NewBottleneck,
    "amend_bottleneck": AmendmentWish,
    "propose_on_bottleneck": ProposalWish,
    "decide_on_bottleneck": DecisionWish,
    "reject_bottleneck": DecisionWish,
    "resolve_bottleneck": ResolutionWish,
    "set_bottleneck_leads": LeadTable,
    "register_question_set": NewQuestionSet,
    "revise_question_set": Revision,
    "register_survey_round": NewRound,
    "save_survey_response": DraftWish,
    "submit_survey_response": SubmissionWish,
    "return_survey_response": ReturnWish,
    "accept_survey_response": AcceptanceWish,
    "assess_survey_group": AssessmentWish,
    "list_question_sets": None,
    "get_question_set": None,
    "list_survey_rounds": None,
    "get_survey_round": None,
    "list_survey_responses": None,
    "get_survey_response": None,
    "list_bottlenecks": None,
    "get_bottleneck": None,
    "get_bottleneck_board": None,
    "get_bottleneck_leads": None,
    "list_bottlenecks_of_provinces": None,
    "list_bottleneck_themes": None,
    "register_tenant": NewTenant,
    "register_unit": NewUnit,
    "register_plan": NewPlan,
    "register_group": NewGroup,
    "register_task": NewTask,
    "register_model": NewModel,
    "change_task_status": StatusWish,
    "change_task_statuses": ManySteps,
    "move_task_deadline": DeadlineWish,
    "report_task_progress": ProgressWish,
    "confirm_task_progress": ConfirmationWish,
    "meet_task_part": PartWish,
    "amend_task": TaskDetails,
    "amend_model": ModelDetails,
    "change_task_lead": LeadWish,
    "decide_task_approval": ApprovalWish,
    "issue_plan": IssueWish,
    "choose_clarity": ClarityWish,
    "get_clarity": None,
    "register_directive": NewDirective,
    "translate_directive": TranslationWish,
    "acknowledge_directive": AcknowledgementWish,
    "register_link": NewLink,
    "list_directives": None,
    "get_directive": None,
    "list_acknowledgements": None,
    "list_links": None,
    "list_incoming_links": None,
    "list_tenants": None,
    "enter_tenant_succession": NewTenantSuccession,
    "preview_tenant_succession": NewTenantSuccession,
    "list_tenant_successions": None,
    "get_caller": None,
    "list_units": None,
    "list_plans": None,
    "list_groups": None,
    "list_tasks": None,
    "get_task": None,
    "get_task_history": None,
    "get_task_origin_history": None,
    "get_import_template": None,
    "upload_import": None,
    "export_tasks": None,
    "export_units": None,
    "export_plans": None,
    "get_import": None,
    "list_import_faults": None,
    "run_import": RunWish,
    "cancel_import": None,
    **duty_operations.OPERATIONS,
    **key_task_operations.OPERATIONS,
    **measure_operations.OPERATIONS,
}
XLSX_FILES = {"get_import_template", "export_tasks", "export_units", "export_plans"}
SUCCESSES = {"upload_import": "201", "run_import": "202", "enter_tenant_succession": "202"}


@pytest.fixture
def operations(world: World) -> dict[str, dict[str, Any]]:
    paths = world.app.openapi()["paths"]
    return {operation["operationId"]: operation for path in paths.values() for operation in path.values()}


def test_operations_keep_their_names(operations: dict[str, dict[str, Any]]) -> None:
    assert set(operations) == set(OPERATIONS)


def test_internal_endpoints_are_not_published(world: World) -> None:
    assert not [path for path in world.app.openapi()["paths"] if path.startswith("/internal")]


def test_every_operation_says_what_it_does_in_both_languages(operations: dict[str, dict[str, Any]]) -> None:
    for name, operation in operations.items():
        assert " / " in operation["summary"], name


def test_every_operation_declares_its_problems_and_what_it_answers(operations: dict[str, dict[str, Any]]) -> None:
    for name, operation in operations.items():
        success = SUCCESSES.get(name) or ("201" if name.startswith(duty_operations.CREATING) else "200")
        media_type = XLSX if name in XLSX_FILES else "application/json"
        assert operation["responses"][success]["content"][media_type]["schema"], name
        problems = {status for status in operation["responses"] if status >= "400"}
        assert {"401", "503"} <= problems, name
        for status in problems:
            assert list(operation["responses"][status]["content"]) == ["application/problem+json"], name


def test_every_reference_in_the_document_leads_somewhere(world: World) -> None:
    document = world.app.openapi()

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*(references(child) for child in node.values()))
        return set().union(*(references(child) for child in node)) if isinstance(node, list) else set()

    for reference in references(document):
        place = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_example_is_a_body_that_is_accepted(operations: dict[str, dict[str, Any]]) -> None:
    for name, body in OPERATIONS.items():
        if body is None:
            continue
        examples = operations[name]["requestBody"]["content"]["application/json"]["examples"]
        assert examples, name
        for example in examples.values():
            TypeAdapter(body).validate_python(example["value"])


def test_the_example_of_an_answer_is_one_that_the_service_gives(operations: dict[str, dict[str, Any]]) -> None:
    for name, status in (("get_task", "200"), ("register_task", "201")):
        example = operations[name]["responses"][status]["content"]["application/json"]["example"]
        read = TaskView.model_validate(example)
        assert (read.status, read.outcome, read.overdue) == ("in_progress", "open_overdue", True)


def test_whatever_enters_something_into_a_tenant_may_find_that_it_has_ended(world: World) -> None:
    """FR-X-07: 409 `tenant-succeeded` is answered before any route is looked for."""
    entering = [
        (path, method, operation)
        for path, item in world.app.openapi()["paths"].items()
        for method, operation in item.items()
        if path.startswith("/v1/{tenant}/") and method not in {"get", "head"}
    ]
    assert len(entering) > 50
    assert [(path, method) for path, method, operation in entering if "409" not in operation["responses"]] == []
