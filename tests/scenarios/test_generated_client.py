"""An integrator generates a Python client from the gateway's description, and works with it."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.stacks.tiendo import Tiendo

SHARES = True

_CONFIG = {
    "content_type_overrides": {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "application/octet-stream",
        "application/problem+json": "application/json",
    },
    "post_hooks": [],
}
_NAME = "tiendo_client"


@pytest.fixture(scope="module")
def package(tiendo: Tiendo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The generated package, which can be imported while the tests of this module run."""
    folder = tmp_path_factory.mktemp("generated")
    with tiendo.client("nghe-an", "integrator") as client:
        (folder / "openapi.json").write_text(client.get("/openapi.json").raise_for_status().text, "utf-8")
    (folder / "config.json").write_text(json.dumps(_CONFIG), "utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.json"]
    options = ["--config", "config.json", "--meta", "none", "--output-path", _NAME, "--fail-on-warning"]
    made = subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, timeout=240, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield folder / _NAME
    sys.path.remove(str(folder))


def part(name: str) -> ModuleType:
    return importlib.import_module(f"{_NAME}.{name}")


def caller(tiendo: Tiendo, role: str, unit: str | None = None) -> Any:
    client = part("client").AuthenticatedClient
    return client(base_url=tiendo.url, token=tiendo.token("nghe-an", role, unit), timeout=30)


def test_it_has_every_operation(tiendo: Tiendo, package: Path) -> None:
    with tiendo.client("nghe-an", "integrator") as client:
        paths = client.get("/openapi.json").json()["paths"]
    named = {operation["operationId"] for methods in paths.values() for operation in methods.values()}
    made = {file.stem for file in package.glob("api/*/*.py")} - {"__init__"}
    assert named <= made


def test_a_status_is_changed_and_the_change_is_read_in_the_feed(tiendo: Tiendo, package: Path) -> None:
    """FR-X-12: typed answers, commands that may be repeated, refusals as problem documents; the feed tells of the change."""
    assert package.exists()
    listing, change = part("api.tasks.tasks_list_tasks"), part("api.tasks.tasks_change_task_status")
    wish = part("models.status_wish").StatusWish(to=part("models.status_wish_to").StatusWishTo("in_progress"))
    with caller(tiendo, "standing_officer", "NA-CA") as officer:
        status = part("models.tasks_list_tasks_status_item").TasksListTasksStatusItem("not_started")
        task = listing.sync_detailed("nghe-an", client=officer, status=[status], limit=1).parsed.items[0]
        repeated = {"client": officer, "body": wish, "idempotency_key": "one-command"}
        first, again = (change.sync_detailed("nghe-an", task.id, **repeated).parsed for _ in range(2))
        assert (first.status, first.sequence) == ("in_progress", again.sequence)
        stale = change.sync_detailed("nghe-an", task.id, client=officer, body=wish, if_match='"1"')
        assert (stale.status_code, type(stale.parsed)) == (412, part("models.problem").Problem)
        unknown = change.sync_detailed("nghe-an", "NOWHERE", client=officer, body=wish)
        assert (unknown.status_code, unknown.parsed.status) == (404, 404)
    with caller(tiendo, "integrator") as integrator:
        feed = part("api.gateway.gateway_events")
        (event,) = feed.sync_detailed(
            "nghe-an", client=integrator, after=first.sequence - 1, limit=1, wait=5
        ).parsed.items
        assert (event.subject, event.type_) == (task.id, "vn.tiendo.task.status-changed.v1")
