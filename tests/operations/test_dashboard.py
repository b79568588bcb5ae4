"""The dashboard: well made, true to the metrics of the services, and every panel has something to show."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.grafana import generate
from tests.operations.promql import filled, mistakes, series_in
from tests.operations.published import families, known
from tests.operations.synthetic import input_series
from tests.operations.tools import ROOT, run, tool

FOLDER = ROOT / "deploy" / "grafana"
BOARD: dict[str, Any] = json.loads(generate.FILE.read_text("utf-8"))
PANELS: list[dict[str, Any]] = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]


def test_the_committed_file_is_what_the_content_says() -> None:
    assert generate.FILE.read_text("utf-8") == generate.text(), "run python -m deploy.grafana.generate"


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_explains_itself_in_two_languages_and_names_its_unit(panel: dict[str, Any]) -> None:
    assert panel["title"].count(" · ") == 1
    assert panel["description"].count("\n\n") == 1
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}


@pytest.mark.parametrize("expr", sorted(set(QUERIES)))
def test_a_query_names_only_series_and_labels_that_the_services_publish(expr: str) -> None:
    assert mistakes(filled(expr), known()) == []


def test_every_metric_of_the_services_is_on_the_dashboard() -> None:
    shown = set().union(*(series_in(filled(expr)) for expr in QUERIES))
    assert [family.name for family in families() if not shown & family.series.keys()] == []


def test_every_query_finds_data_where_two_replicas_serve_two_tenants(tmp_path: Path) -> None:
    asked = [
        {"expr": f"count({filled(expr)}) > bool 0", "eval_time": "10m", "exp_samples": [{"labels": "{}", "value": 1}]}
        for expr in sorted(set(QUERIES))
    ]
    case = {"interval": "15s", "input_series": input_series(), "promql_expr_test": asked}
    file = tmp_path / "panels.yml"
    file.write_text(json.dumps({"evaluation_interval": "15s", "tests": [case]}), encoding="utf-8")
    run([tool("promtool"), "test", "rules", file])


def test_panels_have_their_own_numbers_and_do_not_overlap() -> None:
    numbers = [panel["id"] for panel in BOARD["panels"]]
    assert len(set(numbers)) == len(numbers)
    taken = [cell for panel in BOARD["panels"] for cell in _cells(panel["gridPos"])]
    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24


def _cells(place: dict[str, int]) -> list[tuple[int, int]]:
    columns, lines = range(place["x"], place["x"] + place["w"]), range(place["y"], place["y"] + place["h"])
    return [(x, y) for x in columns for y in lines]


def test_grafana_finds_the_dashboard_and_its_data_source_where_compose_puts_them() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]["grafana"]
    mounted = dict(volume.split(":")[:2] for volume in compose["volumes"])
    provider = yaml.safe_load((FOLDER / "provisioning/dashboards/tiendo.yml").read_text("utf-8"))["providers"][0]
    assert provider["options"]["path"] == mounted["./deploy/grafana/dashboards"]
    home = compose["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert home == f"{mounted['./deploy/grafana/dashboards']}/{generate.FILE.name}"
    (source,) = yaml.safe_load((FOLDER / "provisioning/datasources/prometheus.yml").read_text("utf-8"))["datasources"]
    assert (source["url"], source["isDefault"]) == ("http://prometheus:9090", True)
