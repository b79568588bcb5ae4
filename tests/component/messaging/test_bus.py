"""Between journal and subscription lies a bus that repeats, mixes in rubbish and goes away; nothing of it shows."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaProducer
from faststream import AckPolicy

from shared.calendar import SystemClock
from shared.events import Event
from shared.messaging import Journal, Publisher, Replica, Sequencer, Subscription
from shared.messaging.consuming import Feed, consume
from shared.messaging.kafka import KafkaSender, ensure_topic, make_broker, subscribe, tail
from shared.storage import Store
from shared.tenancy import TenantId
from tests.stacks.kafka import KafkaServer
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, drafts

RUBBISH: list[tuple[bytes | None, list[tuple[str, bytes | None]]]] = [
    (b"not json", []),
    (b"17", []),
    (b'{"specversion": "1.0"}', [("content-type", b"\xff\xfe")]),
    (b"{}", [("reply_to", b"elsewhere")]),
    (None, []),
    (b"\xff" * 1_000, [("correlation_id", None)]),
    (b"x" * 900_000, []),
]


class Path:
    """Sequencer, journal, publisher, bus and subscription, as the services put them together."""

    def __init__(self, store: Store, servers: str, topic: str) -> None:
        clock = SystemClock()
        self.journal = Journal(store)
        self.sender = KafkaSender(servers, topic)
        replica = Replica("test", timedelta(milliseconds=50))
        self.publisher = Publisher(store, self.journal, self.sender.send, clock, replica)
        self.sequencer = Sequencer(store, self.journal, [], clock, self.publisher.offer)
        self.applied: list[tuple[TenantId, int]] = []
        self.subscription = Subscription("test", store, self, self, clock)
        # Catching up is so slow here that only the bus can have brought what arrives.
        self.feed = Feed(servers, topic, f"g-{uuid.uuid4().hex[:6]}", True, timedelta(hours=1))

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        return [entry.body.encode() for entry in await self.journal.read(tenant, after, limit)]

    async def heads(self) -> dict[TenantId, int]:
        return await self.journal.heads()

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        self.applied += [(tenant, event.sequence) for event in events]

    def numbers(self, tenant: TenantId) -> list[int]:
        return [number for owner, number in self.applied if owner == tenant]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self.publisher.run()), asyncio.create_task(consume(self.feed, self.subscription))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.sender.close()


@pytest.fixture
async def path(store: Store, servers: str) -> Path:
    return Path(store, servers, f"t.{uuid.uuid4().hex[:8]}")


async def _until(condition: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_what_is_numbered_is_applied_once_and_in_order(path: Path) -> None:
    async with path.running():
        for _ in range(20):
            await asyncio.gather(
                path.sequencer.sequence(NGHE_AN, drafts(7)), path.sequencer.sequence(NINH_THUAN, drafts(3, NINH_THUAN))
            )
        await _until(lambda: len(path.applied) >= 200)
    assert path.numbers(NGHE_AN) == list(range(1, 141))
    assert path.numbers(NINH_THUAN) == list(range(1, 61))


async def test_rubbish_on_the_topic_disturbs_nobody(path: Path, servers: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=servers, max_request_size=2_000_000)
    await producer.start()
    try:
        async with path.running():
            for body, headers in RUBBISH:
                for key in (b"nghe-an", b"\xff"):
                    await producer.send_and_wait(path.feed.topic, body, key=key, headers=headers)
                await path.sequencer.sequence(NGHE_AN, drafts(2))
            await _until(lambda: len(path.applied) >= 2 * len(RUBBISH))
    finally:
        await producer.stop()
    assert path.numbers(NGHE_AN) == list(range(1, 2 * len(RUBBISH) + 1))


async def test_a_listener_without_a_group_hears_what_is_published_from_now_on(path: Path, servers: str) -> None:
    heard: list[bytes] = []
    connected = asyncio.Event()
    async with path.running():
        await path.sequencer.sequence(NGHE_AN, drafts(1))
        await _until(lambda: len(path.applied) == 1)
        listening = asyncio.create_task(tail(servers, path.feed.topic, heard.extend, connected.set))
        await asyncio.wait_for(connected.wait(), 30)

        async def publish_until_heard() -> None:
            while not heard:
                await path.sequencer.sequence(NGHE_AN, drafts(1))
                await asyncio.sleep(0.05)

        await asyncio.wait_for(publish_until_heard(), 60)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    assert Event.from_json(heard[0]).tenant == NGHE_AN


async def test_no_subscriber_commits_before_its_effects_are_stored(store: Store) -> None:
    broker = make_broker("127.0.0.1:1", embedded=False)
    idle = Subscription("test", store, Path(store, "127.0.0.1:1", "t"), Path(store, "127.0.0.1:1", "t"), SystemClock())
    subscriber = subscribe(broker, "t", "g", idle, embedded=False)
    assert subscriber.ack_policy is AckPolicy.NACK_ON_ERROR
    connection = subscriber._connection_args
    assert connection["enable_auto_commit"] is False
    assert connection["auto_offset_reset"] == "earliest"


@pytest.mark.kafka
async def test_a_broker_that_is_killed_and_comes_back_loses_nothing(store: Store, kafka_server: KafkaServer) -> None:
    topic = f"t.{uuid.uuid4().hex[:8]}"
    await ensure_topic(kafka_server.address, topic)
    path = Path(store, kafka_server.address, topic)
    async with path.running():
        await path.sequencer.sequence(NGHE_AN, drafts(5))
        await _until(lambda: len(path.applied) == 5)
        kafka_server.kill()
        await path.sequencer.sequence(NGHE_AN, drafts(50))
        await asyncio.to_thread(kafka_server.start)
        await path.sequencer.sequence(NGHE_AN, drafts(5))
        await _until(lambda: len(path.applied) >= 60, 120)
    assert path.numbers(NGHE_AN) == list(range(1, 61))


@pytest.mark.kafka
async def test_making_a_topic_that_exists_leaves_it_as_it_is(kafka_server: KafkaServer) -> None:
    topic = f"t.{uuid.uuid4().hex[:8]}"
    await ensure_topic(kafka_server.address, topic, partitions=3)
    await ensure_topic(kafka_server.address, topic, partitions=7)
    producer = AIOKafkaProducer(bootstrap_servers=kafka_server.address)
    await producer.start()
    try:
        assert await producer.partitions_for(topic) == {0, 1, 2}
    finally:
        await producer.stop()
