"""Who may talk to whom in Kubernetes, as the policies say it."""

import ipaddress
import re
from typing import Any

import pytest

from services.notifications.domain.email.links import Place
from shared.tenancy import TenantId
from tests.operations.manifests import FOLDER, Object, build, name_of, of_kind, pod_labels, selects
from tests.operations.tools import ROOT

PORT = 8000
FOR_OPERATORS = ("/metrics", "/healthz", "/readyz")


@pytest.fixture(scope="module")
def objects() -> list[Object]:
    return build(FOLDER / "overlays/example")


def policies_for(objects: list[Object], component: str, direction: str) -> list[Object]:
    labels = {"app.kubernetes.io/part-of": "tiendo", "app.kubernetes.io/component": component}
    policies = [each["spec"] for each in of_kind(objects, "NetworkPolicy")]
    return [each for each in policies if direction in each["policyTypes"] and selects(each["podSelector"], labels)]


def callers(objects: list[Object], component: str) -> set[str]:
    """Components and namespaces that reach this component's port; `anybody` where a rule names no one."""
    rules = [rule for each in policies_for(objects, component, "Ingress") for rule in each.get("ingress", [])]
    return {name for rule in rules for peer in rule.get("from", [{}]) for name in _names(peer, objects)}


def _names(peer: dict[str, Any], objects: list[Object]) -> set[str]:
    if "namespaceSelector" in peer:
        return {f"namespace {peer['namespaceSelector']['matchLabels']['kubernetes.io/metadata.name']}"}
    if "podSelector" not in peer:
        return {"anybody"}
    pods = [pod_labels(each) for each in of_kind(objects, "Deployment")]
    return {labels["app.kubernetes.io/component"] for labels in pods if selects(peer["podSelector"], labels)}


def test_every_policy_is_about_pods_that_exist(objects: list[Object]) -> None:
    pods = [pod_labels(each) for each in of_kind(objects, "Deployment")]
    idle = [
        name_of(policy)
        for policy in of_kind(objects, "NetworkPolicy")
        if not any(selects(policy["spec"]["podSelector"], labels) for labels in pods)
    ]
    assert idle == []


def test_only_the_gateway_is_reached_from_outside(objects: list[Object]) -> None:
    monitoring = "namespace monitoring"
    assert callers(objects, "gateway") == {"namespace ingress", monitoring}
    assert callers(objects, "tasks") == {"gateway", "notifications", "reporting", monitoring}
    assert callers(objects, "reporting") == {"gateway", monitoring}
    assert callers(objects, "notifications") == {"gateway", monitoring}


def test_whoever_is_let_in_may_also_go_out(objects: list[Object]) -> None:
    for target in ("tasks", "reporting", "notifications"):
        for caller in callers(objects, target) - {"namespace monitoring"}:
            assert target in _targets(objects, caller), f"{caller} → {target}"


def _targets(objects: list[Object], component: str) -> set[str]:
    rules = [rule for each in policies_for(objects, component, "Egress") for rule in each.get("egress", [])]
    inside = [rule for rule in rules if {"protocol": "TCP", "port": PORT} in rule["ports"]]
    return {name for rule in inside for peer in rule["to"] for name in _names(peer, objects)}


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.20.0.1",
        "192.168.1.1",
        "::1",
        "fd00::1",
        "fe80::1",
    ],
)
def test_webhooks_never_reach_an_inner_address(objects: list[Object], address: str) -> None:
    assert not _reaches(objects, address)


@pytest.mark.parametrize("port", [443, 465, 587])
def test_webhooks_and_mails_reach_the_internet(objects: list[Object], port: int) -> None:
    assert _reaches(objects, "203.113.131.1", port)
    assert _reaches(objects, "2405:4800::1", port)


def _reaches(objects: list[Object], address: str, port: int = 443) -> bool:
    rules = [rule for each in policies_for(objects, "notifications", "Egress") for rule in each.get("egress", [])]
    blocks = [rule for rule in rules if {"protocol": "TCP", "port": port} in rule["ports"]]
    return any(_admits(peer["ipBlock"], address) for rule in blocks for peer in rule["to"])


def _admits(block: dict[str, Any], address: str) -> bool:
    where = ipaddress.ip_address(address)
    excluded = any(where in ipaddress.ip_network(each) for each in block["except"])
    return where in ipaddress.ip_network(block["cidr"]) and not excluded


@pytest.mark.parametrize("path", [*FOR_OPERATORS, "/internal/journal"])
def test_the_ingress_leads_nobody_to_what_is_for_operators(objects: list[Object], path: str) -> None:
    assert not _leads(objects, path)


def test_the_ingress_leads_to_everything_that_the_pages_of_the_gateway_link_to(objects: list[Object]) -> None:
    pages = [file.read_text("utf-8") for file in (ROOT / "services/gateway/pages").glob("*.html")]
    linked = {path for page in pages for path in re.findall(r'(?:href|src)="(/[^"#?]*)"', page)} - set(FOR_OPERATORS)
    assert linked
    assert [path for path in ("/", "/v1/nghe-an/overview", *sorted(linked)) if not _leads(objects, path)] == []


def test_the_ingress_leads_to_what_links_in_mails_open(objects: list[Object]) -> None:
    place, tenant = Place(""), TenantId("nghe-an")
    links = [place.inbox(tenant), *(place.page(tenant, sort, "a.b") for sort in ("verify", "settings", "unsubscribe"))]
    assert [link for link in links if not _leads(objects, link)] == []


def _leads(objects: list[Object], path: str) -> bool:
    (ingress,) = of_kind(objects, "Ingress")
    (rule,) = ingress["spec"]["rules"]
    exact = {route["path"] for route in rule["http"]["paths"] if route["pathType"] == "Exact"}
    prefixes = [route["path"] for route in rule["http"]["paths"] if route["pathType"] == "Prefix"]
    return path in exact or any(f"{path}/".startswith(f"{prefix.rstrip('/')}/") for prefix in prefixes)
