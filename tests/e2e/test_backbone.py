"""One status change travels from the gateway to every reader, on real parts."""

import contextlib
import json
import threading
from typing import Any

import httpx2

from tests.e2e.waiting import until
from tests.stacks.installed import Api
from tests.stacks.tiendo import Tiendo

HEAD = ("nghe-an", "unit_head", "NA-STP")
STANDING = ("nghe-an", "standing_officer")
CHAIRMAN = ("nghe-an", "chairman")


class Listener:
    """Reads a stream in the background."""

    def __init__(self, client: httpx2.Client, headers: dict[str, str] | None = None) -> None:
        self.events: list[tuple[int, dict[str, Any]]] = []
        self.open = threading.Event()
        self._client = client
        self._headers = headers or {}
        threading.Thread(target=self._listen_until_closed, daemon=True).start()
        assert self.open.wait(10)

    def _listen_until_closed(self) -> None:
        """The test ends by closing the client under it."""
        with contextlib.suppress(httpx2.HTTPError, httpx2.StreamError, ValueError):
            self._listen()

    def _listen(self) -> None:
        with self._client.stream("GET", "/v1/nghe-an/stream", headers=self._headers, timeout=60) as answer:
            assert answer.status_code == 200
            self.open.set()
            number = 0
            for line in answer.iter_lines():
                if line.startswith("id:"):
                    number = int(line[3:])
                elif line.startswith("data:"):
                    self.events.append((number, json.loads(line[5:])))


def _register(api: Api, task: str, **more: Any) -> dict[str, Any]:
    body = {
        "id": task,
        "kind": "roadmap",
        "plan": "NA-KH-2024",
        "group": "NA-G01",
        "title_vi": "Rà soát quy trình số hóa hồ sơ",
        "lead_unit": "NA-STP",
        "coordinating_units": ["NA-CA"],
        "due": {"date": "2099-12-31", "precision": "day"},
        "product_vi": "Báo cáo rà soát",
        **more,
    }
    answer = api(*STANDING).post("/v1/nghe-an/tasks", json=body)
    assert answer.status_code == 201, answer.text
    registered: dict[str, Any] = answer.json()
    return registered


def _move(client: httpx2.Client, task: str, to: str, **more: Any) -> httpx2.Response:
    headers = more.pop("headers", {})
    return client.post(f"/v1/nghe-an/tasks/{task}/status", json={"to": to, **more}, headers=headers)


def _applied(api: Api, sequence: int) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        overview: dict[str, Any] = api(*CHAIRMAN).get("/v1/nghe-an/overview").json()
        return overview if (overview["sequence"] or 0) >= sequence else None

    return until(look)


def test_a_change_is_seen_in_overview_feed_stream_inbox_and_metrics(tiendo: Tiendo, api: Api) -> None:
    """FR-X-02, FR-X-04, FR-BP-05."""
    before = _applied(api, _register(api, "E2E-1")["sequence"])
    listener = Listener(api(*CHAIRMAN))
    answer = _move(api(*HEAD), "E2E-1", "in_progress", note="Đã bắt đầu")
    assert answer.status_code == 200, answer.text
    sequence = answer.json()["sequence"]
    after = _applied(api, sequence)
    moved = [after["tasks"]["by_status"][s] - before["tasks"]["by_status"][s] for s in ("not_started", "in_progress")]
    assert moved == [-1, 1]
    feed = api(*CHAIRMAN).get("/v1/nghe-an/events", params={"after": sequence - 1, "limit": 1, "wait": 10}).json()
    assert feed["items"][0]["subject"] == "E2E-1"
    assert feed["items"][0]["data"]["change"]["note"] == "Đã bắt đầu"
    seen = until(lambda: [event for number, event in listener.events if number == sequence])
    assert seen == feed["items"]
    notice = until(lambda: [n for n in _inbox(api(*HEAD)) if n["sequence"] == sequence])[0]
    assert notice["read_at"] is None
    metrics = httpx2.get(tiendo.urls()["reporting"] + "/metrics", trust_env=False).text
    assert 'tiendo_events_applied_total{subscription="reporting",tenant="nghe-an"}' in metrics


def _inbox(client: httpx2.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/v1/nghe-an/inbox", params={"limit": 50}).json()["items"]
    return items


def test_coordinators_learn_of_a_change_and_strangers_do_not(api: Api) -> None:
    sequence = _register(api, "E2E-2")["sequence"]
    until(lambda: [n for n in _inbox(api("nghe-an", "unit_head", "NA-CA")) if n["sequence"] == sequence])
    assert not [n for n in _inbox(api("nghe-an", "unit_head", "NA-STC")) if n["sequence"] == sequence]


def test_a_notice_is_read_once_and_can_be_unread(api: Api) -> None:
    head = api(*HEAD)
    sequence = _register(api, "E2E-3")["sequence"]
    notice = until(lambda: [n for n in _inbox(head) if n["sequence"] == sequence])[0]
    unread = head.get("/v1/nghe-an/inbox/count").json()["unread"]
    assert head.post(f"/v1/nghe-an/inbox/{notice['id']}/read").status_code == 200
    assert head.post(f"/v1/nghe-an/inbox/{notice['id']}/read").status_code == 200
    assert head.get("/v1/nghe-an/inbox/count").json()["unread"] == unread - 1
    assert head.post(f"/v1/nghe-an/inbox/{notice['id']}/unread").status_code == 200
    assert head.get("/v1/nghe-an/inbox/count").json()["unread"] == unread


def test_a_stream_is_resumed_without_gap_or_repetition(api: Api) -> None:
    first = _register(api, "E2E-4")["sequence"]
    for to in ("in_progress", "submitted", "returned", "in_progress"):
        assert (
            _move(api(*HEAD if to != "returned" else STANDING), "E2E-4", to, reason="thiếu căn cứ").status_code == 200
        )
    listener = Listener(api(*CHAIRMAN), {"Last-Event-ID": str(first)})
    until(lambda: len(listener.events) >= 4)
    assert [number for number, _ in listener.events[:4]] == [first + 1, first + 2, first + 3, first + 4]


def test_repeating_a_command_with_its_key_changes_nothing(api: Api) -> None:
    _register(api, "E2E-5")
    head, key = api(*HEAD), {"Idempotency-Key": "e2e-5-start"}
    first = _move(head, "E2E-5", "in_progress", headers=key)
    again = _move(head, "E2E-5", "in_progress", headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    other = _move(head, "E2E-5", "on_hold", reason="chờ", headers=key)
    assert (other.status_code, other.json()["type"].rsplit("/", 1)[1]) == (422, "idempotency-key-reused")


def test_a_stale_etag_is_refused(api: Api) -> None:
    _register(api, "E2E-6")
    head = api(*HEAD)
    etag = head.get("/v1/nghe-an/tasks/E2E-6").headers["etag"]
    assert _move(head, "E2E-6", "in_progress", headers={"If-Match": etag}).status_code == 200
    assert _move(head, "E2E-6", "on_hold", reason="chờ", headers={"If-Match": etag}).status_code == 412


def test_a_wrong_transition_and_a_wrong_body_say_what_is_wrong_in_both_languages(api: Api) -> None:
    _register(api, "E2E-7")
    head = api(*HEAD)
    assert _move(head, "E2E-7", "returned", reason="x").status_code == 409
    for language in ("vi", "en"):
        answer = _move(head, "E2E-7", "finished", headers={"Accept-Language": language})
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == language
        assert answer.json()["errors"][0]["field"] == "body.to"
    assert head.get("/v1/nghe-an/tasks/E2E-7").json()["status"] == "not_started"


def test_completion_needs_its_product(api: Api) -> None:
    """FR-NT-08."""
    _register(api, "E2E-8")
    head = api(*HEAD)
    assert _move(head, "E2E-8", "in_progress").status_code == 200
    assert _move(head, "E2E-8", "completed").status_code in {409, 422}
    done = _move(head, "E2E-8", "completed", product="Báo cáo số 12/BC-STP")
    assert (done.status_code, done.json()["outcome"]) == (200, "done_on_time")


def test_only_the_lead_unit_and_the_standing_agency_change_a_status(api: Api) -> None:
    """FR-BP-04."""
    _register(api, "E2E-9")
    for who in (
        CHAIRMAN,
        ("nghe-an", "unit_head", "NA-STC"),
        ("nghe-an", "unit_head", "NA-CA"),
        ("nghe-an", "integrator"),
        ("nghe-an", "office_officer"),
    ):
        assert _move(api(*who), "E2E-9", "in_progress").status_code == 403, who
    assert _move(api("nghe-an", "unit_officer", "NA-STP"), "E2E-9", "in_progress").status_code == 200
    assert _move(api(*STANDING), "E2E-9", "on_hold", reason="chờ hướng dẫn").status_code == 200


def test_another_province_answers_as_one_that_does_not_exist(api: Api) -> None:
    """SC-X-1."""
    _register(api, "E2E-10")
    stranger = api("ninh-thuan", "standing_officer")
    for path in ("tasks/E2E-10", "tasks", "overview", "events", "inbox", "stream"):
        foreign, unknown = stranger.get(f"/v1/nghe-an/{path}"), stranger.get(f"/v1/nowhere/{path}")
        assert foreign.status_code == unknown.status_code == 404, path
        assert foreign.content == unknown.content
    own = stranger.get("/v1/ninh-thuan/tasks/E2E-10")
    assert own.status_code == 404
    assert own.content == stranger.get("/v1/nghe-an/tasks/E2E-10").content
    assert stranger.post("/v1/nghe-an/tasks/E2E-10/status", json={"to": "in_progress"}).content == own.content


def test_pilot_models_live_under_the_same_paths(api: Api) -> None:
    chairman = api(*CHAIRMAN)
    model = chairman.get("/v1/nghe-an/tasks/NA-M-27").json()
    assert model["target"]["value"] == 53
    listed = chairman.get("/v1/nghe-an/tasks", params={"kind": "pilot_model", "limit": 100}).json()["items"]
    assert len(listed) == 38
    assert _move(api(*STANDING), "NA-M-27", "in_progress").status_code == 200


def test_search_needs_no_diacritics(api: Api) -> None:
    """FR-BP-22."""
    _register(api, "E2E-11", title_vi="Đẩy mạnh đăng ký định danh điện tử")
    for words in ("dang ky dinh danh", "ĐĂNG KÝ ĐỊNH DANH", "e2e-11"):
        found = api(*CHAIRMAN).get("/v1/nghe-an/tasks", params={"q": words, "limit": 100}).json()["items"]
        assert "E2E-11" in [task["id"] for task in found], words


def test_the_history_of_a_task_tells_what_happened(api: Api) -> None:
    """FR-X-09."""
    _register(api, "E2E-12")
    _move(api(*HEAD), "E2E-12", "in_progress", note="Khởi động")
    items = api(*CHAIRMAN).get("/v1/nghe-an/tasks/E2E-12/history").json()["items"]
    assert [item["type"] for item in items] == ["vn.tiendo.task.registered.v1", "vn.tiendo.task.status-changed.v1"]
    assert items[1]["change"]["note"] == "Khởi động"
    assert items[1]["actor"] == "unit_head@NA-STP"


def test_without_a_token_nothing_is_told(tiendo: Tiendo) -> None:
    for path in ("overview", "tasks", "events", "stream", "inbox"):
        answer = httpx2.get(f"{tiendo.url}/v1/nghe-an/{path}", trust_env=False)
        assert answer.status_code == 401, path


def test_the_journals_verify_while_everything_runs(tiendo: Tiendo) -> None:
    found = tiendo.run("verify")
    assert found.returncode == 0, found.stdout + found.stderr
