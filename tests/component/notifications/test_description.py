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
    ("post", "/v1/{tenant}/inbox/{notice}/acknowledge"): "acknowledge_notice",
    ("post", "/v1/{tenant}/inbox/{notice}/snooze"): "snooze_notice",
    ("get", "/v1/{tenant}/inbox/threads"): "list_threads",
    ("get", "/v1/{tenant}/inbox/thread"): "list_thread",
    ("post", "/v1/{tenant}/inbox/calendar"): "make_calendar_link",
    ("get", "/v1/{tenant}/inbox/calendar"): "get_calendar_link",
    ("delete", "/v1/{tenant}/inbox/calendar"): "close_calendar_link",
    ("put", "/v1/{tenant}/ladder"): "set_ladder",
    ("get", "/v1/{tenant}/ladder"): "get_ladder",
    ("get", "/v1/{tenant}/ladder/history"): "list_ladder_versions",
    ("get", "/v1/{tenant}/email/addresses"): "get_email_addresses",
    ("put", "/v1/{tenant}/email/addresses"): "set_email_addresses",
    ("post", "/v1/{tenant}/email/addresses/verification"): "ask_email_address",
    ("get", "/v1/{tenant}/email/rules"): "get_email_rules",
    ("put", "/v1/{tenant}/email/rules"): "set_email_rules",
    ("put", "/v1/{tenant}/email/preferences"): "set_email_preferences",
    ("get", "/v1/{tenant}/reminders/preview"): "preview_reminders",
    ("post", "/v1/{tenant}/subscriptions"): "create_subscription",
    ("get", "/v1/{tenant}/subscriptions"): "list_subscriptions",
    ("get", "/v1/{tenant}/subscriptions/{subscription}"): "get_subscription",
    ("patch", "/v1/{tenant}/subscriptions/{subscription}"): "change_subscription",
    ("delete", "/v1/{tenant}/subscriptions/{subscription}"): "delete_subscription",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/pause"): "pause_subscription",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/resume"): "resume_subscription",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/secrets"): "rotate_subscription_secret",
    ("delete", "/v1/{tenant}/subscriptions/{subscription}/secrets/{secret}"): "drop_subscription_secret",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/verification"): "verify_subscription",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/test"): "test_subscription",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/replay"): "replay_subscription",
    ("get", "/v1/{tenant}/subscriptions/{subscription}/deliveries"): "list_deliveries",
    ("get", "/v1/{tenant}/subscriptions/{subscription}/deliveries/{delivery}"): "get_delivery",
    ("post", "/v1/{tenant}/subscriptions/{subscription}/deliveries/{delivery}"): "redeliver_event",
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
    assert {"401", "403", "404", "503"} < set(operation["responses"])
    assert {"200", "201", "204"} & set(operation["responses"])


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
