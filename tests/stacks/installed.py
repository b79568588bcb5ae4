"""Installations with the sample provinces on the three stacks, and clients of their gateways."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from tests.stacks.fixtures import started
from tests.stacks.kafka import KafkaServer
from tests.stacks.mongo_wire import MongoWireServer
from tests.stacks.tiendo import Tiendo, running

Api = Callable[..., httpx2.Client]

EMBEDDED = pytest.param("embedded", id="embedded")
SHARED = pytest.param("shared", id="shared")
"""The embedded stack, in an installation that modules share."""
KAFKA_SQLITE = pytest.param("kafka", id="kafka+sqlite", marks=pytest.mark.kafka)
KAFKA_MONGO = pytest.param("kafka+mongo", id="kafka+mongo", marks=[pytest.mark.kafka, pytest.mark.mongo])


@contextlib.contextmanager
def installed(stack: str, directories: pytest.TempPathFactory) -> Iterator[Tiendo]:
    """On servers of its own, so that what others left behind is not in its figures."""
    with contextlib.ExitStack() as servers:
        environment = {}
        if "kafka" in stack:
            kafka = servers.enter_context(started(KafkaServer, directories.mktemp("Apache-Kafka")))
            environment["TIENDO_KAFKA"] = kafka.address
        if "mongo" in stack:
            mongo = servers.enter_context(started(MongoWireServer, directories.mktemp("MongoDB-wire-server")))
            environment["TIENDO_STORE_URL"] = mongo.url
        with running(directories.mktemp("tiendo"), environment=environment) as tiendo:
            yield tiendo


@contextlib.contextmanager
def clients(tiendo: Tiendo) -> Iterator[Api]:
    """Clients of the gateway by tenant, role and unit; closed at the end."""
    with contextlib.ExitStack() as made:

        def client(*who: Any, **more: Any) -> httpx2.Client:
            return made.enter_context(tiendo.client(*who, **more))

        yield client
