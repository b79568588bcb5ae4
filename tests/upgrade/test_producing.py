"""What a producer of batches takes, refuses and gives back."""

import asyncio
import os
from functools import partial

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from confluent_kafka import Message, Producer

from shared.messaging.sending import KafkaSender
from shared.messaging.topics import ensure_topic
from shared.tenancy import TenantId
from tests.upgrade.clients import PATIENCE, Topic, running

TENANTS = ("nghe-an", "ninh-thuan", "trung-uong", "ha-noi", "tp-ho-chi-minh", "da-nang", "can-tho", "hue")


def message(body: bytes) -> dict[str, object]:
    return {"key": b"nghe-an", "value": body, "timestamp": None, "headers": [("content-type", b"text/plain")]}


async def test_a_full_batch_takes_no_more_but_an_empty_one_takes_a_record_of_any_size(topic: Topic) -> None:
    """`shared/messaging/sending.py`, `_batches`: None means full, and the first record of the next batch is always taken.

    If it fails, `_batches` leaves events out without a word: it has to look at what the second `append` returns.
    """
    async with running(AIOKafkaProducer(**topic.access.client_options(), max_batch_size=10_000)) as producer:
        batch = producer.create_batch()
        assert batch.append(**message(b"x" * 9_000)) is not None
        assert batch.append(**message(b"x" * 2_000)) is None
        large = producer.create_batch()
        assert large.append(**message(b"x" * 500_000)) is not None
        for each in (batch, large):
            await (await producer.send_batch(each, topic.name, partition=0))
    assert [len(record.value) for record in await topic.records()] == [9_000, 500_000]


async def test_a_batch_is_on_the_topic_as_it_was_filled_once_it_is_acknowledged(topic: Topic) -> None:
    """`KafkaSender.send`: the second await of `send_batch` is the acknowledgement, after which the cursor moves.

    If it fails, the publisher's cursor moves before its events are safe: a lost broker would leave a gap in the topic.
    """
    batch = topic.producer.create_batch()
    for number in range(100):
        batch.append(**message(b"%d" % number))
    acknowledged = await (await topic.producer.send_batch(batch, topic.name, partition=1))
    assert (acknowledged.partition, acknowledged.offset) == (1, 0)
    found = await topic.records(1)
    assert [record.value for record in found] == [b"%d" % number for number in range(100)]
    assert {(record.key, record.headers) for record in found} == {(b"nghe-an", (("content-type", b"text/plain"),))}


async def test_our_partition_of_a_key_is_that_of_every_other_client(topic: Topic) -> None:
    """`KafkaSender._partition` calls `DefaultPartitioner` by hand, because a batch must be told its partition.

    If it fails, an upgrade moves tenants to other partitions: old and new records of a tenant are read side by side.
    """
    twelve = f"{topic.name}.twelve"
    await ensure_topic(topic.access, twelve, partitions=12)
    sender, producer = KafkaSender(topic.access, twelve), topic.producer
    ours = [await sender._partition(producer, TenantId(tenant)) for tenant in TENANTS]
    of_aiokafka = [(await producer.send_and_wait(twelve, b"x", tenant.encode())).partition for tenant in TENANTS]
    assert ours == of_aiokafka == await asyncio.to_thread(_partitions_of_librdkafka, topic.access.servers, twelve)
    assert len(set(ours)) > 3


async def test_a_batch_that_the_broker_finds_too_large_is_refused_and_the_producer_goes_on(topic: Topic) -> None:
    """`KafkaSender.send` turns a KafkaError into SendFailed; `send_batch` looks at no size before it sends.

    If it hangs instead, an event above the broker's limit stops its tenant without a word in the log.
    """
    batch = topic.producer.create_batch()
    batch.append(**message(os.urandom(1_500_000)))
    with pytest.raises(MessageSizeTooLargeError) as refused:
        async with asyncio.timeout(PATIENCE):
            await (await topic.producer.send_batch(batch, topic.name, partition=0))
    assert isinstance(refused.value, KafkaError)
    await topic.publish(b"small")
    assert [record.value for record in await topic.records()] == [b"small"]


async def test_a_batch_that_was_given_up_still_arrives(topic: Topic) -> None:
    """`KafkaSender.send`: after SendFailed the outcome is unknown, so everything from the cursor on is sent again.

    If it fails, giving up withdraws a batch: decision 0010 has fewer duplicates to speak of, and nothing else changes.
    """
    async with running(AIOKafkaProducer(**topic.access.client_options())) as producer:
        batch = producer.create_batch()
        batch.append(**message(b"given up"))
        acknowledgement = await producer.send_batch(batch, topic.name, partition=0)
        assert acknowledgement.cancel()
    assert [record.value for record in await topic.records()] == [b"given up"]


def _partitions_of_librdkafka(servers: str, topic: str) -> list[int | None]:
    """Where it puts the tenants' keys with the partitioner of the Java client."""
    producer = Producer({"bootstrap.servers": servers, "partitioner": "murmur2_random"})
    found: dict[bytes | None, int | None] = {}
    for tenant in TENANTS:
        producer.produce(topic, b"x", tenant, on_delivery=partial(_note, found))
    assert producer.flush(PATIENCE) == 0
    return [found[tenant.encode()] for tenant in TENANTS]


def _note(found: dict[bytes | None, int | None], error: object, sent: Message) -> None:
    assert error is None
    found[sent.key()] = sent.partition()
