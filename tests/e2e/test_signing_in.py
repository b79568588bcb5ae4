"""A browser's way through an installation that is there to be tried: choose, act, listen, leave."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.stacks.tiendo import Tiendo, running

HERE = {"sec-fetch-site": "same-origin"}
WISH = {"tenant": "nghe-an", "role": "unit_head", "unit": "NA-CA"}


@pytest.fixture(scope="module")
def tiendo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiendo]:
    """One province with one unit that leads one task; the logs tell everything."""
    folder = tmp_path_factory.mktemp("signing-in")
    with running(folder, demo=False, environment={"TIENDO_LOG_LEVEL": "debug"}) as one:
        _settle(one)
        yield one


def _settle(tiendo: Tiendo) -> None:
    named = {"name_vi": "Tên", "name_en": "Name"}
    titled = {"title_vi": "Việc", "title_en": "Work"}
    with tiendo.client("central", "ops") as ops:
        _made(ops, "/v1/tenants", {"id": "nghe-an", "short_code": "NA", "level": "province", **named})
    with tiendo.client("nghe-an", "standing_officer") as chief:
        _made(chief, "/v1/nghe-an/units", {"id": "NA-CA", "type": "department", **named})
        _made(chief, "/v1/nghe-an/plans", {"id": "P", "year": 2024, "effective_from": "2024-01-01", **titled})
        _made(chief, "/v1/nghe-an/groups", {"id": "G", "plan": "P", **named})
        task = {"id": "T", "plan": "P", "group": "G", "product_vi": "Sản phẩm", "lead_unit": "NA-CA", **titled}
        _made(chief, "/v1/nghe-an/tasks", {**task, "source": "synthetic"})


def _made(client: httpx2.Client, path: str, body: dict[str, Any]) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text


@pytest.fixture
def browser(tiendo: Tiendo) -> Iterator[httpx2.Client]:
    """Keeps cookies and says which page sends what."""
    with httpx2.Client(base_url=tiendo.url, headers=HERE, timeout=30, trust_env=False) as browser:
        yield browser


def _logs(tiendo: Tiendo) -> str:
    return "".join(file.read_text(errors="replace") for file in Path(tiendo.data / "run").glob("*.log"))


def test_somebody_chooses_an_office_acts_listens_and_leaves(tiendo: Tiendo, browser: httpx2.Client) -> None:
    choices = browser.get("/session/choices").json()
    (province,) = choices["choices"]
    units = {role["role"]: role["units"] for role in province["roles"]}
    assert (choices["mode"], province["tenant"]) == ("demo", "nghe-an")
    assert units["unit_head"] == [{"id": "NA-CA", "name": "Tên"}]
    assert browser.get("/session").status_code == 401

    begun = browser.post("/session", json=WISH)
    assert begun.status_code == 201
    assert browser.get("/session").json()["subject"] == "nghe-an:unit_head@NA-CA"

    path, step = "/v1/nghe-an/tasks/T/status", {"to": "in_progress", "note": "Bắt đầu"}
    elsewhere = browser.post(path, json=step, headers={"sec-fetch-site": "cross-site"})
    assert (elsewhere.status_code, elsewhere.json()["type"].rpartition("/")[2]) == (403, "cross-site")
    done = [browser.post(path, json=step, headers={"idempotency-key": "once"}) for _ in range(2)]
    assert [answer.status_code for answer in done] == [200, 200]
    assert done[0].content == done[1].content
    assert _heard(browser)["actor"] == "unit_head@NA-CA"

    cookie = browser.cookies["tiendo"]
    assert browser.delete("/session").status_code == 204
    assert browser.get("/session").status_code == 401
    assert browser.get("/v1/nghe-an/tasks").status_code == 401
    assert "tiendo" not in browser.cookies
    logs = _logs(tiendo)
    assert "Application startup complete" in logs
    assert cookie not in logs
    assert cookie[:40] not in logs


def _heard(browser: httpx2.Client) -> dict[str, Any]:
    """The change of the status, from the stream that begins with the first event."""
    with browser.stream("GET", "/v1/nghe-an/stream", params={"after": 0}) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: ") and (event := json.loads(line[6:]))["type"].endswith("status-changed.v1"):
                told: dict[str, Any] = event
                return told
    raise AssertionError("the stream ended")
