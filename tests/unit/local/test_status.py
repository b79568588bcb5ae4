import json
from pathlib import Path

import pytest

from deploy.local.datadir import DataDirectory
from deploy.local.memory import Memory
from deploy.local.status import NOTHING_RUNS, PartStatus, as_document, status, summary, table, total_of

PARTS = [
    PartStatus("supervisor", 1, None, "ready", "", Memory(20.0, 15.0)),
    PartStatus("bus", 2, None, "ready", "127.0.0.1:4242", Memory(30.0, 20.0)),
    PartStatus("tasks", 3, 20001, "not-ready", "store: locked", Memory(90.0, 70.0)),
    PartStatus("gateway", 4, 8080, "gone", "being started again", None),
]


def test_the_total_counts_the_bus_and_the_services_but_not_the_supervisor() -> None:
    assert total_of(PARTS) == Memory(120.0, 90.0)


def test_the_table_has_a_line_for_each_part() -> None:
    head, *lines = table(PARTS)
    assert head.split() == ["part", "pid", "port", "state", "RSS", "MiB", "PSS", "MiB"]
    assert lines[2].split() == ["tasks", "3", "20001", "not-ready", "90.0", "70.0", "store:", "locked"]
    assert lines[3].split() == ["gateway", "4", "8080", "gone", "-", "-", "being", "started", "again"]


def test_the_summary_judges_the_total_against_the_budget() -> None:
    within, *_ = summary(Memory(400.0, 340.0))
    assert within.split() == ["bus+services", "400.0", "340.0", "within", "the", "budget", "of", "350", "MiB"]
    above, *_ = summary(Memory(400.0, 360.0))
    assert "ABOVE the budget" in above


def test_the_document_for_machines_says_the_same(tmp_path: Path) -> None:
    document = as_document("http://127.0.0.1:8080", DataDirectory(tmp_path), PARTS, total_of(PARTS))
    assert json.loads(json.dumps(document)) == document
    assert document["total"] == {"rss_mib": 120.0, "pss_mib": 90.0, "budget_mib": 350.0, "within_budget": True}
    assert document["parts"][3] == {
        "name": "gateway",
        "pid": 4,
        "port": 8080,
        "state": "gone",
        "reason": "being started again",
        "memory": {"rss_mib": None, "pss_mib": None},
    }


async def test_where_nothing_runs_it_says_so_and_how_to_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await status(DataDirectory(tmp_path / "nowhere"), as_json=False) == NOTHING_RUNS
    assert f"nothing runs on {tmp_path}/nowhere; start it with ./tiendo up --data" in capsys.readouterr().out
    assert await status(DataDirectory(tmp_path / "nowhere"), as_json=True) == NOTHING_RUNS
    assert json.loads(capsys.readouterr().out)["running"] is False
