"""Subscriptions through the HTTP door: for integrators and the standing agency, and nobody else's business (FR-X-03)."""

from typing import Any

import httpx2
import pytest
from standardwebhooks import Webhook

from tests.component.notifications.doors import Doors
from tests.stacks.receiver import Receiver, answers

ROOT = "/v1/ninh-thuan/subscriptions"


@pytest.fixture
def chief(doors: Doors) -> httpx2.AsyncClient:
    return doors.as_("standing_officer")


@pytest.fixture
def ioc(doors: Doors) -> httpx2.AsyncClient:
    return doors.as_("integrator")


def wanted(receiver: Receiver, **more: Any) -> dict[str, Any]:
    return {"url": receiver.url(), "types": ["vn.tiendo.task.*"], **more}


async def made(client: httpx2.AsyncClient, receiver: Receiver, **more: Any) -> dict[str, Any]:
    answer = await client.post(ROOT, json=wanted(receiver, **more))
    assert answer.status_code == 201, answer.text
    content: dict[str, Any] = answer.json()
    return content


async def test_an_integrator_subscribes_proves_its_endpoint_and_sees_its_secret_once(
    ioc: httpx2.AsyncClient, receiver: Receiver
) -> None:
    new = await made(ioc, receiver, units=["NT-STP", "NT-STP"], description="IOC")
    assert (new["state"], new["units"], new["version"]) == ("pending", ["NT-STP"], 1)
    assert new["health"]["cursor"] == 3, "it begins with the next event"
    assert len(new["secret"]) == len("whsec_") + 44
    path = f"{ROOT}/{new['id']}"
    answer = await ioc.post(f"{path}/verification")
    assert (answer.status_code, answer.json()["verified"], answer.json()["state"]) == (200, True, "active")
    (challenge,) = receiver.arrivals
    assert Webhook(new["secret"]).verify(challenge.body, dict(challenge.headers))["subject"] == new["id"]
    shown = await ioc.get(path)
    assert (shown.json()["state"], shown.headers["etag"]) == ("active", '"2"')
    for text in (shown.text, answer.text, (await ioc.get(ROOT)).text):
        assert new["secret"] not in text
        assert "sealed" not in text


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"{}"), (200, b"ok"), (200, b'{"challenge": "another"}'), (204, b""), (500, b"{}")]
)
async def test_an_endpoint_that_does_not_send_the_challenge_back_gets_nothing(
    chief: httpx2.AsyncClient, receiver: Receiver, status: int, body: bytes
) -> None:
    receiver.manners["/"] = answers(status, body=body)
    new = await made(chief, receiver)
    answer = await chief.post(f"{ROOT}/{new['id']}/verification")
    assert (answer.json()["verified"], answer.json()["state"]) == (False, "pending")
    assert answer.json()["attempt"]["status"] == status
    for verb in ("resume", "pause"):
        refused = await chief.post(f"{ROOT}/{new['id']}/{verb}")
        assert (refused.status_code, refused.json()["title"]) == (409, "Địa chỉ chưa được xác minh")


async def test_an_integrator_keeps_its_own_and_the_standing_agency_keeps_all(
    doors: Doors, chief: httpx2.AsyncClient, ioc: httpx2.AsyncClient, receiver: Receiver
) -> None:
    own, other = await made(ioc, receiver), await made(chief, receiver)
    assert [one["id"] for one in (await ioc.get(ROOT)).json()["items"]] == [own["id"]]
    assert {one["id"] for one in (await chief.get(ROOT)).json()["items"]} == {own["id"], other["id"]}
    nobody = (await ioc.get(f"{ROOT}/sub-nobody")).content
    for method, path in OPERATIONS:
        answer = await ioc.request(method, f"{ROOT}/{other['id']}{path}", json=BODIES.get(path))
        assert (answer.status_code, answer.content) == (404, nobody), (method, path)
    for role in ("chairman", "unit_head", "office_officer", "home_affairs_officer"):
        assert (await doors.as_(role, "NT-STP").get(ROOT)).status_code == 403
    assert (await doors.as_("integrator", "NT-VNPT").get(ROOT)).status_code == 403
    for tenant, role in (("nghe-an", "standing_officer"), ("nghe-an", "integrator"), ("central", "central_wg_officer")):
        stranger = doors.as_(role, tenant=tenant)
        assert (await stranger.get(f"{ROOT}/{own['id']}")).status_code == 404
        assert (await stranger.get(f"/v1/{tenant}/subscriptions/{own['id']}")).status_code == 404


BODIES: dict[str, dict[str, Any]] = {"": {"units": []}, "/secrets": {}, "/replay": {"after": 0}}
OPERATIONS = [
    ("GET", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/pause"),
    ("POST", "/resume"),
    ("POST", "/verification"),
    ("POST", "/test"),
    ("POST", "/secrets"),
    ("DELETE", "/secrets/1"),
    ("POST", "/replay"),
    ("GET", "/deliveries"),
    ("GET", "/deliveries/1"),
    ("POST", "/deliveries/1"),
]


@pytest.mark.parametrize(
    "fault",
    [
        ("url", "ftp://ioc.example.vn/", "malformed_url"),
        ("url", "https://", "malformed_url"),
        ("url", "https://ioc.example.vn:x/", "malformed_url"),
        ("url", "https://ioc.example.vn/a b", "malformed_url"),
        ("url", "https://người.vn/", "malformed_url"),
        ("url", "https://user:word@ioc.example.vn/", "url_with_credentials"),
        ("url", "https://ioc.example.vn/#part", "url_with_credentials"),
        ("url", "https://10.0.0.1/", "address_not_public"),
        ("url", "https://[::ffff:10.0.0.1]/", "address_not_public"),
        ("url", "https://169.254.169.254/latest", "address_not_public"),
        ("url", "https://8.8.8.8:22/", "port_not_allowed"),
        ("url", 5, "string_type"),
        ("types", [], "too_short"),
        ("types", ["vn.tiendo.nothing.*"], "unknown_event_type"),
        ("types", ["vn.*.v1"], "unknown_event_type"),
        ("types", "vn.tiendo.task.*", "list_type"),
        ("units", [""], "string_too_short"),
        ("description", "x" * 201, "string_too_long"),
        ("nobody", 1, "extra_forbidden"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_what_is_wrong_is_named_and_nothing_is_made(
    doors: Doors, fault: tuple[str, Any, str], language: str
) -> None:
    (field, value, code), client = fault, doors.as_("standing_officer", language=language)
    body = {"url": "https://ioc.example.vn/", "types": ["vn.tiendo.task.*"], field: value}
    answer = await client.post(ROOT, json=body)
    assert answer.status_code == 422, answer.text
    (said,) = answer.json()["errors"]
    assert said["field"].startswith(f"body.{field}")
    assert (said["code"], bool(said["message"])) == (code, True)
    assert (await client.get(ROOT)).json()["items"] == []


async def test_a_repeated_creation_makes_nothing_and_shows_no_secret_again(
    chief: httpx2.AsyncClient, receiver: Receiver
) -> None:
    headers = {"idempotency-key": "one"}
    first = await chief.post(ROOT, json=wanted(receiver), headers=headers)
    again = await chief.post(ROOT, json=wanted(receiver), headers=headers)
    assert (again.status_code, again.json()["id"], again.json()["secret"]) == (201, first.json()["id"], None)
    other = await chief.post(ROOT, json=wanted(receiver, description="khác"), headers=headers)
    assert (other.status_code, other.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused")


async def test_a_tenant_has_only_so_many(chief: httpx2.AsyncClient, receiver: Receiver) -> None:
    for _ in range(3):
        await made(chief, receiver)
    answer = await chief.post(ROOT, json=wanted(receiver))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "too_many")
    first = (await chief.get(ROOT, params={"limit": 1})).json()
    await chief.delete(f"{ROOT}/{first['items'][0]['id']}")
    assert (await chief.post(ROOT, json=wanted(receiver))).status_code == 201
    assert (await chief.get(ROOT, params={"limit": 2, "cursor": first["next"]})).status_code == 200


async def test_a_change_is_conditional_and_another_address_is_verified_anew(
    chief: httpx2.AsyncClient, receiver: Receiver
) -> None:
    new = await made(chief, receiver)
    path = f"{ROOT}/{new['id']}"
    await chief.post(f"{path}/verification")
    narrower = await chief.patch(path, json={"units": ["NT-STP"]}, headers={"if-match": '"2"'})
    assert (narrower.json()["units"], narrower.json()["state"], narrower.json()["version"]) == (["NT-STP"], "active", 3)
    assert (await chief.patch(path, json={"units": []}, headers={"if-match": '"2"'})).status_code == 412
    moved = await chief.patch(path, json={"url": receiver.url("/new")})
    assert moved.json()["state"] == "pending"
    assert (await chief.delete(path)).status_code == 204
    assert (await chief.get(path)).status_code == 404


async def test_two_secrets_live_at_most_and_one_at_least(chief: httpx2.AsyncClient, receiver: Receiver) -> None:
    new = await made(chief, receiver)
    path = f"{ROOT}/{new['id']}/secrets"
    second = (await chief.post(path, json={"old_hours": 1})).json()
    assert [one["number"] for one in second["secrets"]] == [2, 1]
    assert second["secret"] != new["secret"]
    assert (await chief.post(path, json={})).json()["title"] == "Đang có hai khóa cùng hiệu lực"
    dropped = await chief.delete(f"{path}/1")
    assert [one["number"] for one in dropped.json()["secrets"]] == [2]
    assert (await chief.delete(f"{path}/1")).status_code == 200
    assert (await chief.delete(f"{path}/2")).json()["title"] == "Đây là khóa duy nhất"
    assert (await chief.post(path, json={"old_hours": 500})).status_code == 422


async def test_a_test_and_a_single_event_are_sent_when_asked_for(chief: httpx2.AsyncClient, receiver: Receiver) -> None:
    new = await made(chief, receiver)
    path = f"{ROOT}/{new['id']}"
    tried = await chief.post(f"{path}/test")
    assert (tried.json()["status"], receiver.arrivals[-1].event["data"]) == (200, {"test": True})
    refused = await chief.post(f"{path}/deliveries/2")
    assert (refused.status_code, refused.json()["title"]) == (409, "Địa chỉ chưa được xác minh")
    assert [one for one in receiver.arrivals if one.is_event] == [], "no event before the endpoint has agreed"
    await chief.post(f"{path}/verification")
    receiver.manners["/"] = answers(500, body=b"no")
    assert (await chief.post(f"{path}/deliveries/2")).json()["outcome"] == "rejected"
    receiver.manners["/"] = answers(200)
    assert (await chief.post(f"{path}/deliveries/2")).json()["outcome"] == "delivered"
    log = (await chief.get(f"{path}/deliveries/2")).json()
    assert (log["verdict"], [one["status"] for one in log["attempts"]]) == ("delivered", [500, 200])
    assert log["attempts"][0]["response_body"] == "no"
    assert log["attempts"][0]["request_headers"]["webhook-signature"] == "***"
    listed = (await chief.get(f"{path}/deliveries", params={"verdict": "delivered"})).json()
    assert [one["sequence"] for one in listed["items"]] == [2]
    assert (await chief.get(f"{path}/deliveries", params={"verdict": "parked"})).json()["items"] == []
    for nothing in ("4", "0", "-1", "x", "1" * 40):
        assert (await chief.post(f"{path}/deliveries/{nothing}")).status_code == 404
        assert (await chief.get(f"{path}/deliveries/{nothing}")).status_code == 404


async def test_a_replay_moves_the_cursor_to_a_number_or_a_time(chief: httpx2.AsyncClient, receiver: Receiver) -> None:
    new = await made(chief, receiver)
    path = f"{ROOT}/{new['id']}/replay"
    assert (await chief.post(path, json={"after": 1})).json()["health"]["cursor"] == 1
    future = await chief.post(path, json={"since": "2999-01-01T00:00:00Z"})
    assert (future.status_code, future.json()["errors"][0]["code"]) == (422, "in_future")
    assert (await chief.post(path, json={"since": "1999-01-01T00:00:00Z"})).json()["health"]["cursor"] == 0
    for wrong in ({}, {"after": 4}, {"after": 1, "since": "1999-01-01T00:00:00Z"}, {"since": "1999-01-01T00:00:00"}):
        assert (await chief.post(path, json=wrong)).status_code == 422, wrong


async def test_without_a_journal_nothing_is_promised(
    chief: httpx2.AsyncClient, receiver: Receiver, journal: Receiver
) -> None:
    journal.manners["/internal/journal/heads"] = answers(500)
    assert (await chief.post(ROOT, json=wanted(receiver))).status_code == 503
    assert (await chief.get(ROOT)).json()["items"] == []
