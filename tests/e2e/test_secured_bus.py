"""The whole installation on a Kafka with TLS and SASL; and what it says once its password is no longer the right one."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from shared.messaging.security import Security
from tests.e2e.waiting import until
from tests.stacks.kafka.secured import PASSWORD, USER, SecuredKafka
from tests.stacks.tiendo import Tiendo, running

pytestmark = pytest.mark.kafka
SERVICES = ("tasks", "notifications", "reporting", "gateway")
REFUSED = "refuses the user or the password: TIENDO_KAFKA_SASL_USERNAME, TIENDO_KAFKA_SASL_PASSWORD_FILE"
WRONG = "wrong-but-secret"
CENTRAL = {"id": "central", "level": "central", "short_code": "TW", "name_vi": "Trung ương"}


@pytest.fixture
def password(secured_kafka: SecuredKafka, tmp_path: Path) -> Path:
    """A file of our own with the right password."""
    file = tmp_path / "password"
    file.write_text(secured_kafka.password_file.read_text())
    return file


@pytest.fixture
def environment(secured_kafka: SecuredKafka, password: Path) -> dict[str, str]:
    """Readers look into the journal at their start and then hardly ever: what arrives was brought by the bus."""
    return {
        "TIENDO_KAFKA": secured_kafka.address(Security.SASL_SSL),
        "TIENDO_KAFKA_SECURITY": "sasl_ssl",
        "TIENDO_KAFKA_CA_FILE": str(secured_kafka.authority.file),
        "TIENDO_KAFKA_SASL_USERNAME": USER,
        "TIENDO_KAFKA_SASL_PASSWORD_FILE": str(password),
        "TIENDO_CATCH_UP_SECONDS": "3600",
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def tiendo(environment: dict[str, str], tmp_path: Path) -> Iterator[Tiendo]:
    with running(tmp_path / "data", demo=False, environment=environment) as started:
        yield started


def said_by(tiendo: Tiendo, service: str) -> str:
    """What that service says in /readyz; nothing while it starts."""
    try:
        return httpx2.get(f"{tiendo.urls().get(service, 'http://127.0.0.1:1')}/readyz", trust_env=False).text
    except httpx2.HTTPError:
        return ""


def sequences(tiendo: Tiendo) -> Iterator[int]:
    """The numbers that the stream of the central level brings."""
    with (
        tiendo.client("central", "standing_officer") as client,
        client.stream("GET", "/v1/central/stream", headers={"Last-Event-ID": "0"}, timeout=60) as answer,
    ):
        yield from (int(line[3:]) for line in answer.iter_lines() if line.startswith("id:"))


def test_a_change_reaches_the_stream_and_the_figures_over_the_bus(tiendo: Tiendo) -> None:
    for service in SERVICES:
        until(lambda service=service: '"bus":"ok"' in said_by(tiendo, service))  # type: ignore[misc]
    with tiendo.client("central", "ops") as ops, tiendo.client("central", "standing_officer") as officer:
        stream = sequences(tiendo)
        sequence = ops.post("/v1/tenants", json=CENTRAL).json()["sequence"]
        assert next(stream) == sequence == 1
        stream.close()
        until(lambda: officer.get("/v1/central/overview").json().get("sequence") == sequence)
    assert tiendo.run("status").returncode == 0


def test_a_password_that_is_no_longer_right_is_said_everywhere_and_shown_nowhere(
    tiendo: Tiendo, password: Path
) -> None:
    password.write_text(WRONG)
    for service in SERVICES:
        os.kill(tiendo.pids()[service], signal.SIGKILL)
    for service in SERVICES:
        said = until(lambda service=service: REFUSED in (said := said_by(tiendo, service)) and said)  # type: ignore[misc]
        assert '"ready":true' in said, "a service works on without the bus"
    with tiendo.client("central", "ops") as ops:
        assert ops.post("/v1/tenants", json=CENTRAL).status_code == 201
    logs = {file.stem: file for file in (tiendo.data / "run").glob("*.log")}
    for service in SERVICES:
        until(lambda service=service: REFUSED in logs[service].read_text())  # type: ignore[misc]
    status = tiendo.run("status").stdout
    assert status.count(REFUSED) == len(SERVICES)
    told = [*(file.read_text() for file in logs.values()), *tiendo.output, status]
    assert not any(secret in text for text in told for secret in (PASSWORD, WRONG))


def test_a_start_with_a_wrong_password_is_refused_in_one_line(
    environment: dict[str, str], password: Path, tmp_path: Path
) -> None:
    password.write_text(WRONG)
    tiendo = Tiendo(tmp_path / "data", demo=False, environment=environment)
    with pytest.raises(RuntimeError, match="not ready"):
        tiendo.start()
    (line,) = tiendo.output
    assert line.startswith("tiendo: Kafka cannot be used: ")
    assert line.endswith(f"{REFUSED}\n")
