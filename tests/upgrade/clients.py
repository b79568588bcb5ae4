"""What these tests share: a topic to fill and to ask about, a reader in the place of a subscription, and its listener."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from shared.messaging import Subscription
from shared.messaging.hearing import make_broker, subscribe
from shared.messaging.security import BusAccess
from shared.messaging.topics import ensure_topic

PATIENCE = 60.0
Headers = Sequence[tuple[str, bytes | None]]
Handler = Callable[[list[Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Topic:
    """Two partitions. `group` is the group that reads it unless another one is named."""

    access: BusAccess
    name: str
    producer: AIOKafkaProducer
    admin: AIOKafkaAdminClient

    @property
    def group(self) -> str:
        return f"{self.name}.readers"

    async def publish(self, *bodies: bytes | None, partition: int = 0, headers: Headers = ()) -> None:
        for body in bodies:
            await self.producer.send_and_wait(self.name, body, b"key", partition, headers=list(headers))

    async def committed(self, group: str | None = None) -> int:
        """How many records need not be given to the group again."""
        offsets = await self.admin.list_consumer_group_offsets(group or self.group)
        return sum(noted.offset for place, noted in offsets.items() if place.topic == self.name)

    async def until_committed(self, number: int, group: str | None = None) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.committed(group) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def until_deserted(self) -> None:
        """Until the group has no member."""
        async with asyncio.timeout(PATIENCE):
            while (await self.admin.describe_consumer_groups([self.group]))[0].groups[0][5]:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def records(self, partition: int = 0, name: str | None = None) -> list[ConsumerRecord]:
        """All that is in one partition now, of this topic or of another one."""
        place, found = TopicPartition(name or self.name, partition), list[ConsumerRecord]()
        async with running(AIOKafkaConsumer(**self.access.client_options(), auto_offset_reset="earliest")) as consumer:
            consumer.assign([place])
            end = (await consumer.end_offsets([place]))[place]
            async with asyncio.timeout(PATIENCE):
                while len(found) < end:
                    found += (await consumer.getmany(place, timeout_ms=200)).get(place, [])
        return found


@asynccontextmanager
async def a_topic(access: BusAccess) -> AsyncIterator[Topic]:
    name, options = f"upgrade.{uuid.uuid4().hex[:8]}", access.client_options()
    await ensure_topic(access, name, partitions=2)
    admin = AIOKafkaAdminClient(**options)
    async with running(AIOKafkaProducer(**options, max_request_size=4_000_000)) as producer:
        await admin.start()
        try:
            yield Topic(access, name, producer, admin)
        finally:
            await admin.close()


class Reader:
    """Stands where a subscription stands, and notes each batch before `work` is done for it."""

    def __init__(self, work: Handler | None = None) -> None:
        self.batches: list[list[bytes]] = []
        self._work = work

    async def receive(self, bodies: list[bytes]) -> None:
        self.batches.append(bodies)
        if self._work is not None:
            await self._work(bodies)

    @property
    def received(self) -> list[bytes]:
        return [body for batch in self.batches for body in batch]

    async def until_received(self, *bodies: bytes) -> None:
        await until(lambda: set(bodies) <= set(self.received))


class BusyReader(Reader):
    """Is at work on whatever it got until it is released."""

    def __init__(self) -> None:
        super().__init__(self._hold)
        self.released = asyncio.Event()
        self.interrupted = 0

    async def _hold(self, _: list[bytes]) -> None:
        try:
            await self.released.wait()
        except asyncio.CancelledError:
            self.interrupted += 1
            raise


@dataclass(frozen=True, slots=True)
class Listener:
    broker: KafkaBroker
    subscriber: Any


@asynccontextmanager
async def listening(topic: Topic, reader: Reader, *, grouped: bool = True) -> AsyncIterator[Listener]:
    """As our services listen."""
    broker = make_broker(topic.access, embedded=False)
    subscriber = subscribe(broker, topic.name, topic.group if grouped else None, cast(Subscription, reader))
    async with _started(broker):
        yield Listener(broker, subscriber)


@asynccontextmanager
async def listening_plainly(topic: Topic, handler: Handler, **settings: Any) -> AsyncIterator[Listener]:
    """As FastStream listens by itself, where only what decides about loss is set."""
    broker = KafkaBroker(topic.access.addresses, logger=None, apply_types=False)
    options = {"group_id": topic.group, "auto_offset_reset": "earliest", "ack_policy": AckPolicy.NACK_ON_ERROR}
    subscriber = broker.subscriber(topic.name, batch=True, **{**options, **settings})
    subscriber(handler)
    async with _started(broker):
        yield Listener(broker, subscriber)


@asynccontextmanager
async def _started(broker: KafkaBroker) -> AsyncIterator[None]:
    try:
        await broker.start()
        yield
    finally:
        await broker.stop()


@asynccontextmanager
async def running(client: Any) -> AsyncIterator[Any]:
    """An aiokafka producer or consumer."""
    try:
        await client.start()
        yield client
    finally:
        await client.stop()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def is_still_waiting(task: "asyncio.Task[Any]", seconds: float = 0.5) -> bool:
    """Whether it has not ended after a while; it goes on."""
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return not done
