"""Generations share collections and never meet; which one is live changes in a single write. On both kinds of store."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.messaging import SUBSCRIPTION_SPECS
from shared.messaging.generations import Generation, Place, Places, cleared, in_generations, pages
from shared.storage import (
    AlreadyExists,
    Collection,
    CollectionSpec,
    Document,
    Index,
    Order,
    Range,
    StaleRevision,
    Store,
    connect,
)
from shared.tenancy import AcrossTenants, TenantId
from tests.component.places import BOTH_STORES, place

NGHE_AN, NINH_THUAN = TenantId("nghe-an"), TenantId("ninh-thuan")
ROWS = in_generations(CollectionSpec("rows", (Index(("unit", "due")), Index(("unit",), spanning=True))))
LISTS = in_generations(CollectionSpec("lists"))
PLAIN = CollectionSpec("plain")
APART = CollectionSpec("rebuilt_plain")
NUMBERS = pytest.mark.parametrize("number", [0, 1, 12])


@pytest.fixture(params=BOTH_STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    with place(request.param, request, tmp_path) as (url, database):
        opened = connect(url, database)
        await opened.open([ROWS, LISTS, PLAIN, APART, *SUBSCRIPTION_SPECS])
        yield opened
        await opened.close()


def a_row(key: str, unit: str = "STP", due: int = 1, **more: object) -> Document:
    return {"id": key, "unit": unit, "due": due, **more}


def of(store: Store, number: int, tenant: TenantId = NGHE_AN) -> Collection:
    return Generation(store, number).collection(ROWS, tenant)


async def ids(collection: Collection) -> list[str]:
    return [document["id"] async for page in pages(collection, 2) for document in page]


@NUMBERS
async def test_a_document_reads_as_it_was_written_in_any_generation(store: Store, number: int) -> None:
    rows = of(store, number)
    assert await rows.insert(a_row("T-1")) == {**a_row("T-1"), "tenant": NGHE_AN, "revision": 1}
    assert await rows.get("T-1") == {**a_row("T-1"), "tenant": NGHE_AN, "revision": 1}
    await rows.upsert_many([a_row("T-2"), {**a_row("T-1", due=2), "revision": 1}])
    await rows.insert_many([a_row("T-3")])
    await rows.replace(a_row("T-3", due=9), 1)
    found = await rows.get_many(["T-1", "T-2", "T-3", "T-4"])
    assert {key: row["due"] for key, row in found.items()} == {"T-1": 2, "T-2": 1, "T-3": 9}
    assert await rows.delete("T-3")
    assert not await rows.delete("T-3")
    assert await rows.get("T-3") is None


@NUMBERS
async def test_the_same_id_lives_in_every_generation_by_itself(store: Store, number: int) -> None:
    others = [other for other in (0, 1, 2, 12, 120) if other != number]
    for other in others:
        await of(store, other).insert(a_row("T-1", note=other))
    rows = of(store, number)
    assert (await rows.get("T-1"), await ids(rows), await rows.count({"unit": "STP"})) == (None, [], 0)
    await rows.insert(a_row("T-1", note=number))
    page = await rows.find({"unit": "STP", "due": Range(gte=0)}, Order("due"))
    assert [row["note"] for row in page.items] == [number]
    assert await rows.delete("T-1")
    for other in others:
        assert [row["note"] for row in (await of(store, other).find({})).items] == [other]


@NUMBERS
async def test_everything_is_listed_by_id_and_page_by_page(store: Store, number: int) -> None:
    for other in {0, 1, 2, 12} - {number}:
        await of(store, other).insert_many([a_row(f"X-{other}"), a_row("T-2")])
    await of(store, number, NINH_THUAN).insert(a_row("T-9"))
    await of(store, number).insert_many([a_row(key) for key in ("T-3", "T-1", "T-10", "A", "z")])
    assert await ids(of(store, number)) == ["A", "T-1", "T-10", "T-3", "z"]


@NUMBERS
async def test_a_lost_race_names_the_documents_as_they_are_called(store: Store, number: int) -> None:
    rows = of(store, number)
    await rows.insert_many([a_row("T-1"), a_row("T-2")])
    with pytest.raises(StaleRevision) as stale:
        await rows.upsert_many([a_row("T-1"), a_row("T-3")])
    assert stale.value.ids == ("T-1",)
    with pytest.raises(AlreadyExists):
        await rows.insert(a_row("T-2"))
    assert await ids(rows) == ["T-1", "T-2", "T-3"]


async def test_collections_without_indexes_have_generations_too(store: Store) -> None:
    for number in (0, 1):
        await Generation(store, number).collection(LISTS, NGHE_AN).insert({"id": "units", "n": number})
    listed = await Generation(store, 1).collection(LISTS, NGHE_AN).find({})
    assert [document["n"] for document in listed.items] == [1]


async def test_a_collection_without_generations_is_the_stores_own(store: Store) -> None:
    await Generation(store, 3).collection(PLAIN, NGHE_AN).insert({"id": "kept"})
    assert await store.collection(PLAIN, NGHE_AN).get("kept") is not None


async def test_a_generation_may_be_kept_apart(store: Store) -> None:
    await store.collection(PLAIN, NGHE_AN).insert({"id": "people's", "n": 0})
    apart = Generation(store, 3, {PLAIN.name: APART})
    await apart.collection(PLAIN, NGHE_AN).insert({"id": "people's", "n": 3})
    assert await ids(apart.collection(PLAIN, NGHE_AN)) == ["people's"]
    assert [n async for n in cleared(apart, [APART], NGHE_AN)] == [1]
    assert (await store.collection(PLAIN, NGHE_AN).get("people's") or {})["n"] == 0
    assert await store.collection(APART, NGHE_AN).get("3:people's") is None


async def test_a_cleared_generation_leaves_the_others_and_other_tenants_alone(store: Store) -> None:
    for number in (0, 1, 2):
        await of(store, number).insert_many([a_row(f"T-{key}") for key in range(450)])
    await of(store, 1, NINH_THUAN).insert(a_row("T-1"))
    for number in (1, 0):
        gone = [n async for n in cleared(Generation(store, number), [ROWS, LISTS], NGHE_AN)]
        assert sum(gone) == 450
    assert [len(await ids(of(store, number))) for number in (0, 1, 2)] == [0, 0, 450]
    assert await ids(of(store, 1, NINH_THUAN)) == ["T-1"]


async def test_documents_of_all_generations_are_seen_across_tenants(store: Store) -> None:
    for number in (0, 5):
        await of(store, number).insert(a_row("T-1"))
    found = (await store.across(ROWS, AcrossTenants("test")).find({"unit": "STP"})).items
    assert sorted(document.get("generation", 0) for document in found) == [0, 5]


async def test_a_place_is_nowhere_until_somebody_moves_it(store: Store) -> None:
    places = Places(store, "reporting")
    assert await places.of(NGHE_AN) == Place(0, 0, 0)
    assert await places.move(NGHE_AN, Place(), 1, 7)
    assert await places.of(NGHE_AN) == Place(7, 1, 1)
    assert await Places(store, "notifications").of(NGHE_AN) == await places.of(NINH_THUAN) == Place()


async def test_of_two_that_move_a_place_one_is_told_that_it_is_late(store: Store) -> None:
    places = Places(store, "reporting")
    await places.move(NGHE_AN, Place(), 0, 3)
    seen = await places.of(NGHE_AN)
    moved = await asyncio.gather(places.move(NGHE_AN, seen, 1, 5), places.move(NGHE_AN, seen, 2, 6))
    assert sorted(moved) == [False, True]
    assert (await places.of(NGHE_AN)).generation == (1 if moved[0] else 2)


async def test_an_answer_is_whole_or_asked_for_again(store: Store) -> None:
    """While it is asked, another generation goes live and the old one is removed: first half-way, then wholly."""
    places = Places(store, "reporting")
    await of(store, 0).insert_many([a_row("T-1"), a_row("T-2")])
    await of(store, 1).insert_many([a_row("T-1", due=5), a_row("T-2", due=5)])
    asked: list[int] = []

    async def both(seen: Place) -> list[int]:
        asked.append(seen.generation)
        first = await of(store, seen.generation).get("T-1")
        if len(asked) == 1:
            await places.move(NGHE_AN, seen, 1, 0)
            async for _ in cleared(Generation(store, 0), [ROWS], NGHE_AN):
                continue
        second = await of(store, seen.generation).get("T-2")
        assert first and second
        return [first["due"], second["due"]]

    assert await places.asked(NGHE_AN, both) == [5, 5]
    assert asked == [0, 1]


async def test_a_question_that_fails_in_the_live_generation_fails(store: Store) -> None:
    async def nothing(seen: Place) -> None:
        raise LookupError(seen.generation)

    with pytest.raises(LookupError):
        await Places(store, "reporting").asked(NGHE_AN, nothing)
