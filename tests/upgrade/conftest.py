"""One Apache Kafka for all of them, and a topic of its own for each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.messaging.security import BusAccess
from tests.stacks.kafka import KafkaServer
from tests.upgrade.clients import Topic, a_topic


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A client that hangs is one of the things that are looked for, so they end earlier than other tests."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.kafka)
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture
def access(kafka_server: KafkaServer) -> BusAccess:
    return BusAccess(kafka_server.address)


@pytest.fixture
async def topic(access: BusAccess) -> AsyncIterator[Topic]:
    async with a_topic(access) as made:
        yield made
