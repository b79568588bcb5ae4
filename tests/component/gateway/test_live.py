"""Events come to the hub over a real bus, and from the journal where there is none."""

import asyncio

import pytest
from aiokafka import AIOKafkaProducer

from shared.events import TASKS_TOPIC
from tests.component.gateway.conftest import Builder
from tests.component.gateway.listening import events, listening
from tests.component.gateway.upstreams import event_text

STREAM = "/v1/nghe-an/stream"


async def test_what_is_published_reaches_a_stream(build: Builder, bus: str) -> None:
    """The journal is away: only the bus can have brought it."""
    town = await build(catch_up_seconds=60)
    town.tasks.happen("nghe-an", 3)
    await town.hub.refresh()
    producer = AIOKafkaProducer(bootstrap_servers=bus)
    await producer.start()
    try:
        async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
            await town.stop("tasks")
            listener = asyncio.create_task(events(heard, 2))
            while not listener.done():
                # The consumer hears from its start on; until then publishing again is a duplicate, which does no harm.
                for body in (b"not an event", event_text("nghe-an", 4), event_text("nghe-an", 5)):
                    await producer.send_and_wait(TASKS_TOPIC, body, key=b"nghe-an")
        assert [frame.sequence for frame in listener.result()] == [4, 5]
    finally:
        await producer.stop()


async def test_without_a_bus_the_journal_is_asked_every_second(build: Builder, nobody: str) -> None:
    town = await build(kafka=nobody)
    town.tasks.happen("nghe-an", 3)
    async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
        town.tasks.happen("nghe-an")
        async with asyncio.timeout(5):
            assert (await events(heard, 1))[0].sequence == 4


@pytest.mark.parametrize("trouble", ["fail", "hang"])
async def test_a_gateway_that_starts_before_tasks_serves_as_soon_as_tasks_does(
    build: Builder, nobody: str, trouble: str
) -> None:
    town = await build(kafka=nobody)
    town.tasks.trouble = trouble
    town.tasks.happen("nghe-an", 1)
    town.tasks.trouble = ""
    town.tasks.released.set()
    async with asyncio.timeout(10):
        while True:
            if (await town.get("/v1/nghe-an/events")).status_code == 200:
                break
