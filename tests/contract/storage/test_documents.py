"""Single documents: what is written is what is read, and nobody overwrites what they have not seen."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.storage import AlreadyExists, Collection, StaleRevision
from tests.contract.storage.cast import a_task


async def test_a_document_comes_back_as_it_was_stored_with_tenant_and_revision(tasks: Collection) -> None:
    body = {
        "title": "Đề án 06 \N{EM DASH} “tiến độ” 🚀",
        "empty": "",
        "lines": "một\nhai\0ba",
        "large": 2**53 + 1,
        "negative": -(2**63),
        "yes": True,
        "nothing": None,
        "outbox": [{"data": {"a.b": [1, [2, {"c": False}]]}}],
    }
    stored = await tasks.insert({**a_task("T-1"), **body})
    expected = {**a_task("T-1"), **body, "tenant": "ha-noi", "revision": 1}
    assert stored == expected
    assert await tasks.get("T-1") == expected


async def test_an_unknown_id_is_no_document(tasks: Collection) -> None:
    assert await tasks.get("T-1") is None
    assert await tasks.get_many(["T-1", "T-2"]) == {}
    assert await tasks.get_many([]) == {}
    assert await tasks.delete("T-1") is False


@pytest.mark.parametrize("key", ["000000000001", "vn/79/1", "Ủy ban", "a'b\"c", "%", "T-1 ", " "])
async def test_an_id_is_any_text(tasks: Collection, key: str) -> None:
    await tasks.insert(a_task(key))
    found = await tasks.get(key)
    assert found is not None
    assert found["id"] == key
    assert list(await tasks.get_many([key, "other"])) == [key]


async def test_a_taken_id_is_refused_and_the_first_document_stays(tasks: Collection) -> None:
    await tasks.insert(a_task("T-1", title="first"))
    with pytest.raises(AlreadyExists) as refusal:
        await tasks.insert(a_task("T-1", code="another", title="second"))
    assert refusal.value.position == 0
    assert (await tasks.get_many(["T-1"]))["T-1"]["title"] == "first"


async def test_a_unique_index_refuses_a_second_document(tasks: Collection) -> None:
    await tasks.insert(a_task("T-1", code="A"))
    await tasks.insert(a_task("T-2", code="B"))
    with pytest.raises(AlreadyExists):
        await tasks.insert(a_task("T-3", code="A"))
    with pytest.raises(AlreadyExists):
        await tasks.replace(a_task("T-2", code="A"), 1)
    assert await tasks.get("T-3") is None
    unchanged = await tasks.get("T-2")
    assert unchanged is not None
    assert (unchanged["code"], unchanged["revision"]) == ("B", 1)


async def test_a_missing_unique_field_counts_as_a_value(tasks: Collection) -> None:
    await tasks.insert({"id": "T-1"})
    with pytest.raises(AlreadyExists):
        await tasks.insert({"id": "T-2", "code": None})


async def test_replacing_needs_the_revision_that_was_read(tasks: Collection) -> None:
    task = await tasks.insert(a_task("T-1", status="not_started", note="gone after the change"))
    changed = await tasks.replace(a_task("T-1", status="in_progress"), task["revision"])
    assert changed["revision"] == 2
    with pytest.raises(StaleRevision) as refusal:
        await tasks.replace(a_task("T-1", status="cancelled"), task["revision"])
    assert refusal.value.ids == ("T-1",)
    assert await tasks.get("T-1") == changed
    assert "note" not in changed


async def test_a_removed_document_cannot_be_replaced(tasks: Collection) -> None:
    task = await tasks.insert(a_task("T-1"))
    assert await tasks.delete("T-1") is True
    with pytest.raises(StaleRevision):
        await tasks.replace(task, 1)
    assert await tasks.get("T-1") is None


async def test_the_index_follows_a_replacement(tasks: Collection) -> None:
    task = await tasks.insert(a_task("T-1", unit="police", due_at="2024-06-30"))
    task = await tasks.replace({**task, "unit": "health"}, 1)
    del task["due_at"]
    await tasks.replace(task, 2)
    assert await tasks.count({"unit": "police"}) == 0
    assert await tasks.count({"unit": "health", "due_at": None}) == 1


async def test_many_are_stored_in_order_up_to_the_first_collision(tasks: Collection) -> None:
    await tasks.insert(a_task("T-3"))
    with pytest.raises(AlreadyExists) as refusal:
        await tasks.insert_many([a_task(f"T-{number}") for number in (1, 2, 3, 4)])
    assert refusal.value.position == 2
    assert sorted(await tasks.get_many(["T-1", "T-2", "T-4"])) == ["T-1", "T-2"]


async def test_a_collision_far_behind_is_found_at_its_position(tasks: Collection) -> None:
    batch = [a_task(f"T-{number:04d}") for number in range(1300)]
    batch[1250] = a_task("X", code="T-0007")
    with pytest.raises(AlreadyExists) as refusal:
        await tasks.insert_many(batch)
    assert refusal.value.position == 1250
    assert await tasks.count({}) == 1250


async def test_a_batch_that_collides_with_itself_stops_there(tasks: Collection) -> None:
    with pytest.raises(AlreadyExists) as refusal:
        await tasks.insert_many([a_task("T-1"), a_task("T-1", code="another"), a_task("T-2")])
    assert refusal.value.position == 1
    assert await tasks.count({}) == 1


async def test_an_empty_batch_is_nothing(tasks: Collection) -> None:
    await tasks.insert_many([])
    await tasks.upsert_many([])
    assert await tasks.count({}) == 0


async def test_an_upsert_writes_all_that_are_current_and_names_those_that_lost(tasks: Collection) -> None:
    await tasks.insert_many([a_task("current"), a_task("stale"), a_task("taken")])
    await tasks.replace(a_task("stale", title="newer"), 1)
    with pytest.raises(StaleRevision) as refusal:
        await tasks.upsert_many(
            [
                a_task("new", title="mine"),
                {**a_task("current", title="mine"), "revision": 1},
                {**a_task("stale", title="mine"), "revision": 1},
                {**a_task("gone", title="mine"), "revision": 4},
                {**a_task("taken", title="mine"), "revision": 0},
                a_task("collides", code="taken", title="mine"),
            ]
        )
    assert sorted(refusal.value.ids) == ["collides", "gone", "stale", "taken"]
    found = await tasks.get_many(["new", "current", "stale", "gone", "taken", "collides"])
    revisions = {key: document["revision"] for key, document in found.items()}
    assert revisions == {"new": 1, "current": 2, "stale": 2, "taken": 1}
    assert sorted(key for key, document in found.items() if document["title"] == "mine") == ["current", "new"]


async def test_the_second_of_two_equal_ids_in_an_upsert_loses(tasks: Collection) -> None:
    with pytest.raises(StaleRevision) as refusal:
        await tasks.upsert_many([a_task("T-1", title="first"), a_task("T-1", title="second")])
    assert refusal.value.ids == ("T-1",)
    assert (await tasks.get_many(["T-1"]))["T-1"]["title"] == "first"


async def test_a_store_shares_nothing_with_the_documents_it_was_given(tasks: Collection) -> None:
    given = a_task("T-1", outbox=[{"sequence": 1}])
    await tasks.insert(given)
    assert "revision" not in given
    given["outbox"].append("changed later")
    read = await tasks.get("T-1")
    assert read is not None
    assert read["outbox"] == [{"sequence": 1}]
    read["outbox"].clear()
    assert await tasks.get("T-1") != read


@pytest.mark.parametrize(
    "document",
    [
        {"title": "no id"},
        {"id": ""},
        {"id": 7},
        {"id": "T-1", "unit": ["a", "list"]},
        {"id": "T-1", "unit": 1.5},
        {"id": "T-1", "priority": 2**63},
        {"id": "T-1", "at": datetime(2024, 6, 30, tzinfo=UTC)},
        {"id": "T-1", "_id": "other/T-1"},
        {"id": "T-1", "tenant": "ha-noi-west"},
    ],
)
async def test_what_a_store_cannot_keep_is_refused_before_anything_is_written(
    tasks: Collection, document: dict[str, Any]
) -> None:
    with pytest.raises(ValueError):
        await tasks.insert(document)
    with pytest.raises(ValueError):
        await tasks.insert_many([a_task("good"), document])
    with pytest.raises(ValueError):
        await tasks.upsert_many([a_task("good"), document])
    assert await tasks.count({}) == 0
