"""Between journal and subscription lies a bus that repeats, mixes in rubbish and goes away; nothing of it shows."""

import asyncio
import uuid

import pytest
from aiokafka import AIOKafkaProducer
from faststream import AckPolicy

from shared.calendar import SystemClock
from shared.events import Event
from shared.messaging import Subscription
from shared.messaging.hearing import make_broker, subscribe, tail
from shared.messaging.security import BusAccess
from shared.messaging.topics import ensure_topic
from shared.storage import Store
from tests.component.messaging.whole_path import Path, until
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


@pytest.fixture
async def path(store: Store, access: BusAccess) -> Path:
    return Path(store, access, f"t.{uuid.uuid4().hex[:8]}")


async def test_what_is_numbered_is_applied_once_and_in_order(path: Path) -> None:
    async with path.running():
        for _ in range(20):
            await asyncio.gather(
                path.sequencer.sequence(NGHE_AN, drafts(7)), path.sequencer.sequence(NINH_THUAN, drafts(3, NINH_THUAN))
            )
        await until(lambda: len(path.applied) >= 200)
    assert path.numbers(NGHE_AN) == list(range(1, 141))
    assert path.numbers(NINH_THUAN) == list(range(1, 61))


async def test_rubbish_on_the_topic_disturbs_nobody(path: Path, access: BusAccess) -> None:
    producer = AIOKafkaProducer(**access.client_options(), max_request_size=2_000_000)
    await producer.start()
    try:
        async with path.running():
            for body, headers in RUBBISH:
                for key in (b"nghe-an", b"\xff"):
                    await producer.send_and_wait(path.feed.topic, body, key=key, headers=headers)
                await path.sequencer.sequence(NGHE_AN, drafts(2))
            await until(lambda: len(path.applied) >= 2 * len(RUBBISH))
    finally:
        await producer.stop()
    assert path.numbers(NGHE_AN) == list(range(1, 2 * len(RUBBISH) + 1))


async def test_a_server_that_is_away_is_passed_over(store: Store, access: BusAccess) -> None:
    path = Path(store, BusAccess(f"127.0.0.1:1,{access.servers}"), f"t.{uuid.uuid4().hex[:8]}")
    async with path.running():
        await path.sequencer.sequence(NGHE_AN, drafts(3))
        await until(lambda: len(path.applied) == 3)


async def test_a_listener_without_a_group_hears_what_is_published_from_now_on(path: Path, access: BusAccess) -> None:
    heard: list[bytes] = []
    connected = asyncio.Event()
    async with path.running():
        await path.sequencer.sequence(NGHE_AN, drafts(1))
        await until(lambda: len(path.applied) == 1)
        listening = asyncio.create_task(tail(access, path.feed.topic, heard.extend, connected.set))
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
    nowhere = BusAccess("127.0.0.1:1")
    broker = make_broker(nowhere, embedded=False)
    idle = Subscription("test", store, Path(store, nowhere, "t"), Path(store, nowhere, "t"), SystemClock())
    subscriber = subscribe(broker, "t", "g", idle)
    assert subscriber.ack_policy is AckPolicy.NACK_ON_ERROR
    connection = subscriber._connection_args
    assert connection["enable_auto_commit"] is False
    assert connection["auto_offset_reset"] == "earliest"


@pytest.mark.kafka
async def test_a_broker_that_is_killed_and_comes_back_loses_nothing(store: Store, kafka_server: KafkaServer) -> None:
    topic = f"t.{uuid.uuid4().hex[:8]}"
    access = BusAccess(kafka_server.address)
    await ensure_topic(access, topic)
    path = Path(store, access, topic)
    async with path.running():
        await path.sequencer.sequence(NGHE_AN, drafts(5))
        await until(lambda: len(path.applied) == 5)
        kafka_server.kill()
        await path.sequencer.sequence(NGHE_AN, drafts(50))
        await asyncio.to_thread(kafka_server.start)
        await path.sequencer.sequence(NGHE_AN, drafts(5))
        await until(lambda: len(path.applied) >= 60, 120)
    assert path.numbers(NGHE_AN) == list(range(1, 61))


@pytest.mark.kafka
async def test_making_a_topic_that_exists_leaves_it_as_it_is(kafka_server: KafkaServer) -> None:
    topic = f"t.{uuid.uuid4().hex[:8]}"
    access = BusAccess(kafka_server.address)
    await ensure_topic(access, topic, partitions=3)
    await ensure_topic(access, topic, partitions=7)
    producer = AIOKafkaProducer(**access.client_options())
    await producer.start()
    try:
        assert await producer.partitions_for(topic) == {0, 1, 2}
    finally:
        await producer.stop()
