"""Opening: what is missing is made, what is there is kept, what is newer is left alone."""

import sqlite3
from pathlib import Path

import pytest
from pymongo import MongoClient

from shared.storage import (
    AlreadyExists,
    CollectionSpec,
    Index,
    Order,
    StorageError,
    StoreIsNewer,
    StoreUnavailable,
    connect,
)
from tests.contract.storage.cast import HANOI, HANOI_WEST, SPECS, TASKS, a_task, ids
from tests.contract.storage.conftest import Place

FIRST = CollectionSpec("tasks", (Index(("unit",)),))
SECOND = CollectionSpec(
    "tasks", (Index(("unit",)), Index(("owner", "due_at")), Index(("code",), unique=True)), text=("search",)
)


async def test_documents_outlive_the_store(place: Place) -> None:
    before = place.connect()
    await before.open(SPECS)
    stored = await before.collection(TASKS, HANOI).insert(a_task("T-1"))
    await before.close()
    after = place.connect()
    await after.open(SPECS)
    assert await after.collection(TASKS, HANOI).get("T-1") == stored
    await after.close()


async def test_a_later_version_may_declare_more_indexes(place: Place) -> None:
    before = place.connect()
    await before.open([FIRST])
    tasks = before.collection(FIRST, HANOI)
    await tasks.insert_many(
        [a_task("T-1", owner="a", due_at="2024-02"), a_task("T-2", owner="a"), a_task("T-3", owner=None), a_task("T-4")]
    )
    await before.close()
    after = place.connect()
    await after.open([SECOND])
    tasks = after.collection(SECOND, HANOI)
    assert ids(await tasks.find({"owner": "a"}, Order("due_at"))) == ["T-2", "T-1"]
    assert await tasks.count({"owner": None}) == 2
    with pytest.raises(AlreadyExists):
        await tasks.insert(a_task("T-5", code="T-1"))
    await after.close()


async def test_an_earlier_version_keeps_a_later_ones_indexes_right(place: Place) -> None:
    """Going back one version and forward again: what was written in between is found as well."""
    for spec in (SECOND, FIRST, SECOND):
        store = place.connect()
        await store.open([spec])
        tasks = store.collection(spec, HANOI)
        if spec is FIRST:
            await tasks.insert(a_task("T-2", owner="a", due_at="2024-03"))
            await tasks.replace(a_task("T-1", owner="a", due_at="2024-04"), 1)
        elif await tasks.get("T-1") is None:
            await tasks.insert(a_task("T-1", owner="a", due_at="2024-01"))
        else:
            assert ids(await tasks.find({"owner": "a"}, Order("due_at"))) == ["T-2", "T-1"]
        await store.close()


async def test_a_running_store_learns_of_indexes_that_another_process_adds(place: Place) -> None:
    running, newer = place.connect(), place.connect()
    await running.open([FIRST])
    await running.collection(FIRST, HANOI).insert(a_task("T-1", owner="a"))
    await newer.open([SECOND])
    await running.collection(FIRST, HANOI).insert(a_task("T-2", owner="a"))
    assert ids(await newer.collection(SECOND, HANOI).find({"owner": "a"}, Order("due_at"))) == ["T-1", "T-2"]
    await running.close()
    await newer.close()


async def test_a_unique_index_over_data_that_break_it_says_so(place: Place) -> None:
    before = place.connect()
    await before.open([FIRST])
    await before.collection(FIRST, HANOI).insert_many([a_task("T-1", code="A"), a_task("T-2", code="A")])
    await before.collection(FIRST, HANOI_WEST).insert(a_task("T-1", code="A"))
    await before.close()
    after = place.connect()
    with pytest.raises(StorageError):
        await after.open([SECOND])
    await after.close()


async def test_data_of_a_newer_version_are_left_alone(place: Place) -> None:
    store = place.connect()
    await store.open(SPECS)
    await store.collection(TASKS, HANOI).insert(a_task("T-1"))
    await store.close()
    _make_newer(place)
    before = _files(place)
    older = place.connect()
    with pytest.raises(StoreIsNewer, match="format 2"):
        await older.open([CollectionSpec("tasks", (Index(("added",)),))])
    await older.close()
    assert _files(place) == before


async def test_two_processes_may_work_on_the_same_data(place: Place) -> None:
    service, verifier = place.connect(), place.connect()
    await service.open(SPECS)
    await verifier.open(SPECS)
    for number in range(5):
        stored = await service.collection(TASKS, HANOI).insert(a_task(f"T-{number}"))
        assert await verifier.collection(TASKS, HANOI).get(f"T-{number}") == stored
    await verifier.collection(TASKS, HANOI).replace(a_task("T-1"), 1)
    await service.close()
    assert await verifier.collection(TASKS, HANOI).count({}) == 5
    await verifier.close()


async def test_a_store_that_is_not_open_is_unavailable(place: Place) -> None:
    store = place.connect()
    tasks = store.collection(TASKS, HANOI)
    with pytest.raises(StoreUnavailable):
        await tasks.get("T-1")
    with pytest.raises(StoreUnavailable):
        await store.ping()
    await store.open(SPECS)
    await store.ping()
    await store.close()
    await store.close()
    for use in (tasks.get("T-1"), tasks.insert(a_task("T-1")), tasks.count({}), store.ping()):
        with pytest.raises(StoreUnavailable):
            await use


async def test_fields_may_have_the_names_of_sql_words(place: Place) -> None:
    spec = CollectionSpec("group", (Index(("order", "select")), Index(("rowid",)), Index(("body",))))
    store = place.connect()
    await store.open([spec])
    groups = store.collection(spec, HANOI)
    stored = await groups.insert({"id": "G-1", "order": 1, "select": "x", "rowid": "r", "body": "{}", "from": "here"})
    await groups.replace({**stored, "rowid": "s"}, 1)
    assert ids(await groups.find({"order": 1, "from": "here"}, Order("select"))) == ["G-1"]
    assert await groups.count({"rowid": "s", "body": "{}"}) == 1
    await store.close()


@pytest.mark.parametrize("name", ["", "Tasks", "a-b", "a;b", "$x", "1st", "_id"])
def test_names_that_no_query_language_could_mistake(name: str) -> None:
    with pytest.raises(ValueError):
        CollectionSpec(name)
    with pytest.raises(ValueError):
        CollectionSpec("tasks", (Index((name,)),))


@pytest.mark.parametrize("url", ["", "postgres://x", "/var/lib"])
def test_another_kind_of_store_is_refused_by_its_url(url: str) -> None:
    with pytest.raises(ValueError, match="store URL"):
        connect(url, "tasks")


def _sqlite_file(place: Place) -> Path:
    return Path(place.url.removeprefix("sqlite://")) / f"{place.database}.db"


def _make_newer(place: Place) -> None:
    if place.url.startswith("sqlite"):
        connection = sqlite3.connect(_sqlite_file(place))
        connection.execute("PRAGMA user_version = 2")
        connection.close()
        return
    client: MongoClient[dict[str, object]] = MongoClient(place.url)
    client[place.database]["store_format"].update_one({"_id": "format"}, {"$set": {"version": 2}})
    client.close()


def _files(place: Place) -> dict[str, object]:
    if place.url.startswith("sqlite"):
        return {path.name: path.read_bytes() for path in _sqlite_file(place).parent.iterdir()}
    client: MongoClient[dict[str, object]] = MongoClient(place.url)
    indexes = client[place.database]["tasks"].index_information()
    client.close()
    return dict(indexes)
