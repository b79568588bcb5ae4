"""The same tests on three stacks: embedded, Apache Kafka with SQLite, Apache Kafka with a MongoDB-wire server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stacks.installed import EMBEDDED, KAFKA_MONGO, KAFKA_SQLITE, Api, clients, installed
from tests.stacks.tiendo import Tiendo


@pytest.fixture(scope="module", params=[EMBEDDED, KAFKA_SQLITE, KAFKA_MONGO])
def tiendo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiendo]:
    """A running installation with the sample provinces; tests of one module share it."""
    with installed(request.param, tmp_path_factory) as one:
        yield one


@pytest.fixture
def api(tiendo: Tiendo) -> Iterator[Api]:
    with clients(tiendo) as api:
        yield api


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
