"""What passes through the gateway arrives and returns as it was."""

import asyncio
from typing import NamedTuple

import pytest
from starlette.responses import JSONResponse, Response

from tests.component.gateway.conftest import Builder, Town

TASK = "/v1/nghe-an/tasks/NA-T-01"


async def spoken(town: Town, request: bytes) -> bytes:
    """The answer to exactly these bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(town.gateway.rsplit(":", 1)[1]))
    writer.write(request)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_command_arrives_as_it_was_sent(town: Town) -> None:
    sent = {
        **town.issuer.bearer(),
        "if-match": '"7"',
        "idempotency-key": "k-1",
        "accept-language": "en",
        "content-type": "application/json",
        "x-correlation-id": "c-1",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    }
    body = '{ "to" : "completed", "note": "Đã xong",\n "product":"Báo cáo" }'.encode()
    await town.web.post(f"{TASK}/status", headers={**sent, "cookie": "a=b", "x-forwarded-host": "evil"}, content=body)
    (arrived,) = town.tasks.received
    assert (arrived.method, arrived.target, arrived.body) == ("POST", f"{TASK}/status", body)
    assert {name: arrived.headers[name] for name in sent} == sent
    assert not {"cookie", "x-forwarded-host"} & arrived.headers.keys()


async def test_a_query_arrives_as_it_was_sent(town: Town) -> None:
    query = "q=s%E1%BB%91%20h%C3%B3a&q=d&overdue=true&due_before=2024-03-31T23:59:00%2B07:00&empty="
    await town.get(f"/v1/nghe-an/tasks?{query}")
    assert town.tasks.received[0].target == f"/v1/nghe-an/tasks?{query}"


async def test_a_header_that_is_no_text_arrives_too(town: Town) -> None:
    """It is for the service to refuse such a key; here it must do no harm."""
    key = {b"idempotency-key": "khóa".encode(), b"authorization": town.issuer.bearer()["authorization"].encode()}
    answer = await town.web.post("/v1/nghe-an/tasks", headers=key)
    assert answer.status_code == 200
    assert town.tasks.received[0].headers["idempotency-key"].encode("latin-1") == "khóa".encode()


async def test_an_answer_returns_as_it_was_given(town: Town) -> None:
    told = {
        "content-type": "application/problem+json",
        "content-language": "vi",
        "etag": '"8"',
        "location": "/v1/nghe-an/tasks/X",
        "content-disposition": "attachment; filename=b\xe1o.csv",
        "retry-after": "3",
    }
    hidden = {"set-cookie": "s=1", "server": "secret", "x-internal": "1", "keep-alive": "timeout=9"}
    content = '{"type" : "…", "status":409}'.encode()
    town.tasks.answers[TASK] = Response(content, 409, {**told, **hidden})
    answer = await town.get(TASK)
    assert (answer.status_code, answer.content) == (409, content)
    assert {name: answer.headers[name] for name in told} == told
    assert not hidden.keys() & answer.headers.keys()


async def test_each_operation_reaches_its_service(town: Town) -> None:
    for method, path, service in (
        ("GET", "/v1/nghe-an/inbox", "notifications"),
        ("GET", "/v1/nghe-an/scoreboard", "reporting"),
        ("GET", "/v1/nghe-an/tasks", "tasks"),
        ("POST", "/v1/nghe-an/tasks", "tasks"),
        ("GET", "/v1/tenants", "tasks"),
    ):
        assert (await town.web.request(method, path, headers=town.issuer.bearer())).status_code == 200
        received = getattr(town, service).received.pop()
        assert (received.method, received.target) == (method, path)
    assert town.tasks.received == town.reporting.received == town.notifications.received == []


TRICKS = (
    "/v1/nghe-an/tasks/..%2f..%2fninh-thuan%2ftasks",
    "/v1/nghe-an%2ftasks",
    "/v1/nghe-an/tasks/%2e%2e",
    "/v1/nghe-an/tasks/%2E%2E/history",
    "/v1/nghe-an/tasks/a%00b",
    "/v1/nghe-an/tasks/NA%252f",
    "/v1/nghe-an/tasks/-x",
    "/v1/nghe-an/tasks/" + "a" * 81,
    "/v1/nghe-an/tasks/x;y",
    "/v1//tasks",
    "/v1/nghe-an/internal/journal",
    "/internal/journal?tenant=nghe-an&after=0&limit=9",
    "/internal/journal/heads",
)


async def test_tricks_with_the_path_name_nothing(town: Town) -> None:
    bearer = town.issuer.bearer()["authorization"]
    for path in TRICKS:
        request = f"GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: {bearer}\r\nconnection: close\r\n\r\n"
        answer = await spoken(town, request.encode())
        assert answer.startswith(b"HTTP/1.1 404"), path
        assert b'"https://tiendo.vn/problems/not-found"' in answer
    assert town.tasks.received == []


async def test_a_body_beyond_the_limit_is_refused_with_and_without_its_length(build: Builder) -> None:
    town = await build(body_limit=1_000)

    async def chunks(size: int) -> object:
        for _ in range(size):
            yield b"x"

    for content, status in ((b"x" * 1_000, 200), (b"x" * 1_001, 413), (chunks(1_000), 200), (chunks(1_001), 413)):
        answer = await town.web.post("/v1/nghe-an/tasks", headers=town.issuer.bearer(), content=content)  # type: ignore[arg-type]
        assert answer.status_code == status
    assert answer.json()["limit"] == 1_000
    assert [len(received.body) for received in town.tasks.received] == [1_000, 1_000]


@pytest.mark.parametrize("trouble", ["hang", "down"])
async def test_a_service_that_does_not_answer_is_named(town: Town, trouble: str) -> None:
    town.tasks.trouble = trouble
    if trouble == "down":
        await town.stop("tasks")
    answer = await town.get(TASK, headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["part"]) == ("https://tiendo.vn/problems/service-unavailable", "tasks")
    assert "tasks" in problem["detail"]


async def test_the_others_are_not_disturbed_by_one_that_is_down(town: Town) -> None:
    await town.stop("tasks")
    assert (await town.get("/v1/nghe-an/inbox")).status_code == 200


async def test_a_services_own_failure_is_its_answer(town: Town) -> None:
    town.tasks.trouble = "fail"
    assert (await town.get(TASK)).status_code == 500


class Flaky:
    """A server that closes the first `failures` connections after the request has come, and then answers."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.requests = 0

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.requests += 1
        if self.requests > self.failures:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
            await writer.drain()
        writer.close()


class Repetition(NamedTuple):
    """A request to a service that breaks its first `failures` connections, and what comes of it."""

    method: str
    key: str
    failures: int
    status: int
    requests: int


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Repetition("GET", "", 1, 200, 2), id="a read is repeated once"),
        pytest.param(Repetition("GET", "", 2, 503, 2), id="and only once"),
        pytest.param(Repetition("POST", "k-1", 1, 200, 2), id="a command with its key is repeated"),
        pytest.param(Repetition("POST", "", 1, 503, 1), id="one without is not"),
    ],
)
async def test_what_is_repeated_after_a_broken_connection(build: Builder, case: Repetition) -> None:
    flaky = Flaky(case.failures)
    async with flaky as address:
        town = await build(reporting_url=address, notifications_url=address)
        headers = town.issuer.bearer() | ({"idempotency-key": case.key} if case.key else {})
        path = "/v1/comparison" if case.method == "GET" else "/v1/nghe-an/inbox/N-1/read"
        answer = await town.web.request(case.method, path, headers=headers)
        assert (answer.status_code, flaky.requests) == (case.status, case.requests)


async def test_a_caller_from_elsewhere_gets_what_an_unknown_province_gets(town: Town) -> None:
    """Byte for byte, on every route: there is nothing to learn from a refusal (G6)."""
    for rest in ("tasks", "tasks/NA-T-01", "overview", "events", "stream", "inbox", "scoreboard"):
        foreign = await town.get(f"/v1/ninh-thuan/{rest}")
        unknown = await town.get(f"/v1/atlantis/{rest}")
        nothing = await town.get("/v1/nghe-an/nothing/here")
        assert foreign.status_code == unknown.status_code == nothing.status_code == 404
        assert foreign.content == unknown.content == nothing.content
    assert town.tasks.received == town.reporting.received == town.notifications.received == []


async def test_operators_read_no_business_data(town: Town) -> None:
    for rest in ("tasks", "overview", "events", "stream"):
        assert (await town.get(f"/v1/nghe-an/{rest}", role="ops")).status_code == 403
    register = await town.web.post("/v1/tenants", headers=town.issuer.bearer("central", "ops"), json={})
    assert register.status_code == 200


async def test_without_a_good_token_nothing_passes(town: Town) -> None:
    expired = town.issuer.bearer(seconds=-3600)
    for headers in ({}, {"authorization": "Bearer x.y.z"}, {"authorization": "Basic eDp5"}, expired):
        for path in ("/v1/nghe-an/tasks", "/v1/nghe-an/overview", "/v1/nghe-an/events", "/v1/nghe-an/stream"):
            answer = await town.web.get(path, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert town.tasks.received == []


async def test_an_answer_that_is_large_is_compressed_for_those_who_can_read_it(town: Town) -> None:
    town.tasks.answers["/v1/nghe-an/tasks"] = JSONResponse({"items": ["nhiệm vụ"] * 2_000, "next": None})
    packed = await town.get("/v1/nghe-an/tasks", headers={"accept-encoding": "gzip"})
    plain = await town.get("/v1/nghe-an/tasks", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
