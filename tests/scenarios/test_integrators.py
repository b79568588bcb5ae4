"""What systems of others read of a province, through the gateway: its events and nobody else's (FR-NA-30, FR-X-03)."""

import json
import re

import httpx2

from tests.scenarios.talking import Body, done, heard, seen
from tests.stacks.installed import Api

SHARES = True

NA, NT = "/v1/nghe-an", "/v1/ninh-thuan"
_OF_CITIZENS = re.compile(r'"(?:citizen|cccd|phone|email|address|date_of_birth|full_name)\w*"')


def _read(client: httpx2.Client, tenant: str, after: int) -> tuple[list[Body], int]:
    """Everything after that number, as a reader goes on from `next`."""
    items: list[Body] = []
    while found := (page := seen(client, f"/v1/{tenant}/events", after=after, limit=500))["items"]:
        items, after = [*items, *found], page["next"]
    return items, after


def test_the_ioc_takes_over_a_changed_model_once(api: Api) -> None:
    """SC-002-10: an event of Nghệ An comes with its id, however often it is read; none of Ninh Thuận does (FR-NA-30)."""
    ioc, police = api("nghe-an", "integrator"), api("nghe-an", "standing_officer", "NA-CA")
    _, last = _read(ioc, "nghe-an", 0)
    elsewhere = api("ninh-thuan", "standing_officer", "NT-CA")
    waiting = seen(police, f"{NA}/tasks", kind="pilot_model", status="not_started")["items"][0]["id"]
    done(elsewhere, f"{NT}/tasks/NT-T-07/status", to="on_hold", reason="Chờ hướng dẫn")
    changed = done(police, f"{NA}/tasks/{waiting}/status", to="in_progress")
    heard(police, changed)
    twice = [event for _ in range(2) for event in _read(ioc, "nghe-an", last)[0]]
    taken_over = {event["id"]: event for event in twice}
    assert len(twice) == 2 * len(taken_over)
    (event,) = taken_over.values()
    assert (event["type"], event["subject"]) == ("vn.tiendo.model.status-changed.v1", waiting)
    assert (event["tenant"], event["sequence"]) == ("nghe-an", changed["sequence"])
    assert ioc.get(f"{NT}/events").status_code == 404


def test_a_reader_of_task_status_sees_who_chose_what_is_clear(api: Api) -> None:
    """SC-X-5: Nghệ An turns on "6 rõ": the feed has its events only, each by a schema with a version and none about citizens;
    the journal says who did it, and tasks without an authority are warned of (FR-X-03, FR-X-09, FR-X-10, FR-TW-08, FR-TW-11)."""
    system, chairman = api("nghe-an", "integrator"), api("nghe-an", "chairman")
    police = api("nghe-an", "standing_officer", "NA-CA")
    _, last = _read(system, "nghe-an", 0)
    done(chairman, f"{NA}/clarity", "PUT", preset="six")
    body = {"id": "NA-6RO", "plan": "NA-KH-2024", "title_vi": "Việc chưa rõ thẩm quyền", "lead_unit": "NA-STP"}
    unclear = done(police, f"{NA}/tasks", **body)
    assert "authority" in unclear["clarity"]["missing"]
    heard(police, done(police, f"{NA}/tasks/NA-6RO/status", to="in_progress"))
    events, _ = _read(system, "nghe-an", last)
    assert {event["tenant"] for event in events} == {"nghe-an"}
    schemas = {event["type"]: event["dataschema"] for event in events}
    assert schemas["vn.tiendo.task.status-changed.v1"] == (
        "https://tiendo.vn/schemas/vn.tiendo.task.status-changed.v1.json"
    )
    assert all(re.fullmatch(r"https://tiendo\.vn/schemas/[a-z.-]+\.v\d+\.json", schema) for schema in schemas.values())
    assert not _OF_CITIZENS.search(json.dumps(events, ensure_ascii=False))
    (chosen,) = (event for event in events if event["type"] == "vn.tiendo.clarity.chosen.v1")
    assert (chosen["actor"], chosen["data"]["after"]["preset"]) == ("chairman", "six")
    listed = seen(police, f"{NA}/tasks", clear="false", limit=500)["items"]
    assert "authority" in next(task for task in listed if task["id"] == "NA-6RO")["clarity"]["missing"]
    assert system.put(f"{NA}/clarity", json={"preset": "four"}).status_code == 403
