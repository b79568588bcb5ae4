"""What clients do while the broker is away and when it is back. It is killed once, and every test looks at that outage."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from shared.messaging.hearing import tail
from shared.messaging.security import BusAccess
from tests.stacks.kafka import KafkaServer
from tests.upgrade.clients import (
    PATIENCE,
    Listener,
    Reader,
    Topic,
    a_topic,
    is_still_waiting,
    listening,
    running,
)


@dataclass(slots=True)
class Outage:
    """What was seen. `heard` is what came without a group, `received` what came to a group's member."""

    gave_up_with: BaseException | None = None
    stopped_at_once: bool = False
    idempotent_waited: bool = False
    idempotent_stop_waited: bool = False
    tail_noticed: bool = False
    listener_noticed: bool = False
    heard: list[bytes] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    topic: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def outage(kafka_server: KafkaServer) -> Outage:
    return asyncio.run(_outage(kafka_server))


def test_a_producer_that_is_not_idempotent_gives_up_and_can_be_stopped(outage: Outage) -> None:
    """`shared/messaging/sending.py`, `KafkaSender`: a send fails after its request timeout, and `close` ends the producer.

    If it fails, each attempt of an outage leaves a producer behind (`stopped`): see decision 0010 for what that costs.
    """
    assert isinstance(outage.gave_up_with, KafkaError)
    assert outage.stopped_at_once


def test_an_idempotent_producer_neither_gives_up_nor_stops(outage: Outage) -> None:
    """Decision 0010 rests on this: docs/decisions/0010-the-producer-is-not-idempotent.md.

    If it fails, revisit that decision: with idempotence the topic would hold no event twice.
    """
    assert outage.idempotent_waited
    assert outage.idempotent_stop_waited
    assert b"idempotent" in outage.topic


def test_a_listener_without_a_group_notices_no_outage_and_hears_again_after_it(outage: Outage) -> None:
    """`tail`; `services/gateway/adapters/live.py` goes on to believe that it is connected, and sweeps seldom.

    If it raises now, `LiveFeed._listen` connects anew, as it would at the start: nothing to do. If it stays deaf, it must.
    """
    assert not outage.tail_noticed
    assert outage.heard[0] == b"before"
    assert outage.heard[-1] == b"after"


def test_a_member_of_a_group_goes_on_by_itself_where_it_stood(outage: Outage) -> None:
    """`shared/messaging/consuming.py`, `_listen` waits for the end of the consuming task, which an outage does not bring.

    If the task ends, `_keep_connected` starts a new one: nothing to do. If it goes on deaf, only the journal feeds us.
    """
    assert not outage.listener_noticed
    assert outage.received == outage.topic
    assert outage.topic[-1] == b"after"


async def _outage(server: KafkaServer) -> Outage:
    seen, reader = Outage(), Reader()
    async with a_topic(BusAccess(server.address)) as topic, listening(topic, reader) as listener:
        async with _tailing(topic, seen) as tailing:
            await _publish_until_heard(topic, seen, b"before")
            await topic.until_committed(len(await topic.records()))
            idempotent = await _without_broker(topic, server, seen)
            seen.tail_noticed = tailing.done()
            seen.listener_noticed = _ended(listener)
            await asyncio.to_thread(server.start)
            await asyncio.wait_for(asyncio.gather(*idempotent, return_exceptions=True), PATIENCE)
            await _publish_until_heard(topic, seen, b"after")
        seen.topic = [record.value for record in await topic.records()]
        await topic.until_committed(len(seen.topic))
    seen.received = reader.received
    return seen


async def _without_broker(topic: Topic, server: KafkaServer, seen: Outage) -> "list[asyncio.Task[None]]":
    """Returns the idempotent producer's send and stop, which wait."""
    plain, idempotent = _producer(topic, idempotent=False), _producer(topic, idempotent=True)
    async with running(plain):
        await idempotent.start()
        for producer in (plain, idempotent):
            await producer.partitions_for(topic.name)
        server.kill()
        sending = asyncio.create_task(_send(idempotent, topic, b"idempotent"))
        for _ in range(2):
            seen.gave_up_with = await _failure(_send(plain, topic, b"plain"))
        seen.idempotent_waited = await is_still_waiting(sending)
        stopping = asyncio.create_task(plain.stop())
        seen.stopped_at_once = not await is_still_waiting(stopping, PATIENCE)
    leaving = asyncio.create_task(idempotent.stop())
    seen.idempotent_stop_waited = await is_still_waiting(leaving, 2.0)
    return [sending, leaving]


def _producer(topic: Topic, *, idempotent: bool) -> AIOKafkaProducer:
    options = topic.access.client_options()
    patience = {"request_timeout_ms": 1_000, "retry_backoff_ms": 100}
    return AIOKafkaProducer(**options, **patience, acks="all", enable_idempotence=idempotent)


async def _send(producer: AIOKafkaProducer, topic: Topic, body: bytes) -> None:
    batch = producer.create_batch()
    batch.append(key=b"key", value=body, timestamp=None)
    await (await producer.send_batch(batch, topic.name, partition=0))


async def _failure(work: Awaitable[None]) -> BaseException | None:
    (failure,) = await asyncio.wait_for(asyncio.gather(work, return_exceptions=True), PATIENCE)
    return failure


async def _publish_until_heard(topic: Topic, seen: Outage, body: bytes) -> None:
    """A tail hears from its first look on, and a producer of before the outage may need a second attempt."""
    async with asyncio.timeout(PATIENCE):
        while body not in seen.heard:
            await topic.publish(body)


def _ended(listener: Listener) -> bool:
    return any(task.done() for task in listener.subscriber.tasks)


@asynccontextmanager
async def _tailing(topic: Topic, seen: Outage) -> AsyncIterator["asyncio.Task[None]"]:
    connected = asyncio.Event()
    task = asyncio.create_task(tail(topic.access, topic.name, seen.heard.extend, connected.set))
    await connected.wait()
    yield task
    task.cancel()
    await asyncio.wait({task})
