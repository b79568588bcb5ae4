"""How much one may ask for: what is beyond is refused in time and in words, and the others do not notice."""

import json
import threading
from contextlib import ExitStack

import pytest

from shared.tenancy import Role
from tests.abuse.callers import LEAD, NEIGHBOUR, PROVINCE, Caller
from tests.abuse.surface import GATEWAY
from tests.abuse.town import SERVICES, Answer, Town, planner
from tests.abuse.wire import wire
from tests.e2e.waiting import until

BODY, BURST, PER_CALLER, PER_TENANT = 20_000, 1_000, 3, 5
ENVIRONMENT = {
    "TIENDO_BODY_LIMIT": str(BODY),
    "TIENDO_RATE_PER_SECOND": "20",
    "TIENDO_RATE_BURST": str(BURST),
    "TIENDO_STREAMS_PER_CALLER": str(PER_CALLER),
    "TIENDO_STREAMS_PER_TENANT": str(PER_TENANT),
}
CHIEF = planner(PROVINCE)
UNITS = f"/v1/{PROVINCE}/units"


def padded(size: int) -> bytes:
    """A body of that many bytes, in which nothing but the size is wrong."""
    frame = json.dumps({"id": LEAD, "type": "department", "name_vi": "Sở"}).encode()
    return frame + b" " * (size - len(frame))


def in_pieces(body: bytes) -> list[bytes]:
    return [body[start : start + 4_000] for start in range(0, len(body), 4_000)]


@pytest.mark.parametrize("door", [GATEWAY, "tasks"])
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(town: Town, door: str) -> None:
    headers = {"content-type": "application/json"}
    for size, status in ((BODY, 409), (BODY + 1, 413)):
        for content in (padded(size), iter(in_pieces(padded(size)))):
            answer = town.ask(CHIEF, "POST", UNITS, door, content=content, headers=headers)
            assert answer.status == status, (size, answer.text)
            if status == 413:
                assert answer.headers["content-type"] == "application/problem+json"
                assert answer.json()["limit"] == BODY


def test_a_body_is_not_awaited_from_nobody(town: Town) -> None:
    """The gateway says who is not known before it reads."""
    with wire(town.doors[GATEWAY]) as line:
        line.say(f"POST {UNITS} HTTP/1.1\r\nhost: here\r\ncontent-length: 999999999\r\n\r\n".encode())
        assert line.status() == 401


def test_a_body_that_is_announced_too_large_is_not_awaited(town: Town) -> None:
    for door in (GATEWAY, "tasks"):
        head = (
            f"host: here\r\nauthorization: {town.bearer(CHIEF)['authorization']}\r\ncontent-type: application/json\r\n"
        )
        with wire(town.doors[door]) as line:
            line.say(f"POST {UNITS} HTTP/1.1\r\n{head}content-length: {BODY + 1}\r\n\r\n".encode())
            assert line.status() == 413, door


def test_a_page_has_an_end(town: Town) -> None:
    history = f"tasks/KEPT-{PROVINCE}/history"
    for path, most in (("units", 500), ("tasks", 500), ("inbox", 200), ("events", 1_000), (history, 500)):
        who = Caller(PROVINCE, Role.UNIT_HEAD, LEAD)
        for limit, status in ((most, 200), (most + 1, 422), (0, 422)):
            answer = town.ask(who, "GET", f"/v1/{PROVINCE}/{path}?limit={limit}")
            assert answer.status == status, (path, limit)


def test_who_asks_too_fast_waits_and_the_others_do_not(town: Town) -> None:
    hasty = Caller(PROVINCE, Role.INTEGRATOR)
    request = (
        f"GET /v1/nowhere/units HTTP/1.1\r\nhost: here\r\nauthorization: {town.bearer(hasty)['authorization']}\r\n\r\n"
    )
    with wire(town.doors[GATEWAY]) as line:
        threading.Thread(target=line.say, args=(request.encode() * (2 * BURST),), daemon=True).start()
        answers = [line.answer() for _ in range(2 * BURST)]
    granted = [status for status, _, _ in answers].count(404)
    refused = [(headers, json.loads(body)) for status, headers, body in answers if status == 429]
    assert granted >= BURST
    assert len(refused) == len(answers) - granted > 0
    for headers, problem in refused:
        assert (headers["content-type"], int(headers["retry-after"])) == ("application/problem+json", 1)
        assert problem["type"].endswith("/too-many-requests")
    assert town.ask(CHIEF, "GET", UNITS).status == 200
    assert town.ask(hasty._replace(tenant=NEIGHBOUR), "GET", f"/v1/{NEIGHBOUR}/units").status == 200
    until(lambda: town.ask(hasty, "GET", UNITS).status == 200)


def _stream(town: Town, stack: ExitStack, caller: Caller) -> int:
    """Opens a stream that stays open; its status."""
    path = f"/v1/{caller.tenant}/stream"
    return stack.enter_context(town.doors[GATEWAY].stream("GET", path, headers=town.bearer(caller))).status_code


def test_streams_have_seats(town: Town) -> None:
    """So many of one caller, so many of one tenant; others have their own, and a seat that is left is free."""
    first, second, third = (
        Caller(PROVINCE, role) for role in (Role.CHAIRMAN, Role.PERMANENT_VICE_CHAIRMAN, Role.OFFICE_OFFICER)
    )
    with ExitStack() as stack:
        assert [_stream(town, stack, first) for _ in range(PER_CALLER + 1)] == [200] * PER_CALLER + [429]
        assert [_stream(town, stack, second) for _ in range(PER_TENANT - PER_CALLER + 1)] == [200, 200, 429]
        assert _poll(town, third).status == 429
        assert 1 <= int(_poll(town, third).headers["retry-after"]) <= 60
        assert town.ask(third, "GET", f"/v1/{PROVINCE}/events").status == 200
        assert _stream(town, stack, Caller(NEIGHBOUR, Role.CHAIRMAN)) == 200
    until(lambda: _poll(town, third).status == 200)


def _poll(town: Town, caller: Caller) -> Answer:
    return town.ask(caller, "GET", f"/v1/{caller.tenant}/events", params={"wait": 0.01})


def test_those_who_never_finish_their_request_are_in_nobodys_way(town: Town) -> None:
    """Slow loris: connections with half a head, half a body, or nothing; who asks properly is answered meanwhile."""
    halves = (b"", b"GET / HTTP/1.1\r\nx-a: ", b"POST /v1/tenants HTTP/1.1\r\nhost: here\r\ncontent-length: 9\r\n\r\n{")
    with ExitStack() as stack:
        for number in range(150):
            for door in SERVICES:
                stack.enter_context(wire(town.doors[door])).say(halves[number % len(halves)])
        for door, path in ((GATEWAY, UNITS), ("tasks", UNITS), ("reporting", f"/v1/{PROVINCE}/scoreboard")):
            assert town.ask(CHIEF, "GET", path, door).status == 200, door


def test_a_head_has_an_end(town: Town) -> None:
    for door in SERVICES:
        with wire(town.doors[door]) as line:
            line.say(b"GET /healthz HTTP/1.1\r\nhost: here\r\nx-a: " + b"a" * 70_000)
            assert line.status() == 431, door


def test_afterwards_everything_is_well(town: Town) -> None:
    for door in SERVICES:
        assert town.ask(None, "GET", "/readyz", door).status == 200, door
    overview = town.ask(CHIEF, "GET", f"/v1/{PROVINCE}/overview").json()
    assert overview["degraded"] == []
