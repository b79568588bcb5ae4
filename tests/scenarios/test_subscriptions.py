"""The IOC of Nghệ An as an integrator: by push, by pull and by stream, with the sample provinces, through the gateway."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.e2e.waiting import until
from tests.scenarios.talking import Body, done, refused, seen
from tests.stacks.installed import Api
from tests.stacks.receiver import Arrival, Receiver, receiving
from tests.stacks.tiendo import Tiendo

ENVIRONMENT = {
    "TIENDO_WEBHOOK_ALLOWED": "127.0.0.1/32",
    "TIENDO_WEBHOOK_HTTP": "true",
    "TIENDO_WEBHOOK_RETRIES": "0.2,0.5,1",
}
NA, NT = "/v1/nghe-an", "/v1/ninh-thuan"
HOOKS = f"{NA}/subscriptions"
CHANGED = "vn.tiendo.task.status-changed.v1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


def _subscribed(ioc: Any, receiver: Receiver, **wish: Any) -> Body:
    made = done(ioc, HOOKS, **{"url": receiver.url(), "types": [CHANGED], **wish})
    assert done(ioc, f"{HOOKS}/{made['id']}/verification")["verified"] is True
    return made


def _move(api: Api, number: int, task: str = "NA-T-01") -> int:
    """One change of a task's status; its number."""
    to = "on_hold" if number % 2 == 0 else "in_progress"
    standing = api("nghe-an", "standing_officer")
    changed: int = done(standing, f"{NA}/tasks/{task}/status", to=to, reason=f"lần {number}")["sequence"]
    return changed


def _events(receiver: Receiver, secret: str) -> list[Body]:
    """What has come, each verified by the public library."""
    return [Webhook(secret).verify(one.body, dict(one.headers)) for one in receiver.events()]


def test_the_ioc_hears_of_its_province_and_of_no_other(api: Api, receiver: Receiver) -> None:
    """SC-002-10: idempotent by the event's id, and nothing of Ninh Thuận (FR-NA-30, FR-X-03)."""
    ioc = api("nghe-an", "integrator")
    made = _subscribed(ioc, receiver, types=["vn.tiendo.model.status-changed.v1"])
    changed = _move(api, 1, task="NA-M-27")
    done(api("ninh-thuan", "standing_officer"), f"{NT}/tasks/NT-M-25/status", to="completed", product="Báo cáo")
    arrival: Arrival = until(lambda: receiver.events()[:1])[0]
    assert (arrival.event["sequence"], arrival.event["tenant"]) == (changed, "nghe-an")
    assert (arrival.event["subject"], arrival.event["data"]["after"]["status"]) == ("NA-M-27", "in_progress")
    again = done(ioc, f"{HOOKS}/{made['id']}/deliveries/{changed}")
    assert again["outcome"] == "delivered"
    assert len({one.headers["webhook-id"] for one in receiver.events()}) == 1
    assert {one.event["tenant"] for one in receiver.events()} == {"nghe-an"}
    for stranger in (
        api("ninh-thuan", "integrator"),
        api("ninh-thuan", "standing_officer"),
        api("central", "central_wg_officer"),
    ):
        assert stranger.get(f"{HOOKS}/{made['id']}").status_code == 404


def test_an_integrator_subscribes_to_task_status_while_the_six_criteria_are_chosen(
    api: Api, receiver: Receiver
) -> None:
    """SC-X-5: only Nghệ An's events with a versioned schema and no citizen's data; the journal says who chose the six
    criteria; tasks without an authority are warned of (FR-X-03, FR-X-09, FR-X-10, FR-TW-08, FR-TW-11)."""
    ioc, chairman = api("nghe-an", "integrator"), api("nghe-an", "chairman")
    made = _subscribed(ioc, receiver)
    done(chairman, f"{NA}/clarity", "PUT", preset="six")
    moved = _move(api, 0)
    event = until(lambda: _events(receiver, made["secret"]))[0]
    assert (event["sequence"], event["type"], event["tenant"]) == (moved, CHANGED, "nghe-an")
    assert event["dataschema"] == f"https://tiendo.vn/schemas/{CHANGED}.json"
    assert event["actor"] == "standing_officer", "a role, never a person"
    journal = seen(ioc, f"{NA}/events", after=moved - 2, limit=1)["items"][0]
    assert (journal["actor"], journal["data"]["after"]["preset"]) == ("chairman", "six")
    assert "authority" in seen(chairman, f"{NA}/tasks/NA-T-01")["clarity"]["missing"]
    refused(api("nghe-an", "unit_head", "NA-STP"), HOOKS, 403, url=receiver.url(), types=["*"])
    refused(ioc, HOOKS, 422, url="https://10.0.0.1/", types=["*"])


def test_a_killed_sender_loses_nothing_and_repeats_only_around_the_kill(
    tiendo: Tiendo, api: Api, receiver: Receiver
) -> None:
    """FR-X-03: kill -9 of the process that sends, twice, while changes go on; the same id where something comes twice."""
    made = _subscribed(api("nghe-an", "integrator"), receiver)
    moved: list[int] = []
    for number in range(1, 41):
        moved.append(_move(api, number))
        if number in {12, 27}:
            until(receiver.events)
            os.kill(tiendo.pids()["notifications"], signal.SIGKILL)
    until(lambda: moved[-1] in receiver.sequences())
    came = [event["sequence"] for event in _events(receiver, made["secret"])]
    assert list(dict.fromkeys(came)) == moved
    assert len(came) - len(moved) <= 2 * 20, "a run of events for each kill at most"
    ids = {(one.headers["webhook-id"], one.event["sequence"]) for one in receiver.events()}
    assert len(ids) == len(moved)
