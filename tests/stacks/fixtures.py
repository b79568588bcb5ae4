"""Fixtures that any test may ask for. A machine that cannot run a server skips the test and says what is missing."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from tests.stacks.java import StackUnavailable
from tests.stacks.kafka import KafkaServer
from tests.stacks.kafka.secured import SecuredKafka
from tests.stacks.mongo_wire import MongoWireServer


class Server(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


Started = TypeVar("Started", bound=Server)


@contextlib.contextmanager
def started(server: Callable[[Path], Started], directory: Path) -> Iterator[Started]:
    """A server that keeps its files in that directory."""
    try:
        one = server(directory)
    except StackUnavailable as problem:
        pytest.skip(f"NO {directory.name.rstrip('0123456789').upper()}: {problem}")
    one.start()
    try:
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="session")
def kafka_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaServer]:
    """A running Apache Kafka; a test that stops it starts it again."""
    with started(KafkaServer, tmp_path_factory.mktemp("Apache-Kafka")) as server:
        yield server


@pytest.fixture(scope="session")
def secured_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:
    """A running Apache Kafka that encrypts and asks who is there."""
    with started(SecuredKafka, tmp_path_factory.mktemp("secured-Apache-Kafka")) as server:
        yield server


@pytest.fixture(scope="session")
def mongo_wire_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoWireServer]:
    """A running in-memory server that speaks MongoDB's protocol."""
    with started(MongoWireServer, tmp_path_factory.mktemp("MongoDB-wire-server")) as server:
        yield server


@pytest.fixture(scope="session")
def mongo_url(request: pytest.FixtureRequest) -> str:
    """The MongoDB that TIENDO_TEST_MONGO_URL names, otherwise the in-memory server."""
    named = os.environ.get("TIENDO_TEST_MONGO_URL")
    if named:
        return named
    server: MongoWireServer = request.getfixturevalue("mongo_wire_server")
    return server.url


@pytest.fixture(scope="session")
def directory_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
