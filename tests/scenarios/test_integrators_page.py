"""The examples of docs/integrators.md, run as they stand there."""

import asyncio
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.waiting import until
from tests.scenarios.talking import done
from tests.stacks.installed import Api
from tests.stacks.tiendo import Tiendo

ENVIRONMENT = {"TIENDO_WEBHOOK_ALLOWED": "127.0.0.1/32", "TIENDO_WEBHOOK_HTTP": "true", "TIENDO_MIRRORS": "nghe-an"}
PAGE = (Path(__file__).parents[2] / "docs/integrators.md").read_text("utf-8")


@pytest.fixture
def page(tiendo: Tiendo) -> dict[str, Any]:
    names: dict[str, Any] = {
        "URL": tiendo.url,
        "TOKEN": tiendo.token("nghe-an", "integrator"),
        "TENANT": "nghe-an",
    }
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(code, names)  # noqa: S102 - our own page
    return names


class _Integrator:
    """The page's receiver behind Python's own HTTP server."""

    def __init__(self, page: dict[str, Any]) -> None:
        self.secret = ""
        self.heard = {"sequence": 0}
        self.statuses: list[int] = []
        integrator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status, answer = page["receive"](integrator.secret, self.headers, body, integrator.heard)
                integrator.statuses.append(status)
                self.send_response(status)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def integrator(page: dict[str, Any]) -> Iterator[_Integrator]:
    one = _Integrator(page)
    thread = threading.Thread(target=one.server.serve_forever)
    thread.start()
    yield one
    one.server.shutdown()
    one.server.server_close()
    thread.join()


def test_the_page_subscribes_verifies_and_hears(api: Api, page: dict[str, Any], integrator: _Integrator) -> None:
    """FR-X-03: whoever follows the page hears of the next change; a wrong secret is refused."""
    made = page["subscribe"](f"http://127.0.0.1:{integrator.server.server_port}/hook")
    integrator.secret = "whsec_" + "A" * 43 + "="
    assert page["prove"](made["id"]) is False
    integrator.secret = made["secret"]
    assert page["prove"](made["id"]) is True
    changed = done(api("nghe-an", "standing_officer"), "/v1/nghe-an/tasks/NA-T-01/status", to="on_hold", reason="chờ")
    until(lambda: integrator.heard["sequence"] == changed["sequence"])
    assert integrator.statuses[:2] == [401, 200]
    with pytest.raises(ValueError, match="too old"):
        page["verify"](made["secret"], {"webhook-timestamp": "1"}, b"{}")


def test_the_page_pulls_and_resumes_a_stream(
    api: Api, page: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """FR-NA-30: the feed goes on from its cursor, a stream from its last id."""
    standing = api("nghe-an", "standing_officer")
    first = done(standing, "/v1/nghe-an/tasks/NA-T-02/status", to="on_hold", reason="chờ")["sequence"]
    second = done(standing, "/v1/nghe-an/tasks/NA-T-02/status", to="in_progress", reason="tiếp")["sequence"]
    cursor = first - 1
    while cursor < second:
        cursor = page["pull"](cursor)
    assert [int(line.split()[0]) for line in capsys.readouterr().out.splitlines()] == list(range(first, second + 1))
    stream = page["listen"](first)
    assert next(stream)[0] == first + 1
    stream.close()


def test_the_page_follows_the_mirror_of_its_tenant(tiendo: Tiendo, api: Api, page: dict[str, Any]) -> None:
    """FR-X-03: from the first event on, without a gap, and the next change comes too."""
    wanted = done(api("nghe-an", "standing_officer"), "/v1/nghe-an/tasks/NA-T-03/status", to="on_hold", reason="chờ")

    async def heard() -> list[tuple[str, int]]:
        found = []
        async with asyncio.timeout(60), page["follow"](tiendo.bus(), "ioc-nghe-an") as events:
            async for event in events:
                found.append((event["tenant"], event["sequence"]))
                if event["sequence"] == wanted["sequence"]:
                    return found
        raise AssertionError(found[-1:])

    assert asyncio.run(heard()) == [("nghe-an", number) for number in range(1, wanted["sequence"] + 1)]
