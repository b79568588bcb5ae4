"""Pages: every document once, whatever is written between them; cursors that cannot be bent."""

import re

import pytest

from shared.storage import Collection, In, Order, Range, Store
from tests.contract.storage.cast import HANOI_WEST, SWEEP, TASKS, a_task, every_page, ids

ORDERS = [Order(field, descending) for field in ("id", "due_at") for descending in (False, True)]


@pytest.fixture
async def filled(tasks: Collection) -> Collection:
    """Many equal and missing deadlines, so that pages end in the middle of both."""
    days = [None, None, None, "2024-01", "2024-01", "2024-01", "2024-02", None, "2024-03", "2024-01"]
    await tasks.insert_many([a_task(f"T-{number}", due_at=day) for number, day in enumerate(days)])
    return tasks


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("limit", [1, 2, 3, 10, 11])
async def test_pages_of_any_length_make_up_the_whole(filled: Collection, order: Order, limit: int) -> None:
    whole = await filled.find({}, order, limit=100)
    assert len(whole.items) == 10
    assert whole.after is None
    assert await every_page(filled, {}, order, limit) == whole.items


@pytest.mark.parametrize("order", ORDERS, ids=str)
async def test_documents_that_stay_are_read_once_while_others_come_and_go(filled: Collection, order: Order) -> None:
    page = await filled.find({}, order, limit=4)
    seen = ids(page)
    untouched = [key for key in ids(await filled.find({}, order)) if key not in seen][1:]
    gone = next(key for key in ids(await filled.find({}, order)) if key not in seen)
    await filled.delete(gone)
    await filled.delete(seen[-1])
    await filled.insert_many([a_task("T-00", due_at="2023-12"), a_task("T-99", due_at="2024-09"), a_task("T-5x")])
    while page.after is not None:
        page = await filled.find({}, order, limit=2, after=page.after)
        seen += ids(page)
    assert len(seen) == len(set(seen))
    assert [key for key in seen if key in untouched] == untouched
    assert gone not in seen


async def test_a_cursor_lives_on_when_a_range_moves(filled: Collection) -> None:
    page = await filled.find({"due_at": Range(lte="2024-02")}, Order("due_at"), limit=2)
    following = await filled.find({"due_at": Range(lte="2024-03")}, Order("due_at"), after=page.after)
    assert ids(page) + ids(following) == ["T-3", "T-4", "T-5", "T-9", "T-6", "T-8"]


async def test_pages_of_a_unique_index_follow_its_field(tasks: Collection) -> None:
    await tasks.insert_many([a_task(f"T-{number}", code=f"C-{9 - number}") for number in range(5)])
    found = await every_page(tasks, {}, Order("code"), 2)
    assert [document["id"] for document in found] == ["T-4", "T-3", "T-2", "T-1", "T-0"]


async def test_an_order_that_a_range_makes_cheap_may_be_sorted(filled: Collection) -> None:
    found = await every_page(filled, {"due_at": Range(gt="2024-01")}, Order("id"), 1)
    assert [document["id"] for document in found] == ["T-6", "T-8"]


async def test_a_cursor_is_safe_in_a_url(tasks: Collection) -> None:
    await tasks.insert_many([a_task(f"{letter}", due_at="ữ?&=/+ %") for letter in "ừứựử"])
    page = await tasks.find({}, Order("due_at"), limit=1)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", page.after or "")


@pytest.mark.parametrize("bent", ["x", "ừ", "AAAA", "=", "a b", "{}", "A" * 5000, "\0", "AAAAAAAAW10", "\ud800"])
async def test_a_cursor_that_no_page_gave_is_a_value_error(filled: Collection, bent: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        await filled.find({}, after=bent)


async def test_a_cursor_that_was_altered_anywhere_is_a_value_error(filled: Collection) -> None:
    cursor = (await filled.find({}, Order("due_at"), limit=4)).after
    assert cursor is not None
    others = [
        cursor[:place] + ("A" if letter != "A" else "B") + cursor[place + 1 :] for place, letter in enumerate(cursor)
    ]
    for altered in [*others, cursor[:-1], cursor[1:], cursor + "A", cursor * 2]:
        with pytest.raises(ValueError, match="cursor"):
            await filled.find({}, Order("due_at"), after=altered)


async def test_a_cursor_of_another_query_is_a_value_error(filled: Collection, store: Store) -> None:
    cursor = (await filled.find({}, Order("due_at"), limit=4)).after
    with pytest.raises(ValueError, match="cursor"):
        await filled.find({}, Order("due_at", descending=True), after=cursor)
    with pytest.raises(ValueError, match="cursor"):
        await filled.find({}, Order("id"), after=cursor)
    with pytest.raises(ValueError, match="cursor"):
        await store.collection(TASKS, HANOI_WEST).find({}, Order("due_at"), after=cursor)
    with pytest.raises(ValueError, match="cursor"):
        await store.across(TASKS, SWEEP).find({}, after=cursor)


async def test_an_empty_cursor_starts_at_the_beginning(filled: Collection) -> None:
    assert await filled.find({}, after="") == await filled.find({})


async def test_no_values_at_all_are_an_empty_page(filled: Collection) -> None:
    page = await filled.find({"unit": In(())}, Order("due_at"))
    assert (page.items, page.after) == ([], None)
