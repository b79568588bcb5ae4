"""The services' contracts become the gateway's face."""

from typing import Any

import pytest

from services.gateway.adapters.contract_files import read_contracts
from services.gateway.api.documents import public_document
from services.gateway.domain.contracts import Contract, ContractConflict, merge, passages
from services.gateway.domain.overviews import OF_REPORTING, with_overview
from services.gateway.domain.references import names_in

FRAME = {"openapi": "3.1.0", "info": {"title": "Tiendo", "version": "1"}}


def answering(schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"responses": {"200": {"description": "", "content": content}}}


def a_contract(service: str, paths: dict[str, Any], schemas: dict[str, Any] | None = None) -> Contract:
    return Contract(service, {"paths": paths, "components": {"schemas": schemas or {}}})


def schemas_of(*contracts: Contract) -> dict[str, Any]:
    schemas: dict[str, Any] = merge(FRAME, contracts)["components"]["schemas"]
    return schemas


def test_only_public_operations_pass() -> None:
    contract = a_contract("tasks", {"/v1/{tenant}/tasks": {"get": {}, "post": {}}, "/internal/journal": {"get": {}}})
    (passage,) = passages([contract])
    assert (passage.path, passage.services) == ("/v1/{tenant}/tasks", {"GET": "tasks", "POST": "tasks"})


def test_a_path_may_be_shared_by_method() -> None:
    tasks = a_contract("tasks", {"/v1/x": {"post": {}}})
    reporting = a_contract("reporting", {"/v1/x": {"get": {}}})
    (passage,) = passages([tasks, reporting])
    assert passage.services == {"POST": "tasks", "GET": "reporting"}


def test_literal_segments_come_before_placeholders() -> None:
    contract = a_contract("n", {"/v1/{tenant}/inbox/{notice}": {"get": {}}, "/v1/{tenant}/inbox/count": {"get": {}}})
    assert [passage.path.rsplit("/", 1)[1] for passage in passages([contract])] == ["count", "{notice}"]


@pytest.mark.parametrize("path", ["/v1/{tenant}/x", "/v1/{province}/x"])
def test_two_owners_of_one_operation_are_refused(path: str) -> None:
    with pytest.raises(ContractConflict):
        passages([a_contract("tasks", {"/v1/{tenant}/x": {"get": {}}}), a_contract("reporting", {path: {"get": {}}})])


def test_equal_components_keep_their_name() -> None:
    same = {"Count": {"type": "integer"}}
    one = a_contract("tasks", {"/v1/a": {"get": answering("Count")}}, same)
    other = a_contract("reporting", {"/v1/b": {"get": answering("Count")}}, same)
    assert schemas_of(one, other) == same


def test_differing_components_get_their_services_name() -> None:
    one = a_contract("tasks", {"/v1/a": {"get": answering("Page")}}, {"Page": {"type": "object"}})
    other = a_contract("reporting", {"/v1/b": {"get": answering("Page")}}, {"Page": {"type": "array"}})
    merged = merge(FRAME, [one, other])
    assert schemas_of(one, other) == {"TasksPage": {"type": "object"}, "ReportingPage": {"type": "array"}}
    assert {name.entry for name in names_in(merged["paths"]["/v1/b"])} == {"ReportingPage"}


def test_what_refers_to_differing_components_differs_too() -> None:
    outer = {"items": {"$ref": "#/components/schemas/Item"}}
    one = a_contract("tasks", {"/v1/a": {"get": answering("Outer")}}, {"Outer": outer, "Item": {"type": "string"}})
    other = a_contract("reporting", {"/v1/b": {"get": answering("Outer")}}, {"Outer": outer, "Item": {"type": "null"}})
    assert schemas_of(one, other)["ReportingOuter"] == {"items": {"$ref": "#/components/schemas/ReportingItem"}}


def test_components_of_internal_operations_stay_inside() -> None:
    contract = a_contract(
        "tasks",
        {"/v1/a": {"get": answering("Open")}, "/internal/b": {"get": answering("Hidden")}},
        {"Open": {"properties": {"x": {"$ref": "#/components/schemas/Inner"}}}, "Inner": {}, "Hidden": {}},
    )
    assert schemas_of(contract).keys() == {"Open", "Inner"}


def test_operations_are_named_for_generated_clients() -> None:
    operation = {"operationId": "change_status_v1__tenant__tasks__task__status_post"}
    merged = merge(FRAME, [a_contract("tasks", {"/v1/{tenant}/tasks/{task}/status": {"post": operation}})])
    assert merged["paths"]["/v1/{tenant}/tasks/{task}/status"]["post"]["operationId"] == "tasks_change_status"


def test_the_overview_shows_whatever_a_scoreboard_shows() -> None:
    (reporting,) = [contract for contract in read_contracts() if contract.service == "reporting"]
    schemas = with_overview(reporting).document["components"]["schemas"]
    assert {*OF_REPORTING, "tenant"} == schemas["Scoreboard"]["properties"].keys()
    assert {*OF_REPORTING, "tenant", "head", "unread", "degraded"} == set(schemas["Overview"]["required"])


def test_the_committed_contracts_fit_together() -> None:
    contracts = read_contracts()
    merged = public_document(contracts, [])
    named = names_in(merged)
    assert {contract.service for contract in contracts} == {"tasks", "reporting", "notifications"}
    assert all(name.entry in merged["components"][name.section] for name in named)
    operations = [operation["operationId"] for item in merged["paths"].values() for operation in item.values()]
    assert len(set(operations)) == len(operations)
