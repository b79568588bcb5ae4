"""What reaches a handler, and what FastStream does by itself that we have switched off."""

import asyncio
from typing import Any

from aiokafka import AIOKafkaProducer

from shared.messaging.topics import ensure_topic
from tests.upgrade.clients import PATIENCE, Headers, Reader, Topic, listening, listening_plainly, running, until

NULL_HEADER: Headers = [("correlation_id", None)]
NOT_UTF8: Headers = [("content-type", b"\xff\xfe")]


async def test_a_header_that_is_null_or_not_utf8_makes_its_batch_vanish_without_our_parser(topic: Topic) -> None:
    """`shared/messaging/hearing.py`, `_tolerant` stands against this.

    If it fails because the records arrive, `_tolerant` may go; if it fails otherwise, look at the next test first.
    """
    reader = Reader()
    async with listening_plainly(topic, reader.receive):
        for word, headers in ((b"after the first", NULL_HEADER), (b"after the second", NOT_UTF8)):
            await topic.publish(b"poison", headers=headers)
            await _publish_until_received(topic, reader, word)
    assert b"poison" not in reader.received


async def test_every_record_reaches_us_as_it_was_sent(topic: Topic) -> None:
    """`_tolerant` and `_raw`: nothing is guessed at, left out or put in another order; a tombstone is empty.

    If it fails, `parser=` or `decoder=` of a batch subscriber, or `raw_message` and its records, have changed.
    """
    sent: list[tuple[bytes | None, Headers]] = [
        (b"plain", ()),
        (b"17", ()),
        (b'{"specversion": "1.0"}', [("content-type", b"application/json")]),
        (b"null header", NULL_HEADER),
        (b"no UTF-8", NOT_UTF8),
        (None, ()),
        (b"", ()),
        (b"\xff" * 900_000, [("reply_to", b"elsewhere")]),
    ]
    for body, headers in sent:
        await topic.publish(body, headers=headers)
    reader = Reader()
    async with listening(topic, reader):
        await topic.until_committed(len(sent))
    assert reader.received == [body or b"" for body, _ in sent]


async def test_faststream_guesses_at_json_where_nobody_decodes(topic: Topic) -> None:
    """`_raw` stands against this: `b"17"` would arrive as a number, and a broken event as a text.

    If it fails because bytes arrive, `_raw` may go.
    """
    heard: list[Any] = []

    async def hear(bodies: list[Any]) -> None:
        heard.extend(bodies)

    await topic.publish(b"17", b'{"a": 1}', b"{")
    async with listening_plainly(topic, hear):
        await until(lambda: len(heard) == 3)
    assert heard == [17, {"a": 1}, b"{"]


async def test_a_record_cannot_make_us_publish(topic: Topic) -> None:
    """`subscribe`: `no_reply=True`, or a header names the topic to which a handler's answer goes.

    If the first half fails, a record can make us write anywhere; if only the second does, `no_reply` may go.
    """
    elsewhere = f"{topic.name}.elsewhere"
    await ensure_topic(topic.access, elsewhere, partitions=1)
    await topic.publish(b"question", headers=[("reply_to", elsewhere.encode())])
    async with listening(topic, Reader()):
        await topic.until_committed(1)
    assert await topic.records(name=elsewhere) == []

    async def answer(_: list[Any]) -> str:
        return "answer"

    async with listening_plainly(topic, answer, group_id="answering", no_reply=True):
        await topic.until_committed(1, "answering")
    assert await topic.records(name=elsewhere) == []
    async with listening_plainly(topic, answer, group_id="tempted"):
        await topic.until_committed(1, "tempted")
    assert [record.value for record in await topic.records(name=elsewhere)] == [b"answer"]


async def test_a_batch_is_bounded_and_keeps_the_order_of_each_partition(topic: Topic) -> None:
    """`subscribe`, `_MAX_RECORDS`: a batch fits in memory. `Subscription.receive`: what comes in order needs no pulling.

    If the bound fails, a backlog becomes one batch; if the order fails, every batch has gaps that the journal must heal.
    """
    options = topic.access.client_options()
    async with running(AIOKafkaProducer(**options, linger_ms=50)) as producer:
        for number in range(1_500):
            for partition in (0, 1):
                sent = await producer.send(topic.name, b"%d:%d" % (partition, number), partition=partition)
        await sent
    reader = Reader()
    async with listening(topic, reader):
        await topic.until_committed(3_000)
    assert max(len(batch) for batch in reader.batches) <= 1_000
    for partition in (0, 1):
        numbers = [int(body[2:]) for body in reader.received if body.startswith(b"%d:" % partition)]
        assert numbers == list(range(1_500))


async def _publish_until_received(topic: Topic, reader: Reader, body: bytes) -> None:
    """A record that comes in one batch with a poisoned one vanishes with it."""
    async with asyncio.timeout(PATIENCE):
        while body not in reader.received:
            await topic.publish(body)
