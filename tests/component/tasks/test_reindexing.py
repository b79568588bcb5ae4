"""Documents that an older version wrote are found by the filters of this one."""

from collections.abc import Sequence
from typing import Any

from services.tasks.adapters.records import aggregates_of
from services.tasks.adapters.works import WORKS
from shared.messaging.reindexing import Reindexing
from shared.storage import CollectionSpec, Document, Store
from shared.tenancy import TenantId
from tests.component.tasks.conftest import World, registered

NGHE_AN = TenantId("nghe-an")
_NEWER = ("helpers", "search_text", "gaps", "owed_by", "settled", "done", "sort")


async def written_by_an_older_version(world: World, task: str = "NA-T-01") -> None:
    """Without fields that came later, and with one that meant something else."""
    collection = world.store.collection(WORKS, NGHE_AN)
    document = await collection.get(task)
    assert document is not None
    older = {name: value for name, value in document.items() if name not in _NEWER} | {"status": "old"}
    await collection.replace(older, document["revision"])


def reindexing(world: World) -> Reindexing:
    return Reindexing(world.store, aggregates_of(world.app.state.records))


async def found(world: World, **query: Any) -> list[str]:
    answer = await world.standing.get("/v1/nghe-an/tasks", params=query)
    return [task["id"] for task in answer.json()["items"]]


async def test_new_filters_find_old_documents(world: World) -> None:
    await registered(world, coordinating_units=["NA-CA", "NA-VNPT"])
    await written_by_an_older_version(world)
    newer = (
        {"q": "ra soat"},
        {"status": "not_started"},
        {"sort": "task"},
        {"outcome": "open_in_time"},
        {"done": "false"},
    )
    assert [await found(world, **query) for query in newer] == [[]] * len(newer)
    rewritten = await reindexing(world).run()
    assert rewritten["works"] == 1
    assert [await found(world, **query) for query in newer] == [["NA-T-01"]] * len(newer)
    assert await found(world, order="need") == ["NA-T-01"]


async def test_what_is_as_it_should_be_costs_a_lookup_and_nothing_is_written(world: World) -> None:
    await registered(world)
    first = await reindexing(world).run()
    assert set(first.values()) == {0}
    before = await world.store.collection(WORKS, NGHE_AN).get("NA-T-01")
    assert await reindexing(world).run() == {}
    assert set((await reindexing(world).run(anew=True)).values()) == {0}
    assert await world.store.collection(WORKS, NGHE_AN).get("NA-T-01") == before


async def test_an_operator_may_order_it_although_no_field_is_new(world: World) -> None:
    await registered(world)
    await reindexing(world).run()
    await written_by_an_older_version(world)
    assert await reindexing(world).run() == {}
    assert (await reindexing(world).run(anew=True))["works"] == 1
    assert await found(world, q="ra soat") == ["NA-T-01"]


class Overtaken:
    """A store where somebody else changes two works between their being read and their being written back."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.across = store.across

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Any:
        self._collection = self._store.collection(spec, tenant)
        return self if spec is WORKS else self._collection

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        for known in (await self._collection.get_many([document["id"] for document in documents[:2]])).values():
            await self._collection.replace(known, known["revision"])
        await self._collection.upsert_many(documents)


async def test_what_somebody_else_wrote_meanwhile_is_not_counted(world: World) -> None:
    for task in ("NA-T-01", "NA-T-02", "NA-T-03"):
        await registered(world, id=task)
        await written_by_an_older_version(world, task)
    overtaken = Reindexing(Overtaken(world.store), aggregates_of(world.app.state.records))  # type: ignore[arg-type]
    assert (await overtaken.run())["works"] == 1
