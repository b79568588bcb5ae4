"""Every refusal is described: one schema for all of them, and nothing that the framework only assumes."""

from typing import Any

import pytest

import services.gateway.api.problems
import services.notifications.api.subscriptions.problems
import services.tasks.api.bottleneck_problems
import services.tasks.api.import_problems
import services.tasks.api.problems
import services.tasks.api.survey_problems
import shared.chassis.problems
from shared.chassis import ProblemKind
from shared.chassis.refusals import SCHEMAS
from tests.contract.openapi.descriptions import SPEAKERS, Document, Operation, description, operations

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
KINDS = [
    kind
    for module in (
        shared.chassis.problems,
        services.tasks.api.problems,
        services.tasks.api.bottleneck_problems,
        services.tasks.api.import_problems,
        services.tasks.api.survey_problems,
        services.gateway.api.problems,
        services.notifications.api.subscriptions.problems,
    )
    for kind in vars(module).values()
    if isinstance(kind, ProblemKind)
]


@pytest.fixture(scope="module", params=SPEAKERS)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    return description(request.param, tmp_path_factory.mktemp("described"))


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> list[Operation]:
    return list(operations(description("gateway", tmp_path_factory.mktemp("described"))))


def test_every_refusal_is_a_problem_document(document: Document) -> None:
    for operation in operations(document):
        for status in operation.refusals:
            answer = operation.said["responses"][status]
            assert answer["content"] == PROBLEM, (operation.name, status)
            assert " / " in answer["description"], (operation.name, status)


def test_the_problem_is_the_same_everywhere(document: Document) -> None:
    schemas: dict[str, Any] = document["components"]["schemas"]
    assert {name: schemas[name] for name in SCHEMAS} == SCHEMAS
    assert "HTTPValidationError" not in schemas


def test_no_operation_hides_behind_a_default(document: Document) -> None:
    for operation in operations(document):
        asked = {"401", "503"} if "security" in operation.said else {"503"}
        assert asked <= operation.refusals, operation.name
        assert all(status.isdigit() for status in operation.refusals), operation.name


def test_the_gateway_adds_what_it_refuses_itself(gateway: list[Operation]) -> None:
    for operation in gateway:
        assert "429" in operation.refusals, operation.name
        assert ("413" in operation.refusals) == ("requestBody" in operation.said), operation.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_what_fills_the_words_of_a_problem_is_described(kind: ProblemKind) -> None:
    described = dict.fromkeys(SCHEMAS["Problem"]["properties"], "…")
    for text in (kind.title, kind.detail):
        for said in text:
            assert said.format_map(described)
