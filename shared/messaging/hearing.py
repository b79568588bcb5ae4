"""Hearing the bus: FastStream consumes in batches. Every setting that decides about loss stands here and nowhere else."""

import asyncio
import dataclasses
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from shared.messaging.reaching import RETRY_BACKOFF_MS, stopped
from shared.messaging.security import BusAccess

_DRAIN = 20.0
# An empty poll of a batch subscriber sleeps this long once more: it bounds both idle work and added delay.
_POLL_MS = 20
_MAX_RECORDS = 1_000
# After a small batch a reader rests for a multiple of the time that it took: under load what arrives meanwhile goes together,
# which costs each event a fraction, and a lone event never waits.
_SMALL = 100
_REST = 2.0
_LONGEST_REST = 0.1


class Hearer(Protocol):
    async def receive(self, bodies: Sequence[bytes]) -> None:
        """Returns when the effects of the records are stored."""
        ...


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


def make_broker(access: BusAccess, *, embedded: bool) -> KafkaBroker:
    """Not connected yet. The embedded bus makes topics at first use; a real one has them made by `ensure_topic`."""
    return KafkaBroker(
        access.addresses,
        security=access.broker_security(),
        acks="all",
        ack_policy=AckPolicy.NACK_ON_ERROR,
        allow_auto_create_topics=embedded,
        graceful_timeout=5,
        retry_backoff_ms=RETRY_BACKOFF_MS,
        apply_types=False,
        logger=None,
    )


def subscribe(broker: KafkaBroker, topic: str, group: str | None, hearer: Hearer) -> Any:
    """Feeds the hearer in batches; a group's offsets are committed after the effects are stored.

    Without a group (the embedded bus, which forgets everything at each start) the whole topic is read and nothing is
    committed: the journal tells what was missed.
    """
    drain = _Drain()
    subscriber: Any = broker.subscriber(topic, listener=drain, **_reading(group))
    drain.subscriber = subscriber

    @subscriber  # type: ignore[untyped-decorator]
    async def on_events(bodies: list[bytes]) -> None:
        began = time.monotonic()
        await hearer.receive(bodies)
        if len(bodies) < _SMALL:
            await asyncio.sleep(min(_LONGEST_REST, _REST * (time.monotonic() - began)))
        if group is None:
            await _skip_to_newest(subscriber.consumer)

    return subscriber


def _reading(group: str | None) -> dict[str, Any]:
    return {
        "group_id": group,
        "batch": True,
        "max_records": _MAX_RECORDS,
        "batch_timeout_ms": _POLL_MS,
        "fetch_max_wait_ms": _poll_ms(embedded=group is None),
        "auto_offset_reset": "earliest",
        "ack_policy": AckPolicy.NACK_ON_ERROR if group else AckPolicy.MANUAL,
        "no_reply": True,
        "rebalance_timeout_ms": 30_000,
        "parser": _tolerant,
        "decoder": _raw,
    }


def _poll_ms(*, embedded: bool) -> int:
    """The embedded bus lets a poll run to its end although there is news; Kafka answers with the first record."""
    return _POLL_MS if embedded else 500


async def _skip_to_newest(consumer: AIOKafkaConsumer) -> None:
    """The embedded bus gives out one sent batch at a time, however many wait; a reader that pauses would never be level again.

    What is skipped comes from the journal as a gap: one read instead of many.
    """
    ends = await consumer.end_offsets(consumer.assignment())
    for partition, end in ends.items():
        if end - await consumer.position(partition) > 1:
            consumer.seek(partition, end - 1)


async def tail(
    access: BusAccess,
    topic: str,
    hear: Callable[[Sequence[bytes]], None],
    connected: Callable[[], None],
    *,
    embedded: bool = False,
) -> None:
    """Hears what is published from now on, without a group, until cancelled. Raises KafkaError where the bus is away at first.

    One that goes away later is silence, and is heard again when it is back.
    """
    consumer = AIOKafkaConsumer(
        topic,
        **access.client_options(),
        auto_offset_reset="latest",
        enable_auto_commit=False,
        fetch_max_wait_ms=_poll_ms(embedded=embedded),
        retry_backoff_ms=RETRY_BACKOFF_MS,
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
        await stopped(consumer)
