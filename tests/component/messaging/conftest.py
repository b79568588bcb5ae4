"""The path from the journal over a bus to a subscription, on the embedded bus and on a real Apache Kafka."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from shared.messaging.security import BusAccess
from tests.unit.messaging.conftest import clock, store

__all__ = ["clock", "store"]


@pytest.fixture(scope="module")
def embedded_bus() -> Iterator[str]:
    command = [sys.executable, "-m", "deploy.local.bus"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["address"]
        process.terminate()


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def access(request: pytest.FixtureRequest) -> BusAccess:
    """The way to the bus."""
    if request.param == "embedded":
        return BusAccess(request.getfixturevalue("embedded_bus"))
    return BusAccess(request.getfixturevalue("kafka_server").address)
