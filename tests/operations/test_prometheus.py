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
SERVICES = {"tasks", "notifications", "reporting", "gateway"}


def rules() -> list[dict[str, Any]]:
    groups = [group for file in RULES for group in yaml.safe_load(file.read_text("utf-8"))["groups"]]
    return [rule for group in groups for rule in group["rules"]]


ALERTS = {rule["alert"]: rule for rule in rules() if "alert" in rule}
RECORDED = {rule["record"]: rule["expr"] for rule in rules() if "record" in rule}


def unit_tests() -> list[dict[str, Any]]:
    cases = [case for file in UNIT_TESTS for case in yaml.safe_load(file.read_text("utf-8"))["tests"]]
    return [alert for case in cases for alert in case["alert_rule_test"]]


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
