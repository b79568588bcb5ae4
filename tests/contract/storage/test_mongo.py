"""What happens when a MongoDB is not there: StoreUnavailable, and work goes on when it is back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.storage import Collection, Store, StoreUnavailable, connect
from tests.contract.storage.cast import HANOI, SPECS, TASKS, a_task
from tests.stacks.mongo_wire import MongoWireServer

pytestmark = pytest.mark.mongo


@pytest.fixture
async def own_server(mongo_wire_server: MongoWireServer, tmp_path: Path) -> AsyncIterator[MongoWireServer]:
    """A server of this test's own, since it will be killed; the shared one shows that this machine can run it."""
    server = MongoWireServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def impatient(own_server: MongoWireServer) -> AsyncIterator[Store]:
    store = connect(f"{own_server.url}/?serverSelectionTimeoutMS=300", "outage")
    await until_it_opens(store)
    yield store
    await store.close()


async def until_it_opens(store: Store) -> None:
    """A busy machine may not shake hands within the 300 ms."""
    async with asyncio.timeout(20):
        while True:
            try:
                return await store.open(SPECS)
            except StoreUnavailable:
                continue


async def until_it_answers(store: Store) -> None:
    """The driver looks again every half second, and gives up each time after the 300 ms it was told."""
    async with asyncio.timeout(20):
        while True:
            try:
                return await store.ping()
            except StoreUnavailable:
                continue


async def every_use_fails(tasks: Collection) -> None:
    for use in (
        tasks.get("T-1"),
        tasks.get_many(["T-1"]),
        tasks.insert(a_task("T-2")),
        tasks.insert_many([a_task("T-2")]),
        tasks.replace(a_task("T-1"), 1),
        tasks.upsert_many([a_task("T-3")]),
        tasks.find({}),
        tasks.count({}),
        tasks.delete("T-1"),
    ):
        with pytest.raises(StoreUnavailable):
            await use


async def test_an_outage_is_reported_and_overcome(own_server: MongoWireServer, impatient: Store) -> None:
    tasks = impatient.collection(TASKS, HANOI)
    await tasks.insert(a_task("T-1"))
    await asyncio.to_thread(own_server.kill)
    await every_use_fails(tasks)
    with pytest.raises(StoreUnavailable):
        await impatient.ping()
    await asyncio.to_thread(own_server.start)
    await until_it_answers(impatient)
    await tasks.insert(a_task("T-1"))
    assert await tasks.count({}) == 1


async def test_opening_without_a_server_is_an_outage_too(own_server: MongoWireServer) -> None:
    await asyncio.to_thread(own_server.kill)
    store = connect(f"{own_server.url}/?serverSelectionTimeoutMS=200", "outage")
    with pytest.raises(StoreUnavailable):
        await store.open(SPECS)
    await store.close()
