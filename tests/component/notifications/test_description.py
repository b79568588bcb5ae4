"""The OpenAPI document is the contract that the gateway passes on."""

from typing import Any

import pytest

from tests.component.notifications.doors import Doors

OPERATIONS = {
    ("get", "/v1/{tenant}/inbox"): "list_inbox",
    ("get", "/v1/{tenant}/inbox/count"): "count_inbox",
    ("post", "/v1/{tenant}/inbox/read-all"): "read_whole_inbox",
    ("post", "/v1/{tenant}/inbox/{notice}/read"): "read_notice",
    ("post", "/v1/{tenant}/inbox/{notice}/unread"): "unread_notice",
    ("get", "/v1/{tenant}/reminders/preview"): "preview_reminders",
}


@pytest.fixture
def document(doors: Doors) -> dict[str, Any]:
    return doors.app.openapi()


def test_operations_have_names_that_stay(document: dict[str, Any]) -> None:
    found = {
        (method, path): operation["operationId"]
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert found == OPERATIONS


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_is_summarised_secured_and_says_how_it_refuses(
    document: dict[str, Any], method: str, path: str
) -> None:
    operation = document["paths"][path][method]
    assert " / " in operation["summary"], "in both languages"
    assert operation["security"]
    assert {"200", "401", "403", "404", "503"} <= set(operation["responses"])


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            return [part["$ref"]] if "$ref" in part else [ref for value in part.values() for ref in references(value)]
        return [ref for value in part for ref in references(value)] if isinstance(part, list) else []

    for reference in references(document):
        *_, section, name = reference.split("/")
        assert name in document["components"][section]


async def test_health_and_metrics_are_answered_without_a_token(doors: Doors) -> None:
    anybody = doors.with_headers({})
    assert (await anybody.get("/healthz")).status_code == 200
    assert (await anybody.get("/readyz")).json()["ready"] is True
    metrics = (await anybody.get("/metrics")).text
    assert 'tiendo_notices_total{kind="assigned",tenant="ninh-thuan"}' in metrics
