"""What is no HTTP, or HTTP that two readers may read in two ways, is refused or ends its connection, and nothing else."""

import pytest

from tests.abuse.callers import NEIGHBOUR, PROVINCE
from tests.abuse.town import SERVICES, Town, planner
from tests.abuse.wire import wire

CHIEF = planner(PROVINCE)
HOST = b"host: here\r\n"
BODY = b'{"id":"WIRE","type":"department","name_vi":"x"}'
REFUSED = {0, 400, 404, 405, 413, 422, 431}
"""0: the connection ends without an answer."""

TWO_WAYS = {
    "two lengths": b"content-length: 5\r\ncontent-length: 47\r\n\r\n" + BODY,
    "a length and chunks": b"content-length: 47\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" + BODY,
    "chunks and a length": b"transfer-encoding: chunked\r\ncontent-length: 47\r\n\r\n0\r\n\r\n" + BODY,
    "chunks that are no chunks": b"transfer-encoding: xchunked\r\n\r\n" + BODY,
    "chunks twice": b"transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n" + BODY,
    "chunks with a space": b"transfer-encoding : chunked\r\n\r\n0\r\n\r\n" + BODY,
    "a chunk of a strange size": b"transfer-encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a chunk without an end": b"transfer-encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
    "a length below nothing": b"content-length: -1\r\n\r\n" + BODY,
    "a length in words": b"content-length: many\r\n\r\n" + BODY,
    "a length with a plus": b"content-length: +47\r\n\r\n" + BODY,
    "a folded header": b"x-a: b\r\n c\r\ncontent-length: 47\r\n\r\n" + BODY,
    "a header without a name": b": b\r\ncontent-length: 47\r\n\r\n" + BODY,
    "a header with a zero": b"x-a: b\x00c\r\ncontent-length: 47\r\n\r\n" + BODY,
    "a header with a lonely return": b"x-a: b\rx-b: c\r\ncontent-length: 47\r\n\r\n" + BODY,
}
STARTS = {
    "no words": b"\r\n\x00\x01\x02\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /v1/tenants\r\n\r\n",
    "HTTP/9.9": b"GET /v1/tenants HTTP/9.9\r\n" + HOST + b"\r\n",
    "an unknown method": b"STEAL /v1/tenants HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a trace": b"TRACE /v1/tenants HTTP/1.1\r\n" + HOST + b"\r\n",
    "a path that is no text": b"GET /v1/\xff\xfe/tasks HTTP/1.1\r\n" + HOST + b"\r\n",
    "a path with a space": b"GET /v1/a b/tasks HTTP/1.1\r\n" + HOST + b"\r\n",
    "no path": b"GET  HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long path": b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long header": b"GET /v1/tenants HTTP/1.1\r\n" + HOST + b"x-a: " + b"y" * 300_000 + b"\r\n\r\n",
    "many headers": b"GET /v1/tenants HTTP/1.1\r\n" + HOST + b"x: y\r\n" * 60_000 + b"\r\n",
}
PATHS = [
    f"/v1/{PROVINCE}/../{NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}/tasks/../../{NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}%2f..%2f{NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}/%2e%2e/{NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}/..%2f{NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}/tasks/..%252f..%252f{NEIGHBOUR}%252ftasks",
    f"/v1/{PROVINCE}/tasks/%c0%ae%c0%ae/{NEIGHBOUR}",
    f"/v1/{PROVINCE}\\..\\{NEIGHBOUR}\\tasks",
    f"/v1/{PROVINCE};x={NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}%00{NEIGHBOUR}/tasks",
    f"/v1/{PROVINCE}%20/tasks",
    f"/v1/{PROVINCE.upper()}/tasks",
    f"//v1/{NEIGHBOUR}/tasks",
    f"/v1//{NEIGHBOUR}/tasks",
    f"/./v1/{NEIGHBOUR}/tasks",
    "/v1/tenants/../../internal/journal/heads",
    "/v1/%2e%2e/internal/journal/heads",
    f"/v1/{PROVINCE}/..%2f..%2finternal/journal/heads",
    "/static/../settings.py",
    "/static/..%2f..%2fsettings.py",
    "/static/%2e%2e/%2e%2e/settings.py",
    "/docs/assets/..%2f..%2f__init__.py",
    "/static//etc/passwd",
]


@pytest.mark.parametrize("door", SERVICES)
@pytest.mark.parametrize("name", TWO_WAYS)
def test_a_body_that_could_be_read_in_two_ways_is_read_in_none(town: Town, door: str, name: str) -> None:
    before = town.heads()
    start = f"POST /v1/{PROVINCE}/units HTTP/1.1\r\nauthorization: {town.bearer(CHIEF)['authorization']}\r\n"
    with wire(town.doors[door]) as line:
        line.say(start.encode() + HOST + b"content-type: application/json\r\n" + TWO_WAYS[name])
        assert line.status() in REFUSED
    assert town.heads() == before


@pytest.mark.parametrize("door", SERVICES)
@pytest.mark.parametrize("name", STARTS)
def test_what_is_no_request_of_ours_is_refused(town: Town, door: str, name: str) -> None:
    with wire(town.doors[door]) as line:
        line.say(STARTS[name])
        assert line.status() in REFUSED | {401}


@pytest.mark.parametrize("door", SERVICES)
def test_nothing_is_upgraded(town: Town, door: str) -> None:
    for wanted in ("websocket", "h2c"):
        socket = "sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        upgrade = f"connection: upgrade\r\nupgrade: {wanted}\r\n{socket}"
        with wire(town.doors[door]) as line:
            line.say(f"GET /v1/{PROVINCE}/stream HTTP/1.1\r\n{upgrade}".encode() + HOST + b"\r\n")
            assert line.status() in {400, 401, 403, 404}, wanted


@pytest.mark.parametrize("path", PATHS)
def test_a_path_leads_nowhere_but_where_it_says(town: Town, path: str) -> None:
    """One's own token, and a way around: it is not there, at every door."""
    for door in SERVICES:
        with wire(town.doors[door]) as line:
            line.say(
                f"GET {path} HTTP/1.1\r\nauthorization: {town.bearer(CHIEF)['authorization']}\r\n".encode()
                + HOST
                + b"\r\n"
            )
            assert line.status() in {400, 404}, door
