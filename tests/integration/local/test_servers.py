"""Real servers: one that is not there, and an Apache Kafka that gets its topic."""

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from deploy.local import ports, servers
from deploy.local.language import Refusal
from deploy.local.topics import topics
from shared.events import TASKS_TOPIC
from tests.stacks.kafka import KafkaServer


async def test_a_store_that_does_not_answer_is_refused_without_telling_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (port,) = ports.choose(1)
    with pytest.raises(Refusal) as refusal:
        await servers.require_store(f"mongodb://tiendo:secret@127.0.0.1:{port}/")
    said = str(refusal.value)
    assert said.startswith(f"the store at 127.0.0.1 does not answer: check TIENDO_STORE_URL (127.0.0.1:{port}: [Errno")
    assert "secret" not in said
    assert "\n" not in said


@pytest.mark.kafka
async def test_the_topic_is_made_once_and_then_left_as_it_is(
    kafka_server: KafkaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_KAFKA", kafka_server.address)
    assert await topics(partitions=3) == 0
    before = await _partitions(kafka_server.address)
    assert await topics(partitions=7) == 0
    assert await _partitions(kafka_server.address) == before > 0


async def _partitions(address: str) -> int:
    client = AIOKafkaAdminClient(bootstrap_servers=address)
    await client.start()
    try:
        (topic,) = await client.describe_topics([TASKS_TOPIC])
    finally:
        await client.close()
    return len(topic["partitions"])
