"""The same tests on three stacks: embedded, Apache Kafka with SQLite, Apache Kafka with a MongoDB-wire server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.stacks.tiendo import Tiendo, running

STACKS = [
    pytest.param("embedded", id="embedded"),
    pytest.param("kafka", id="kafka+sqlite", marks=pytest.mark.kafka),
    pytest.param("kafka+mongo", id="kafka+mongo", marks=[pytest.mark.kafka, pytest.mark.mongo]),
]


@pytest.fixture(scope="module", params=STACKS)
def tiendo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiendo]:
    """A running installation with the sample provinces; tests of one module share it."""
    environment = {}
    if "kafka" in request.param:
        environment["TIENDO_KAFKA"] = request.getfixturevalue("kafka_server").address
    if "mongo" in request.param:
        environment["TIENDO_STORE_URL"] = request.getfixturevalue("mongo_url")
    with running(tmp_path_factory.mktemp("tiendo"), environment=environment) as started:
        yield started


@pytest.fixture
def api(tiendo: Tiendo) -> Iterator[Callable[..., httpx2.Client]]:
    """Clients of the gateway by tenant, role and unit."""
    made: list[httpx2.Client] = []

    def client(*who: Any) -> httpx2.Client:
        made.append(tiendo.client(*who))
        return made[-1]

    yield client
    for one in made:
        one.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
