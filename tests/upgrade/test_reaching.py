"""Topics that are there or not, and what is said where nobody answers."""

import asyncio
import gc
from collections.abc import Callable
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import KafkaConnectionError, KafkaError, TopicAlreadyExistsError, for_code
from aiokafka.protocol.metadata import MetadataRequest

from shared.messaging.hearing import make_broker, tail
from shared.messaging.security import BusAccess
from tests.stacks.kafka import KafkaServer
from tests.upgrade.clients import PATIENCE, Reader, Topic, listening

NOBODY = BusAccess("127.0.0.1:1")
OPTIONS = NOBODY.client_options()
PARTITIONS_OF_THE_BROKER = 12  # num.partitions in tests/stacks/kafka/server.properties


async def test_a_topic_that_exists_is_told_by_a_code_and_nothing_is_raised(topic: Topic) -> None:
    """`shared/messaging/topics.py`, `_create`: of several services that make the topic at once, all but one are told so.

    If it raises instead, `_create` must catch TopicAlreadyExistsError, or only the first service starts at once.
    """
    answer = await topic.admin.create_topics([NewTopic(topic.name, 7, 1)])
    assert [for_code(code) for _, code, *_ in answer.topic_errors] == [TopicAlreadyExistsError]
    assert topic.name in await topic.admin.list_topics()
    assert len((await topic.admin.describe_cluster())["brokers"]) == 1
    assert await _partitions(topic, topic.name) == 2


@pytest.mark.parametrize("who", ["listener", "tail"])
async def test_whoever_listens_to_a_missing_topic_makes_it_as_the_broker_likes(topic: Topic, who: str) -> None:
    """`shared/messaging/consuming.py`, `_listen` calls `ensure_topic` first; `allow_auto_create_topics=False` is not enough.

    If no topic is made any more, `ensure_topic` is still needed, but a gateway that starts first no longer decides how
    many partitions there are (where the broker's auto.create.topics.enable is on).
    """
    missing = Topic(topic.access, f"{topic.name}.{who}", topic.producer, topic.admin)
    if who == "listener":
        async with listening(missing, Reader()):
            await _until_there(missing)
    else:
        tailing = asyncio.create_task(tail(missing.access, missing.name, print, lambda: None))
        await _until_there(missing)
        tailing.cancel()
        await asyncio.wait({tailing})
    assert await _partitions(topic, missing.name) == PARTITIONS_OF_THE_BROKER


@pytest.mark.parametrize(
    "make",
    [
        lambda: AIOKafkaProducer(**OPTIONS),
        lambda: AIOKafkaConsumer("t", **OPTIONS),
        lambda: AIOKafkaAdminClient(**OPTIONS),
        lambda: make_broker(NOBODY, embedded=False),
    ],
    ids=["producer", "consumer", "admin", "FastStream"],
)
# FastStream drops a producer that it could not start; such a one holds nothing that would have to be closed.
@pytest.mark.filterwarnings("ignore:Unclosed AIOKafkaProducer:ResourceWarning")
async def test_a_client_that_finds_nobody_says_so_and_can_be_stopped(make: Callable[[], Any]) -> None:
    """`consuming.py`, `kafka.py`, `topics.py` and `services/gateway/adapters/live.py` catch KafkaError and begin anew.

    If another error comes, it ends their loops: catch it wherever KafkaError is caught. If stop fails, see `stopped`.
    """
    client = make()
    with pytest.raises(KafkaConnectionError) as said:
        await asyncio.wait_for(client.start(), PATIENCE)
    assert isinstance(said.value, KafkaError)
    await asyncio.wait_for(client.close() if isinstance(client, AIOKafkaAdminClient) else client.stop(), PATIENCE)
    del client, said
    gc.collect()


async def test_a_bare_connection_takes_a_clients_options_and_asks_one_question(kafka_server: KafkaServer) -> None:
    """`shared/messaging/reaching.py`: `collect_hosts`, `create_conn` and `MetadataRequest` are aiokafka's inner parts.

    If it fails, /readyz and the reasons in the log are wrong, and nothing else: mend `_greet`, or drop the reasons.
    """
    servers = collect_hosts([kafka_server.address, "127.0.0.1:1"], randomize=False)
    assert [(host, port) for host, port, _ in servers] == [("127.0.0.1", kafka_server.port), ("127.0.0.1", 1)]
    options = BusAccess(kafka_server.address).client_options()
    options.pop("bootstrap_servers")
    connection = await create_conn("127.0.0.1", kafka_server.port, **options)
    try:
        answer = await connection.send(MetadataRequest([]))
    finally:
        connection.close()
    assert [port for _, _, port, *_ in answer.brokers] == [kafka_server.port]
    with pytest.raises(OSError, match="Connect call failed"):
        await create_conn("127.0.0.1", 1, **options)


async def _until_there(topic: Topic) -> None:
    async with asyncio.timeout(PATIENCE):
        while topic.name not in await topic.admin.list_topics():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _partitions(topic: Topic, name: str) -> int:
    (found,) = await topic.admin.describe_topics([name])
    return len(found["partitions"])
