"""The figures of the source texts, scenario by scenario."""

import re

import httpx2

from deploy.local.parts import SERVICES
from tests.e2e.waiting import until
from tests.stacks.installed import Api
from tests.stacks.tiendo import Tiendo

_CHANGES = 100


def test_the_models_of_nghe_an(api: Api) -> None:
    """SC-002-2: 6, 20 and 12 of 38, with their shares and a headline (FR-NA-03, FR-NA-04)."""
    asked = {"as_of": "2024-04-02"}
    models = api("nghe-an", "chairman").get("/v1/nghe-an/overview", params=asked).json()["models"]
    assert models["total"] == 38 == sum(models["by_status"].values())
    for status, count, share in (("completed", 6, 15.79), ("in_progress", 20, 52.63), ("not_started", 12, 31.58)):
        assert (models["by_status"][status], models["shares"][status]) == (count, share)
    assert "6/38" in models["headline"]["vi"]


def test_the_first_quarter_of_nghe_an(api: Api) -> None:
    """SC-002-4: 3 overdue, two minutes later 10; of 10 that were due none was done (FR-NA-05, FR-X-05)."""
    chairman = api("nghe-an", "chairman")
    for instant, overdue in (("2024-03-31T23:59+07:00", 3), ("2024-04-01T00:01+07:00", 10)):
        tasks = chairman.get("/v1/nghe-an/overview", params={"as_of": instant}).json()["tasks"]
        assert tasks["outcome"]["open_overdue"] == overdue
    report = chairman.get("/v1/nghe-an/periods/2024-Q1", params={"as_of": "2024-04-01"}).json()["tasks"]
    assert (report["due_in_period"], report["done"], report["not_completed"]) == (10, 0, 10)
    assert sum(unit["overdue"] for unit in report["by_unit"]) == 10
    assert len(report["by_unit"]) == 6


def test_ninh_thuan_has_done_33_of_43(api: Api) -> None:
    """SC-003-1: 16 regular and 17 of the roadmap; the 10 that are left have a name and a lead (FR-NT-01 to FR-NT-03)."""
    chairman = api("ninh-thuan", "chairman")
    tasks = chairman.get("/v1/ninh-thuan/overview", params={"as_of": "2024-10-15"}).json()["tasks"]
    assert (tasks["done"], tasks["total"], tasks["rate_done"]) == (33, 43, 76.74)
    assert (tasks["by_kind"]["regular"]["done"], tasks["by_kind"]["roadmap"]["done"]) == (16, 17)
    assert (tasks["remaining"], tasks["rate_remaining"]) == (10, 23.26)
    waiting = {"status": "not_started,in_progress", "limit": "500"}
    left = chairman.get("/v1/ninh-thuan/tasks", params=waiting).json()["items"]
    assert len(left) == 10
    assert all(task["title_vi"] and task["lead_unit"] and task["obligation"]["due_at"] for task in left)


def test_what_is_due_in_october_is_overdue_in_november(api: Api) -> None:
    """SC-003-3: none until the last instant of October, then two, whose deadline is a month (FR-NT-07, FR-X-05)."""
    chairman = api("ninh-thuan", "chairman")
    for instant, overdue in (("2024-10-31T23:59+07:00", 0), ("2024-11-01T00:00+07:00", 2)):
        tasks = chairman.get("/v1/ninh-thuan/overview", params={"as_of": instant}).json()["tasks"]
        assert tasks["outcome"]["open_overdue"] == overdue
    for task in ("NT-T-03", "NT-T-04"):
        owed = chairman.get(f"/v1/ninh-thuan/tasks/{task}").json()["obligation"]
        assert (owed["due_precision"], owed["due_at"]) == ("month", "2024-10-31T16:59:59.999999Z")


def test_four_deliverables_are_due_in_october(api: Api) -> None:
    """SC-004-1: three go to the Government, one to the Prime Minister; 8 have no date (FR-TW-03, FR-TW-04, FR-TW-09)."""
    officer = api("central", "central_wg_officer")
    due = officer.get("/v1/central/tasks", params={"due_before": "2024-11-01"}).json()["items"]
    assert {task["id"]: (task["lead_unit"], task["deliver_to"]) for task in due} == {
        "TW-N-01": ("TW-BTTTT", "TW-CP"),
        "TW-N-02": ("TW-BTC", "TW-CP"),
        "TW-N-03": ("TW-BTC", "TW-CP"),
        "TW-N-05": ("TW-BCA", "TW-TTG"),
    }
    every = officer.get("/v1/central/tasks", params={"limit": "500"}).json()["items"]
    assert (len(every), sum(task["obligation"]["due_at"] is None for task in every)) == (12, 8)


def test_a_hundred_changes_are_counted_by_every_service(tiendo: Tiendo, api: Api) -> None:
    """SC-X-4: published and handled counts rise by 100, nothing is left behind, labels name no person (FR-X-04)."""
    police, before = api("nghe-an", "standing_officer"), {name: _counted(tiendo, name) for name in _COUNTERS}
    task = {"id": "X4", "plan": "NA-KH-2024", "group": "NA-G03", "title_vi": "Việc để đếm", "lead_unit": "NA-STP"}
    police.post("/v1/nghe-an/tasks", json=task).raise_for_status()
    for number in range(_CHANGES - 1):
        to = "on_hold" if number % 2 else "in_progress"
        police.post("/v1/nghe-an/tasks/X4/status", json={"to": to, "reason": "đếm"}).raise_for_status()
    for name, count in before.items():
        until(lambda name=name, count=count: _counted(tiendo, name) == count + _CHANGES)  # type: ignore[misc]
    until(lambda: _counted(tiendo, ("reporting", "tiendo_subscription_lag_events")) == 0)
    labels = {label for service in SERVICES for label in re.findall(r'(\w+)="', _metrics(tiendo, service))}
    assert labels.isdisjoint({"actor", "name", "subject", "unit", "user"})


_COUNTERS = (
    ("tasks", "tiendo_events_published_total"),
    ("reporting", "tiendo_events_applied_total"),
    ("notifications", "tiendo_events_applied_total"),
)


def _counted(tiendo: Tiendo, name: tuple[str, str]) -> float:
    """The value of a metric for Nghệ An."""
    service, metric = name
    lines = [line for line in _metrics(tiendo, service).splitlines() if line.startswith(metric + "{")]
    return sum(float(line.rpartition(" ")[2]) for line in lines if 'tenant="nghe-an"' in line)


def _metrics(tiendo: Tiendo, service: str) -> str:
    return httpx2.get(f"{tiendo.urls()[service]}/metrics", trust_env=False).raise_for_status().text
