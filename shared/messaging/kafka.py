"""The bus. FastStream consumes in batches, aiokafka sends: all settings that decide about loss stand here and nowhere else."""

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from shared.events.envelope import CONTENT_TYPE
from shared.messaging.journal import Entry
from shared.messaging.publisher import SendFailed
from shared.messaging.subscription import Subscription
from shared.tenancy import TenantId

_log = logging.getLogger(__name__)
_HEADERS = [("content-type", CONTENT_TYPE.encode())]
_SEND_TIMEOUT = 15.0
_REQUEST_TIMEOUT_MS = 5_000
_STOP_TIMEOUT = 4.0
_DRAIN = 20.0
_COPIES = 3
_RETRY_BACKOFF_MS = 500
# An empty poll of a batch subscriber sleeps this long once more: it bounds both idle work and added delay.
_POLL_MS = 20
_MAX_RECORDS = 1_000


async def ensure_topic(servers: str, topic: str, partitions: int = 12) -> None:
    """Creates the topic where it is missing; an existing one is left as it is. Raises KafkaError.

    It is kept on three brokers, or on all where there are fewer.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=servers, request_timeout_ms=10_000)
    await admin.start()
    try:
        brokers = (await admin.describe_cluster())["brokers"]
        answer = await admin.create_topics([NewTopic(topic, partitions, min(_COPIES, len(brokers)))])
        for _, code, *_ in answer.topic_errors:
            failure = for_code(code)
            if code and failure is not TopicAlreadyExistsError:
                raise failure(topic)
    finally:
        await admin.close()


class KafkaSender:
    """Sends entries with acks from all replicas, keyed by tenant, so that a tenant's events keep their order."""

    def __init__(self, servers: str, topic: str) -> None:
        self._servers = servers
        self._topic = topic
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def send(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        """Returns when all are acknowledged. Raises SendFailed, after which the outcome is unknown."""
        try:
            async with asyncio.timeout(_SEND_TIMEOUT):
                producer = await self._started()
                key = tenant.encode()
                sent = [await producer.send(self._topic, e.body.encode(), key=key, headers=_HEADERS) for e in entries]
                await asyncio.gather(*sent)
        except (KafkaError, TimeoutError) as problem:
            # Whatever state it is in, the next attempt gets a new one.
            await self.close()
            raise SendFailed(type(problem).__name__) from problem

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                # Not idempotent: readers drop duplicates by number anyway, and an idempotent producer neither gives up
                # nor stops while the bus is away. One batch is under way per partition, so the order is kept.
                producer = AIOKafkaProducer(
                    bootstrap_servers=self._servers,
                    acks="all",
                    request_timeout_ms=_REQUEST_TIMEOUT_MS,
                    retry_backoff_ms=_RETRY_BACKOFF_MS,
                    max_batch_size=256 * 1024,
                )
                try:
                    await producer.start()
                except BaseException:
                    await _bounded(producer.stop())
                    raise
                self._producer = producer
            return self._producer

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await _bounded(producer.stop())


async def _bounded(stop: Awaitable[None]) -> None:
    """A client's stop() may hang while the bus is away; what it held is in the journal anyway."""
    with contextlib.suppress(TimeoutError, KafkaError):
        await asyncio.wait_for(stop, _STOP_TIMEOUT)


class _Drain(ConsumerRebalanceListener):  # type: ignore[misc]
    """Lets the batch in hand finish before its partitions go elsewhere; otherwise two members would work on it at once."""

    def __init__(self) -> None:
        self.subscriber: Any = None

    async def on_partitions_revoked(self, revoked: Any) -> None:
        if self.subscriber is not None:
            await self.subscriber.lock.wait_release(_DRAIN)

    async def on_partitions_assigned(self, assigned: Any) -> None: ...


async def _tolerant(records: tuple[ConsumerRecord, ...], original: Callable[..., Awaitable[Any]]) -> Any:
    """A header that is null or not UTF-8 must not make its whole batch vanish."""
    return await original(tuple(dataclasses.replace(record, headers=()) for record in records))


async def _raw(message: Any, _: Callable[..., Awaitable[Any]]) -> list[bytes]:
    """The bodies as they came: FastStream would guess at JSON. Keeps unparsable ones for the subscription to judge."""
    return [record.value or b"" for record in message.raw_message]


def make_broker(servers: str, *, embedded: bool) -> KafkaBroker:
    """Not connected yet. The embedded bus makes topics at first use; a real one has them made by `ensure_topic`."""
    return KafkaBroker(
        servers,
        acks="all",
        ack_policy=AckPolicy.NACK_ON_ERROR,
        allow_auto_create_topics=embedded,
        graceful_timeout=5,
        retry_backoff_ms=_RETRY_BACKOFF_MS,
        apply_types=False,
        logger=None,
    )


def subscribe(broker: KafkaBroker, topic: str, group: str, subscription: Subscription, *, embedded: bool) -> Any:
    """Feeds the subscription in batches; offsets are committed after its effects are stored."""
    drain = _Drain()
    subscriber = broker.subscriber(
        topic,
        group_id=group,
        batch=True,
        max_records=_MAX_RECORDS,
        batch_timeout_ms=_POLL_MS,
        # On the embedded bus a commit waits behind a running long poll, so polls are short there.
        fetch_max_wait_ms=10 if embedded else 500,
        auto_offset_reset="earliest",
        ack_policy=AckPolicy.NACK_ON_ERROR,
        no_reply=True,
        listener=drain,
        rebalance_timeout_ms=30_000,
        parser=_tolerant,
        decoder=_raw,
    )
    drain.subscriber = subscriber

    @subscriber
    async def on_events(bodies: list[bytes]) -> None:
        await subscription.receive(bodies)

    return subscriber


async def tail(
    servers: str, topic: str, hear: Callable[[Sequence[bytes]], None], connected: Callable[[], None]
) -> None:
    """Hears what is published from now on, without a group, until cancelled. Raises KafkaError when the bus goes away."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=servers,
        auto_offset_reset="latest",
        enable_auto_commit=False,
        fetch_max_wait_ms=50,
        retry_backoff_ms=_RETRY_BACKOFF_MS,
        metadata_max_age_ms=5_000,
    )
    try:
        await consumer.start()
        connected()
        while True:
            batches = await consumer.getmany(timeout_ms=1_000, max_records=_MAX_RECORDS)
            bodies = [record.value or b"" for records in batches.values() for record in records]
            if bodies:
                hear(bodies)
    finally:
        await _bounded(consumer.stop())
