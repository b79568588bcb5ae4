from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from shared.observability.measured import MeasuredStore
from shared.storage import AlreadyExists, CollectionSpec, Index, Order, Store, StoreUnavailable, connect
from shared.tenancy import AcrossTenants, TenantId

SPEC = CollectionSpec("things", (Index((), spanning=True),))
OPERATIONS = ("get", "get_many", "insert", "insert_many", "replace", "upsert_many", "find", "count", "delete")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    measured = MeasuredStore(connect(f"sqlite://{tmp_path}", "test"))
    await measured.open([SPEC])
    yield measured
    await measured.close()


def times(operation: str) -> float:
    return REGISTRY.get_sample_value("tiendo_store_operation_seconds_count", {"operation": operation}) or 0.0


def failures(operation: str) -> float:
    return REGISTRY.get_sample_value("tiendo_store_failures_total", {"operation": operation}) or 0.0


async def test_every_operation_is_timed_under_its_name(store: Store) -> None:
    before = {operation: times(operation) for operation in OPERATIONS}
    things = store.collection(SPEC, TenantId("nghe-an"))
    stored = await things.insert({"id": "one"})
    await things.insert_many([{"id": "two"}])
    await things.replace(stored, 1)
    await things.upsert_many([{"id": "three", "revision": 0}])
    await things.get("one")
    await things.get_many(["one", "two"])
    await things.find({}, Order(), 10)
    await things.count({})
    await things.delete("two")
    assert {operation: times(operation) - before[operation] for operation in OPERATIONS} == dict.fromkeys(OPERATIONS, 1)


async def test_a_failure_is_counted_and_timed_and_a_refusal_is_no_failure(store: Store) -> None:
    things = store.collection(SPEC, TenantId("nghe-an"))
    await things.insert({"id": "one"})
    before, timed = failures("insert"), times("insert")
    with pytest.raises(AlreadyExists):
        await things.insert({"id": "one"})
    assert failures("insert") == before
    await store.close()
    with pytest.raises(StoreUnavailable):
        await things.insert({"id": "two"})
    assert failures("insert") == before + 1
    assert times("insert") == timed + 2


async def test_a_sweep_over_all_tenants_is_timed_as_well(store: Store) -> None:
    await store.collection(SPEC, TenantId("nghe-an")).insert({"id": "one"})
    before = times("find_across")
    page = await store.across(SPEC, AcrossTenants("test")).find({})
    assert [thing["tenant"] for thing in page.items] == ["nghe-an"]
    assert times("find_across") - before == 1
