"""Fixtures that any test may ask for. A machine that cannot run a server skips the test and says what is missing."""

import os
from collections.abc import Iterator

import pytest

from tests.stacks.java import StackUnavailable
from tests.stacks.kafka import KafkaServer
from tests.stacks.kafka.secured import SecuredKafka
from tests.stacks.mongo_wire import MongoWireServer


@pytest.fixture(scope="session")
def kafka_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaServer]:
    """A running Apache Kafka; a test that stops it starts it again."""
    try:
        server = KafkaServer(tmp_path_factory.mktemp("kafka"))
    except StackUnavailable as problem:
        pytest.skip(f"NO APACHE KAFKA: {problem}")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def secured_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:
    """A running Apache Kafka that encrypts and asks who is there."""
    try:
        server = SecuredKafka(tmp_path_factory.mktemp("secured-kafka"))
    except StackUnavailable as problem:
        pytest.skip(f"NO APACHE KAFKA: {problem}")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mongo_wire_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoWireServer]:
    """A running in-memory server that speaks MongoDB's protocol."""
    try:
        server = MongoWireServer(tmp_path_factory.mktemp("mongo-wire"))
    except StackUnavailable as problem:
        pytest.skip(f"NO MONGODB-WIRE SERVER: {problem}")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mongo_url(request: pytest.FixtureRequest) -> str:
    """The MongoDB that TIENDO_TEST_MONGO_URL names, otherwise the in-memory server."""
    named = os.environ.get("TIENDO_TEST_MONGO_URL")
    if named:
        return named
    server: MongoWireServer = request.getfixturevalue("mongo_wire_server")
    return server.url
