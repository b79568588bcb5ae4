"""Every text of a tenant carries its mark. Whatever others ask and however they listen, they never see it (G6).

Logs and metrics hold nobody's texts, and no log holds a secret.
"""

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse.callers import LEAD, Caller
from tests.abuse.cases import Case, Place
from tests.abuse.errands import Errand
from tests.abuse.listeners import Listener, PollingListener, StreamListener
from tests.abuse.rules import RULES, Named, central
from tests.abuse.surface import GATEWAY, SURFACE, doors
from tests.abuse.town import TENANTS, Town, planner
from tests.e2e.waiting import until

ENVIRONMENT = {"TIENDO_LOG_LEVEL": "debug"}
A_TOKEN = re.compile(rb"eyJ[\w-]{8,}\.[\w-]{8,}")
Told = list[tuple[str, bytes]]
SHOWN_TO_ANYBODY = frozenset({"gateway_list_session_choices"})
"""Where anybody may be anybody, for trying out, the offices of all are named."""


def people(tenant: str, method: str) -> list[Caller]:
    """Some who write, and for what is only read others too; the officer who reads every province is not among them."""
    writers = [planner(tenant), Caller(tenant, Role.UNIT_HEAD, LEAD)]
    readers = (Role.OFFICE_OFFICER, Role.CHAIRMAN, Role.INTEGRATOR, Role.OPS)
    return [*writers, *(Caller(tenant, role) for role in readers)] if method == "GET" else writers


@dataclass(frozen=True)
class Evidence:
    """What each tenant's people were told, while each of them did and asked everything."""

    town: Town
    answers: dict[str, Told]
    listeners: dict[str, list[Listener]]


@pytest.fixture(scope="module")
def evidence(town: Town) -> Iterator[Evidence]:
    listeners = {tenant: _listeners(town, tenant) for tenant in TENANTS}
    answers = {tenant: [*_errands(town, tenant), *_tricks(town, tenant)] for tenant in TENANTS}
    _break_reporting(town, answers)
    _make_noise(town)
    yield Evidence(town, answers, listeners)
    for listener in (listener for of_tenant in listeners.values() for listener in of_tenant):
        listener.close()


def _listeners(town: Town, tenant: str) -> list[Listener]:
    headers = town.bearer(Caller(tenant, Role.INTEGRATOR))
    return [sort(town.tiendo.url, tenant, headers) for sort in (StreamListener, PollingListener)]


def _errands(town: Town, tenant: str) -> Iterator[tuple[str, bytes]]:
    """Everything that can be asked: at home, of a foreign tenant, and at home with a foreign tenant's id."""
    for name, door in (each for each in doors() if each[0] not in SHOWN_TO_ANYBODY):
        errand, ids, method = Errand(town, name, door), RULES[name].ids, SURFACE[name].method
        for caller in people(tenant, method) if door == GATEWAY else [planner(tenant)]:
            own = Case(caller, Place.HOME, Named.OWN if ids else None)
            foreign_id = [own._replace(named=Named.FOREIGN)] if Named.FOREIGN in ids else []
            for case in (own, own._replace(place=Place.FOREIGN), *foreign_id):
                across = case.place is Place.FOREIGN or RULES[name].audience is central
                if not (caller.is_central and across):
                    answer = errand.ask(case, afresh=method != "GET" and case is own)
                    yield f"{name} at {door}: {case}", repr(answer.headers.raw).encode() + answer.content


def _tricks(town: Town, tenant: str) -> Iterator[tuple[str, bytes]]:
    """Keys, cursors and search words of another tenant."""
    chief, other = planner(tenant), next(them for them in TENANTS if them != tenant)
    theirs = town.ask(planner(other), "GET", f"/v1/{other}/tasks", params={"limit": 1}).json()["next"]
    for query in ({"q": town.marks[other]}, {"cursor": theirs}):
        yield f"{tenant} with {query}", town.ask(chief, "GET", f"/v1/{tenant}/tasks", params=query).content
    twin, key = {**town.body("task", tenant), "id": "TWIN"}, {"idempotency-key": "the-same-everywhere"}
    answer = town.ask(chief, "POST", f"/v1/{tenant}/tasks", json=twin, headers=key)
    assert answer.status == 201, answer.text
    yield f"{tenant} with another's key", answer.content


def _break_reporting(town: Town, answers: dict[str, Told]) -> None:
    """Kept views are told apart too: what is shown while a part is away is the tenant's own."""
    os.kill(town.tiendo.pids()["reporting"], signal.SIGKILL)
    for tenant in TENANTS * 2:
        answers[tenant].append(
            ("while reporting is away", town.ask(planner(tenant), "GET", f"/v1/{tenant}/overview").content)
        )
    for tenant in TENANTS:
        until(lambda: town.ask(planner(tenant), "GET", f"/v1/{tenant}/overview").json()["degraded"] == [])  # noqa: B023


def _others(town: Town, tenant: str) -> list[bytes]:
    return [mark.encode() for them, mark in town.marks.items() if them != tenant]


def test_everybody_hears_of_their_own(evidence: Evidence) -> None:
    """Otherwise the searches below would find nothing because there is nothing."""
    for tenant in TENANTS:
        mark = evidence.town.marks[tenant].encode()
        assert sum(mark in content for _, content in evidence.answers[tenant]) > 20, tenant
        for listener in evidence.listeners[tenant]:
            until(lambda: mark in listener.heard)  # noqa: B023


@pytest.mark.parametrize("tenant", TENANTS)
def test_no_answer_shows_a_text_of_another_tenant(evidence: Evidence, tenant: str) -> None:
    for told, content in evidence.answers[tenant]:
        assert not [mark for mark in _others(evidence.town, tenant) if mark in content], told


@pytest.mark.parametrize("tenant", TENANTS)
def test_no_stream_and_no_poll_brings_a_text_of_another_tenant(evidence: Evidence, tenant: str) -> None:
    for listener in evidence.listeners[tenant]:
        assert not [mark for mark in _others(evidence.town, tenant) if mark in listener.heard], type(listener)


def test_what_is_shown_without_a_token_shows_nobodys_texts(evidence: Evidence) -> None:
    """The gateway, which stands outside, does not even count by tenant."""
    town = evidence.town
    pages = {name: town.ask(None, "GET", "/metrics", name).content for name in town.doors}
    assert b"tenant=" not in pages[GATEWAY]
    pages |= {
        path: town.ask(None, "GET", path).content for path in ("/", "/start", "/openapi.json", "/readyz", "/nowhere")
    }
    for page, content in pages.items():
        assert not [mark for mark in town.marks.values() if mark.encode() in content], page


@pytest.fixture(scope="module")
def logs(evidence: Evidence) -> dict[str, bytes]:
    """Everything that was written."""
    town = evidence.town
    town.ask(planner(CENTRAL), "GET", f"/v1/{TENANTS[0]}/overview")
    files = {file.name: file.read_bytes() for file in (town.tiendo.data / "run").glob("*.log")}
    return {**files, "output": "".join(town.tiendo.output).encode()}


def _make_noise(town: Town) -> None:
    """Every mark in every place of a request, of which most are wrong."""
    for mark in town.marks.values():
        for door in town.doors:
            _ask_wrongly(town, door, mark)
            _speak_wrongly(town, door, mark)


def _ask_wrongly(town: Town, door: str, mark: str) -> None:
    chief = planner(TENANTS[0])
    named = {"user-agent": mark, "accept-language": mark, "traceparent": mark, "idempotency-key": f"{mark} {mark}"}
    for path in (
        f"/v1/{mark}/tasks",
        f"/v1/{TENANTS[0]}/tasks/{mark}",
        f"/{mark}",
        f"/v1/{TENANTS[0]}/tasks?limit={mark}",
    ):
        town.ask(chief, "GET", path, door, headers=named)
    for body in (f'{{"id": "{mark}"}}', f'{{"{mark}', mark, f'["{mark}"]'):
        town.ask(chief, "POST", f"/v1/{TENANTS[0]}/units", door, content=body, headers=named)
    forged = {"authorization": f"Bearer {mark}.{mark}.{mark}"}
    town.ask(None, "GET", f"/v1/{TENANTS[0]}/tasks", door, headers=forged)


def _speak_wrongly(town: Town, door: str, mark: str) -> None:
    """Bytes that are no HTTP, and a client who leaves in the middle."""
    half_a_body = f"POST /v1/tenants HTTP/1.1\r\nhost: {mark}\r\ncontent-length: 9\r\n\r\n{{"
    for said in (f"{mark} / HTTP/1.1\r\n\r\n", f"GET /{mark} HTTP/9.9\r\n\r\n", half_a_body):
        with closing(
            socket.create_connection((town.doors[door].base_url.host, town.doors[door].base_url.port))
        ) as line:
            line.sendall(said.encode())


def test_every_service_writes_a_log(logs: dict[str, bytes]) -> None:
    assert {"tasks.log", "reporting.log", "notifications.log", "gateway.log"} <= logs.keys()
    assert b"read across tenants" in logs["gateway.log"]


def test_no_log_holds_anybodys_texts(evidence: Evidence, logs: dict[str, bytes]) -> None:
    for mark in evidence.town.marks.values():
        for name, log in logs.items():
            assert [line for line in log.splitlines() if mark.encode() in line] == [], name


def test_no_log_holds_a_token_or_a_key(evidence: Evidence, logs: dict[str, bytes]) -> None:
    folder: Path = evidence.town.tiendo.data / "keys"
    secrets = [
        (folder / "internal.key").read_bytes().strip(),
        json.loads((folder / "issuer.json").read_text())["d"].encode(),
    ]
    for name, log in logs.items():
        assert A_TOKEN.search(log) is None, name
        assert [secret for secret in secrets if secret in log] == [], name
