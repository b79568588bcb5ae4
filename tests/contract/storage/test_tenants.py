"""Isolation (G6): no operation of one tenant reads or changes another's documents, and only sweeps see all."""

import pytest

from shared.storage import Collection, In, Order, QueryNotIndexed, Range, StaleRevision, Store
from shared.tenancy import TenantId
from tests.contract.storage.cast import HANOI, HANOI_WEST, NOTES, SWEEP, TASKS, a_task, ids


@pytest.fixture
async def west(store: Store) -> Collection:
    """The neighbour, who owns T-1 (the same id as in Hà Nội) and T-2."""
    theirs = store.collection(TASKS, HANOI_WEST)
    await theirs.insert_many([a_task("T-1", title="theirs", due_at="2024"), a_task("T-2", title="theirs")])
    return theirs


async def test_ids_and_unique_codes_are_each_tenants_own(west: Collection, tasks: Collection) -> None:
    await tasks.insert(a_task("T-1", title="ours"))
    ours, theirs = await tasks.get("T-1"), await west.get("T-1")
    assert ours is not None
    assert theirs is not None
    assert (ours["title"], ours["tenant"]) == ("ours", "ha-noi")
    assert (theirs["title"], theirs["tenant"]) == ("theirs", "ha-noi-west")


async def test_no_read_crosses_over(west: Collection, tasks: Collection) -> None:
    await tasks.insert(a_task("T-3"))
    assert await tasks.get("T-2") is None
    assert list(await tasks.get_many(["T-1", "T-2", "T-3"])) == ["T-3"]
    for order in (Order(), Order("due_at"), Order("due_at", descending=True), Order("id", descending=True)):
        assert ids(await tasks.find({}, order)) == ["T-3"]
    assert ids(await tasks.find({"unit": In(("police", None))}, Order("due_at"))) == ["T-3"]
    assert ids(await tasks.find({"id": Range(gte="")})) == ["T-3"]
    assert ids(await tasks.find({"id": Range(lt="Z")})) == ["T-3"]
    assert await tasks.count({}) == 1
    assert await tasks.count({"unit": "police"}) == 1


async def test_no_write_crosses_over(west: Collection, tasks: Collection) -> None:
    for attempt in (tasks.replace(a_task("T-2"), 1), tasks.upsert_many([{**a_task("T-2"), "revision": 1}])):
        with pytest.raises(StaleRevision):
            await attempt
    assert await tasks.delete("T-2") is False
    assert [each["title"] for each in (await west.find({})).items] == ["theirs", "theirs"]


async def test_anothers_document_cannot_be_stored_by_mistake(west: Collection, tasks: Collection) -> None:
    theirs = await west.get("T-1")
    assert theirs is not None
    for attempt in (
        tasks.insert(theirs),
        tasks.replace(theirs, 1),
        tasks.insert_many([theirs]),
        tasks.upsert_many([theirs]),
    ):
        with pytest.raises(ValueError, match="another tenant"):
            await attempt
    assert await tasks.count({}) == 0


@pytest.mark.parametrize("where", [{"tenant": "ha-noi-west"}, {"tenant": In(("ha-noi-west", "ha-noi"))}])
async def test_a_condition_cannot_lift_the_confinement(
    west: Collection, tasks: Collection, where: dict[str, In]
) -> None:
    await tasks.insert(a_task("T-3"))
    found = ids(await tasks.find({**where, "unit": "police"}, Order("due_at")))
    assert set(found) <= {"T-3"}


@pytest.mark.parametrize("tenant", ["", "ha-noi/x", "ha noi", "../x", "ha-noi\0", "x" * 81])
async def test_a_tenant_that_is_no_identifier_has_no_collection(store: Store, tenant: str) -> None:
    with pytest.raises(ValueError):
        store.collection(TASKS, TenantId(tenant))


async def test_a_sweep_sees_every_tenant_in_order_of_tenant_and_id(
    store: Store, west: Collection, tasks: Collection
) -> None:
    await tasks.insert_many([a_task("T-7"), a_task("T-3")])
    everything = store.across(TASKS, SWEEP)
    first = await everything.find({}, limit=3)
    rest = await everything.find({}, limit=3, after=first.after)
    found = [(each["tenant"], each["id"]) for each in first.items + rest.items]
    assert found == [("ha-noi", "T-3"), ("ha-noi", "T-7"), ("ha-noi-west", "T-1"), ("ha-noi-west", "T-2")]
    assert rest.after is None


async def test_a_sweep_finds_pending_and_due_documents(store: Store, west: Collection, tasks: Collection) -> None:
    await tasks.insert_many(
        [a_task("T-8", outbox_pending=True, remind_at="2024-02"), a_task("T-9", outbox_pending=False)]
    )
    await west.insert_many(
        [a_task("T-4", outbox_pending=True, remind_at="2024-01"), a_task("T-5", remind_at="2024-03")]
    )
    everything = store.across(TASKS, SWEEP)
    assert ids(await everything.find({"outbox_pending": True})) == ["T-8", "T-4"]
    assert ids(await everything.find({"outbox_pending": In((True, False))})) == ["T-8", "T-9", "T-4"]
    due = await everything.find({"remind_at": Range(lte="2024-02")}, limit=1)
    assert ids(due) + ids(await everything.find({"remind_at": Range(lte="2024-02")}, after=due.after)) == ["T-8", "T-4"]
    assert ids(await everything.find({"outbox_pending": True, "tenant": str(HANOI)})) == ["T-8"]


async def test_a_sweep_needs_a_spanning_index(store: Store) -> None:
    with pytest.raises(QueryNotIndexed, match=r"Index\(\('unit',\), spanning=True\) would"):
        await store.across(TASKS, SWEEP).find({"unit": "police"})
    with pytest.raises(QueryNotIndexed, match=r"Index\(\(\), spanning=True\) would"):
        await store.across(NOTES, SWEEP).find({})


async def test_a_sweep_has_honest_pages_too(store: Store, west: Collection) -> None:
    everything = store.across(TASKS, SWEEP)
    with pytest.raises(ValueError, match="cursor"):
        await everything.find({}, after="AAAA")
    with pytest.raises(ValueError):
        await everything.find({}, limit=0)


async def test_collections_are_apart(store: Store, tasks: Collection) -> None:
    await tasks.insert(a_task("T-1"))
    notes = store.collection(NOTES, HANOI)
    assert await notes.get("T-1") is None
    await notes.insert({"id": "T-1", "text": "a note"})
    assert await notes.count({}) == 1
