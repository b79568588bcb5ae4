"""The OpenAPI document, which the gateway publishes: stable names, examples that work, and the problems that can come."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from services.tasks.api.views import TaskView
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.group import NewGroup
from services.tasks.domain.pilot_model import NewModel
from services.tasks.domain.plan import NewPlan
from services.tasks.domain.steps import StatusWish
from services.tasks.domain.task import NewTask
from services.tasks.domain.tenant import NewTenant
from services.tasks.domain.unit import NewUnit
from tests.component.tasks.conftest import World

OPERATIONS = {
    "register_tenant": NewTenant,
    "register_unit": NewUnit,
    "register_plan": NewPlan,
    "register_group": NewGroup,
    "register_task": NewTask,
    "register_model": NewModel,
    "change_task_status": StatusWish,
    "move_task_deadline": DeadlineWish,
    "list_tenants": None,
    "list_units": None,
    "list_plans": None,
    "list_groups": None,
    "list_tasks": None,
    "get_task": None,
    "get_task_history": None,
}


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
        success = "201" if name.startswith("register") else "200"
        assert operation["responses"][success]["content"]["application/json"]["schema"], name
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
