"""Queries: conditions, order, null, and what no index serves."""

from typing import Any

import pytest

from shared.storage import Collection, Contains, In, Order, QueryNotIndexed, Range, Where
from tests.contract.storage.cast import a_task, every_page, ids


@pytest.fixture
async def filled(tasks: Collection) -> Collection:
    await tasks.insert_many(
        [
            a_task("T-1", unit="police", due_at="2024-06-30", status="in_progress", priority=2, search="can cuoc"),
            a_task("T-2", unit="police", due_at="2024-03-31", status="completed", priority=1, urgent=True),
            a_task("T-3", unit="police", status="in_progress", priority=10, search="du lieu dan cu (dot 1)"),
            a_task("T-4", unit="health", due_at="2024-06-30", status="in_progress", priority=-1, urgent=False),
            a_task("T-5", unit="police", due_at=None, status="on_hold", search=".*"),
            a_task("T-6", unit=None, due_at="2024-12-31", status="completed", priority=1, group="models"),
        ]
    )
    return tasks


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"unit": "police"}, ["T-1", "T-2", "T-3", "T-5"]),
        ({"unit": None}, ["T-6"]),
        ({"unit": "army"}, []),
        ({"unit": In(("health", None))}, ["T-4", "T-6"]),
        ({"unit": In(("health", "health"))}, ["T-4"]),
        ({"unit": In(())}, []),
        ({"urgent": True}, ["T-2"]),
        ({"urgent": False}, ["T-4"]),
        ({"urgent": 1}, []),
        ({"urgent": In((0, None))}, ["T-1", "T-3", "T-5", "T-6"]),
        ({"status": "completed", "priority": 1}, ["T-2", "T-6"]),
        ({"unit": "police", "due_at": None}, ["T-3", "T-5"]),
        ({"unit": "police", "due_at": Range(lte="2024-06-30")}, ["T-1", "T-2"]),
        ({"unit": "police", "due_at": Range(lt="2024-06-30")}, ["T-2"]),
        ({"unit": "police", "due_at": Range(gt="2024-03-31", lte="2024-06-30")}, ["T-1"]),
        ({"unit": "police", "due_at": Range(gte="2024-03-31", lt="2024-04")}, ["T-2"]),
        ({"due_at": Range(gt="2024")}, ["T-1", "T-2", "T-4", "T-6"]),
        ({"status": "in_progress", "priority": Range(gt=1)}, ["T-1", "T-3"]),
        ({"status": "in_progress", "priority": Range(lt=3)}, ["T-1", "T-4"]),
        ({"status": "in_progress", "priority": Range(gt="")}, []),
        ({"due_at": Range(gt=0)}, []),
        ({"due_at": Range(gt=0, lt="2025")}, []),
        ({"unit": "police", "search": Contains("cu")}, ["T-1", "T-3"]),
        ({"unit": "police", "search": Contains("(dot")}, ["T-3"]),
        ({"unit": "police", "search": Contains(".*")}, ["T-5"]),
        ({"unit": "police", "search": Contains("CAN")}, []),
        ({"search": Contains("")}, ["T-1", "T-3", "T-5"]),
        ({"search": Contains("\0")}, []),
        ({"unit": "police", "status": "in_progress", "priority": 10}, ["T-3"]),
        ({"unit": In(("police", "health")), "urgent": None}, ["T-1", "T-3", "T-5"]),
        ({"status": "completed", "group": "models"}, ["T-6"]),
        ({"status": "completed", "group": None}, ["T-2"]),
        ({"id": "T-4"}, ["T-4"]),
        ({"id": In(("T-4", "T-2", "T-9"))}, ["T-2", "T-4"]),
        ({"id": Range(gt="T-2", lte="T-4")}, ["T-3", "T-4"]),
        ({"id": Range(gt="T-4")}, ["T-5", "T-6"]),
        ({"id": 4}, []),
        ({"id": None}, []),
        ({"revision": 1, "unit": "health"}, ["T-4"]),
        ({"tenant": "ha-noi-west", "unit": "health"}, []),
        ({"code": "T-2"}, ["T-2"]),
        ({}, ["T-1", "T-2", "T-3", "T-4", "T-5", "T-6"]),
    ],
)
async def test_a_query_finds_exactly_what_meets_its_conditions(
    filled: Collection, where: Where, expected: list[str]
) -> None:
    served = _order_that_is_served(where)
    assert sorted(ids(await filled.find(where, served))) == expected
    assert await filled.count(where) == len(expected)


def _order_that_is_served(where: Where) -> Order:
    fields = {"unit": "due_at", "status": "priority"}
    return next((Order(fields[field]) for field in where if field in fields), Order("id"))


async def test_without_an_order_documents_come_by_id(filled: Collection) -> None:
    assert ids(await filled.find({})) == ["T-1", "T-2", "T-3", "T-4", "T-5", "T-6"]
    assert ids(await filled.find({}, Order(descending=True), limit=2)) == ["T-6", "T-5"]


async def test_documents_without_the_ordering_field_come_first_and_equal_ones_by_id(filled: Collection) -> None:
    assert ids(await filled.find({}, Order("due_at"))) == ["T-3", "T-5", "T-2", "T-1", "T-4", "T-6"]


async def test_a_descending_order_is_exactly_the_reverse(filled: Collection) -> None:
    assert ids(await filled.find({}, Order("due_at", True))) == ["T-6", "T-4", "T-1", "T-2", "T-5", "T-3"]


async def test_numbers_sort_as_numbers(filled: Collection) -> None:
    assert ids(await filled.find({"status": "in_progress"}, Order("priority"))) == ["T-4", "T-1", "T-3"]


async def test_a_few_values_of_a_leading_field_are_merged_into_one_order(filled: Collection) -> None:
    where = {"unit": In(("police", "health", None, "army"))}
    for descending in (False, True):
        whole = [document["id"] for document in await every_page(filled, where, Order("due_at", descending), 2)]
        expected = ["T-3", "T-5", "T-2", "T-1", "T-4", "T-6"]
        assert whole == (expected[::-1] if descending else expected)


async def test_very_many_values_of_a_leading_field_are_still_one_order(filled: Collection) -> None:
    where = {"unit": In(("police", "health", *(f"U-{number}" for number in range(300))))}
    assert ids(await filled.find(where, Order("due_at"))) == ["T-3", "T-5", "T-2", "T-1", "T-4"]


async def test_a_list_is_no_value_of_an_undeclared_field(tasks: Collection) -> None:
    await tasks.insert_many(
        [
            a_task("list", helpers=["health", None]),
            a_task("text", helpers="health"),
            a_task("none"),
            a_task("object", helpers={}),
        ]
    )
    assert ids(await tasks.find({"unit": "police", "helpers": "health"}, Order("due_at"))) == ["text"]
    assert ids(await tasks.find({"unit": "police", "helpers": None}, Order("due_at"))) == ["none"]
    assert await tasks.count({"unit": "police", "helpers": In(("health", None))}) == 2
    assert await tasks.count({"unit": "police", "helpers": Range(gte="")}) == 1


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ({"group": "models"}, Order()),
        ({"group": "models"}, Order("due_at")),
        ({"unit": "police"}, Order("title")),
        ({"unit": "police"}, Order("id")),
        ({"priority": 1}, Order("priority")),
        ({"priority": Range(gt=1)}, Order()),
        ({"created_at": Range(gt="2024")}, Order("due_at")),
        ({"outbox_pending": True}, Order()),
        ({"unit": "police", "title": Contains("x")}, Order("due_at")),
    ],
)
async def test_a_query_that_no_index_serves_is_an_error_even_on_an_empty_collection(
    tasks: Collection, where: dict[str, Any], order: Order
) -> None:
    with pytest.raises(QueryNotIndexed, match=r"^tasks: "):
        await tasks.find(where, order)


async def test_counting_needs_an_index_as_well(tasks: Collection) -> None:
    with pytest.raises(QueryNotIndexed, match=r"Index\(\('group',\)\) would"):
        await tasks.count({"group": "models"})


@pytest.mark.parametrize(
    "where",
    [
        {"due_at": Range()},
        {"unit": 2**63},
        {"unit": 1.5},
        {"unit": ["police"]},
        {"unit": "\ud800"},
        {"search": Contains("\ud800")},
        {"unit": "police", "$where": "1"},
        {"unit": "police", "a.b": "1"},
        {"unit": "police", 'x" OR 1': "1"},
    ],
)
async def test_a_malformed_condition_is_a_value_error(tasks: Collection, where: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        await tasks.find(where, Order("due_at"))
    with pytest.raises(ValueError):
        await tasks.count(where)


@pytest.mark.parametrize("limit", [0, -1])
async def test_a_page_holds_at_least_one_document(tasks: Collection, limit: int) -> None:
    with pytest.raises(ValueError):
        await tasks.find({}, limit=limit)
