"""The configuration, the rules, and that every alert both fires and stays silent, judged by Prometheus' own tool."""

import re
from typing import Any

import pytest
import yaml

from deploy.prometheus import generate
from tests.operations.promql import kept_labels, mistakes
from tests.operations.published import known
from tests.operations.tools import ROOT, run, tool

FOLDER = ROOT / "deploy" / "prometheus"
RULES = sorted((FOLDER / "rules").glob("*.yml"))
UNIT_TESTS = sorted((FOLDER / "tests").glob("*.yml"))
# What can happen to an installation, and who calls for help then. Restarts one after the other are no fault: that they
# stay silent is a case of the unit tests.
FAULTS = {
    "a service is killed and stays down": {"TiendoServiceDown"},
    "one of several replicas is killed": {"TiendoReplicaDown"},
    "a service is killed again and again": {"TiendoRestarting"},
    "a reader is paused, or its loop hangs": {"TiendoSubscriptionStalled", "TiendoJournalAhead"},
    "the numbering of events is paused": {"TiendoOutboxOld"},
    "Kafka is killed, paused or started late": {"TiendoPublisherStopped", "TiendoBusAway"},
    "Kafka is slow": {"TiendoPublisherLag", "TiendoVisibilitySlow"},
    "Kafka refuses a user or a certificate": {"TiendoBusAway"},
    "the store is killed, paused, full or cut off": {"TiendoStoreAway", "TiendoErrorRate"},
    "the store is slow": {"TiendoStoreSlow", "TiendoLatencyHigh"},
    "the network between gateway and services is cut": {"TiendoViewsDegraded", "TiendoErrorRate"},
    "the network between gateway and services is slow": {"TiendoLatencyHigh"},
    "an event that a reader cannot handle": {"TiendoDeadLetters"},
    "a release that can handle none": {"TiendoParkingFlood"},
    "records on the topic that are no events": {"TiendoForeignRecords"},
    "a reader is slow": {"TiendoSubscriptionLag", "TiendoVisibilitySlow"},
}
SERVICES = {"tasks", "notifications", "reporting", "gateway"}


def rules() -> list[dict[str, Any]]:
    groups = [group for file in RULES for group in yaml.safe_load(file.read_text("utf-8"))["groups"]]
    return [rule for group in groups for rule in group["rules"]]


ALERTS = {rule["alert"]: rule for rule in rules() if "alert" in rule}
RECORDED = {rule["record"]: rule["expr"] for rule in rules() if "record" in rule}


def unit_test_cases() -> list[dict[str, Any]]:
    return [case for file in UNIT_TESTS for case in yaml.safe_load(file.read_text("utf-8"))["tests"]]


def unit_tests() -> list[dict[str, Any]]:
    return [alert for case in unit_test_cases() for alert in case["alert_rule_test"]]


def test_prometheus_accepts_the_configuration() -> None:
    run([tool("promtool"), "check", "config", FOLDER / "prometheus.yml"])


def test_prometheus_accepts_the_rules_without_a_warning() -> None:
    run([tool("promtool"), "check", "rules", "--lint=all", "--lint-fatal", *RULES])


def test_the_unit_tests_of_the_rules_pass() -> None:
    run([tool("promtool"), "test", "rules", *UNIT_TESTS])


@pytest.mark.parametrize("name", ALERTS)
def test_a_unit_test_shows_the_alert_both_firing_and_silent(name: str) -> None:
    outcomes = {bool(case["exp_alerts"]) for case in unit_tests() if case["alertname"] == name}
    assert outcomes == {True, False}


@pytest.mark.parametrize(("fault", "alerts"), FAULTS.items())
def test_a_fault_raises_an_alert_that_ends_when_the_fault_does(fault: str, alerts: set[str]) -> None:
    assert alerts <= {name for case in unit_test_cases() for name in _fires_then_clears(case)}, fault


def _fires_then_clears(case: dict[str, Any]) -> set[str]:
    """Alerts that a case shows firing, and silent later on."""
    found = set[str]()
    for name in {alert["alertname"] for alert in case["alert_rule_test"]}:
        of_name = [alert for alert in case["alert_rule_test"] if alert["alertname"] == name]
        firing = [_minutes(alert) for alert in of_name if alert["exp_alerts"]]
        if firing and any(_minutes(alert) > min(firing) for alert in of_name if not alert["exp_alerts"]):
            found.add(name)
    return found


def _minutes(alert: dict[str, Any]) -> int:
    return int(alert["eval_time"].removesuffix("m"))


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_says_in_two_languages_what_is_wrong_and_where_to_read_on(name: str) -> None:
    alert = ALERTS[name]
    assert alert["labels"]["severity"] in {"critical", "warning"}
    assert re.search("[À-ỹ]", alert["annotations"]["summary"]), "Vietnamese comes first"
    assert alert["annotations"]["summary_en"]
    assert alert["annotations"]["runbook_url"] == f"docs/operations.md#{name.lower()}"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.get("alert") or rule["record"])
def test_a_rule_names_only_series_and_labels_that_exist(rule: dict[str, Any]) -> None:
    recorded = {name: frozenset(kept_labels(expr)) for name, expr in RECORDED.items()}
    assert mistakes(rule["expr"], known() | recorded) == []


def test_every_recorded_series_is_used() -> None:
    read = " ".join(rule["expr"] for rule in ALERTS.values())
    assert [name for name in RECORDED if name not in read] == []


def test_each_service_is_scraped_under_its_own_name() -> None:
    jobs = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))["scrape_configs"]
    relabelled = {job["job_name"]: job["relabel_configs"][0] for job in jobs if "relabel_configs" in job}
    expected = {f"tiendo-{name}": {"target_label": "service", "replacement": name} for name in SERVICES}
    assert relabelled == expected


def test_the_services_are_those_of_the_project() -> None:
    assert {folder.parent.name for folder in (ROOT / "services").glob("*/__init__.py")} == SERVICES


def test_the_resource_for_the_operator_holds_the_same_rules() -> None:
    assert generate.FILE.read_text("utf-8") == generate.text(), "run python -m deploy.prometheus.generate"
    groups = yaml.safe_load(generate.text())["spec"]["groups"]
    assert [rule for group in groups for rule in group["rules"]] == rules()
