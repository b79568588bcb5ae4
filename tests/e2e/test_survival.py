"""Whatever process dies, at any moment: nothing acknowledged is lost, nothing happens twice, and it comes back by itself."""

import os
import random
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.e2e.waiting import until
from tests.stacks.tiendo import Tiendo, running

PARTS = ("tasks", "reporting", "notifications", "gateway", "bus")
TASKS = 24
STEPS = ("in_progress", "on_hold", "in_progress", "submitted", "returned", "submitted", "completed")

OPERATIONS = TASKS * (1 + len(STEPS))


class Officer:
    """Registers tasks and moves them step by step, repeating each command with its key until it is answered."""

    def __init__(self, tiendo: Tiendo, number: int) -> None:
        self._client = tiendo.client("nghe-an", "standing_officer")
        self._number = number
        self.acknowledged: list[int] = []

    def work(self) -> None:
        for number in range(self._number, TASKS, 3):
            task = f"KILL-{number}"
            body = {
                "id": task,
                "kind": "roadmap",
                "plan": "NA-KH-2024",
                "group": "NA-G02",
                "title_vi": f"Việc số {number}",
                "lead_unit": "NA-STP",
                "due": {"date": "2099-12-31", "precision": "day"},
            }
            self._insist("/v1/nghe-an/tasks", body, f"{task}-registered")
            for step, to in enumerate(STEPS):
                self._insist(
                    f"/v1/nghe-an/tasks/{task}/status",
                    {"to": to, "reason": "chờ", "product": "Báo cáo"},
                    f"{task}-{step}",
                )
        self._client.close()

    def _insist(self, path: str, body: dict[str, Any], key: str) -> None:
        def attempt() -> bool:
            try:
                answer = self._client.post(path, json=body, headers={"Idempotency-Key": key})
            except httpx2.HTTPError:
                return False
            assert answer.status_code in {200, 201, 502, 503}, answer.text
            if answer.status_code in {200, 201}:
                self.acknowledged.append(answer.json()["sequence"])
            return answer.status_code in {200, 201}

        until(attempt)


def _figures(tiendo: Tiendo, sequence: int) -> dict[str, Any]:
    """The overview once everything up to that number is in it, without what differs from run to run."""
    with tiendo.client("nghe-an", "chairman") as client:

        def look() -> dict[str, Any] | None:
            try:
                overview: dict[str, Any] = client.get("/v1/nghe-an/overview").json()
            except (httpx2.HTTPError, ValueError):
                return None
            fresh = not overview.get("degraded") and (overview.get("sequence") or 0) >= sequence
            return overview if fresh else None

        overview = until(look)
    return {part: overview[part] for part in ("groups", "tasks", "assignments", "models", "by_group", "by_unit")}


def _work(tiendo: Tiendo, disturb: Callable[[Callable[[], int]], None] = lambda _: None) -> list[int]:
    """Three officers at once; `disturb` runs beside them and is told how many commands are acknowledged."""
    officers = [Officer(tiendo, number) for number in range(3)]
    with ThreadPoolExecutor(4) as pool:
        working = [pool.submit(officer.work) for officer in officers]
        disturbing = pool.submit(disturb, lambda: sum(len(officer.acknowledged) for officer in officers))
        for work in (*working, disturbing):
            work.result()
    return sorted(number for officer in officers for number in officer.acknowledged)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of a run in which nothing dies."""
    with running(tmp_path_factory.mktemp("calm")) as tiendo:
        return _figures(tiendo, _work(tiendo)[-1])


@pytest.fixture
def tiendo(tmp_path: Path) -> Iterator[Tiendo]:
    with running(tmp_path / "data") as started:
        yield started


def _kill(tiendo: Tiendo, part: str) -> bool:
    """False while it is being started anew after an earlier kill."""
    try:
        os.kill(tiendo.pids()[part], signal.SIGKILL)
    except (KeyError, ProcessLookupError):
        return False
    return True


def _inbox(tiendo: Tiendo) -> list[tuple[int, str]]:
    with tiendo.client("nghe-an", "unit_head", "NA-STP") as client:
        items, cursor = [], None
        while True:
            params = {"limit": 200, **({"cursor": cursor} if cursor else {})}
            page = client.get("/v1/nghe-an/inbox", params=params).raise_for_status().json()
            items += [(item["sequence"], item["subject"]) for item in page["items"]]
            if (cursor := page["next"]) is None:
                return items


def test_killing_any_part_at_any_moment_changes_nothing(tiendo: Tiendo, undisturbed: dict[str, Any]) -> None:
    """SC-004-7."""
    rnd = random.Random(11)  # noqa: S311
    victims = rnd.sample(PARTS, len(PARTS)) + rnd.sample(PARTS, 2)
    moments = sorted(rnd.sample(range(5, OPERATIONS - 10), len(victims)))

    def kill_parts(acknowledged: Callable[[], int]) -> None:
        for part, moment in zip(victims, moments, strict=True):
            until(lambda moment=moment: acknowledged() >= moment)
            until(lambda part=part: _kill(tiendo, part))

    acknowledged = _work(tiendo, kill_parts)
    assert len(acknowledged) == len(set(acknowledged)) == OPERATIONS
    assert _figures(tiendo, acknowledged[-1]) == undisturbed

    def noticed_everything() -> list[tuple[int, str]] | None:
        try:
            notices = _inbox(tiendo)
        except httpx2.HTTPError:  # the last one killed may be the gateway
            return None
        return notices if {sequence for sequence, _ in notices} >= set(acknowledged) else None

    noticed = until(noticed_everything)
    assert len(noticed) == len(set(noticed))
    assert tiendo.run("verify").returncode == 0


def test_data_stays_when_everything_is_killed_at_once(tiendo: Tiendo) -> None:
    acknowledged = _work(tiendo)
    before = _figures(tiendo, acknowledged[-1])
    tiendo.kill()
    assert tiendo.run("verify").returncode == 0
    tiendo.start()
    assert _figures(tiendo, acknowledged[-1]) == before


def test_with_reporting_stopped_the_overview_says_what_is_missing(tiendo: Tiendo) -> None:
    os.kill(tiendo.pids()["reporting"], signal.SIGSTOP)
    try:
        with tiendo.client("nghe-an", "standing_officer") as client:
            overview = client.get("/v1/nghe-an/overview")
            assert overview.status_code == 200
            assert [part["part"] for part in overview.json()["degraded"]] == ["reporting"]
            moved = client.post("/v1/nghe-an/tasks/NA-T-02/status", json={"to": "on_hold", "reason": "chờ"})
            assert moved.status_code == 200
    finally:
        os.kill(tiendo.pids()["reporting"], signal.SIGCONT)
    _figures(tiendo, moved.json()["sequence"])


def test_stopping_takes_less_than_ten_seconds_also_with_open_streams(tiendo: Tiendo) -> None:
    with tiendo.client("nghe-an", "chairman") as client, client.stream("GET", "/v1/nghe-an/stream") as stream:
        assert stream.status_code == 200
        assert tiendo.stop() == 0
    tiendo.start()
