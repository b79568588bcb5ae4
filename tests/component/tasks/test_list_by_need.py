"""The list of those who act: what is overdue longest first, how many there are in all, and filters that say what the rows say."""

from datetime import timedelta
from typing import Any, get_args
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.tasks.adapters.works import WORKS, StoredWorks
from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.outcome import Outcome, standing
from services.tasks.ports import Search
from shared.events import TaskSnapshot
from tests.component.tasks.conftest import NOW, World, problem, registered
from tests.component.tasks.workbooks import read
from tests.unit.tasks.cast import NGHE_AN, a_task

TASKS = "/v1/nghe-an/tasks"
DUE = {
    "T-1": "2024-03-31",
    "T-2": None,
    "T-3": "2024-02-29",
    "T-4": "2024-04-30",
    "T-5": "2024-01-31",
    "T-6": "2024-03-31",
    "T-7": "2024-04-02",
}
BY_NEED = ["T-3", "T-1", "T-6", "T-7", "T-4", "T-2", "T-5"]


async def seven(world: World) -> None:
    """T-5 is done, and was late."""
    for key, day in DUE.items():
        done = {"status": "basically_completed", "status_as_of": "2024-03-20"} if key == "T-5" else {}
        await registered(world, id=key, due={"date": day, "precision": "day"} if day else {}, **done)


async def listed(world: World, query: str) -> list[str]:
    answer = await world.head.get(f"{TASKS}?{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
async def test_what_is_overdue_longest_comes_first_and_what_is_done_last(world: World, limit: int) -> None:
    """FR-BP-18: those who urge see first what needs it; undated work comes behind what has a deadline (FR-BP-20)."""
    await seven(world)
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await world.head.get(f"{TASKS}?order=need&limit={limit}{cursor}")).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == BY_NEED


async def test_a_page_begins_behind_the_last_item_wherever_deadlines_moved_meanwhile(world: World) -> None:
    await seven(world)
    first = (await world.head.get(f"{TASKS}?order=need&limit=3")).json()
    assert [item["id"] for item in first["items"]] == BY_NEED[:3]
    await world.head.post(f"{TASKS}/T-3/status", json={"to": "cancelled", "reason": "Trùng"})
    await registered(world, id="T-0", due={"date": "2024-01-01", "precision": "day"})
    assert await listed(world, f"order=need&cursor={first['next']}") == ["T-7", "T-4", "T-2", "T-3", "T-5"]


async def test_the_cursor_of_one_order_is_none_of_the_other(world: World) -> None:
    await seven(world)
    for one, other in (("need", "id"), ("id", "need")):
        cursor = (await world.head.get(f"{TASKS}?order={one}&limit=2")).json()["next"]
        refused = await world.head.get(f"{TASKS}?order={other}&cursor={cursor}")
        assert problem(refused, 422)[1] == [("query.cursor", "invalid_cursor")]


async def test_the_total_counts_all_pages_and_only_where_it_is_asked_for(world: World) -> None:
    await seven(world)
    page = (await world.head.get(f"{TASKS}?limit=2&total=true&done=false")).json()
    assert (len(page["items"]), page["total"]) == (2, 6)
    behind = (await world.head.get(f"{TASKS}?limit=2&total=true&done=false&cursor={page['next']}")).json()
    assert behind["total"] == 6
    assert (await world.head.get(TASKS)).json()["total"] is None


async def test_a_partner_is_told_the_number_of_what_it_helps_with_only(world: World) -> None:
    await registered(world, id="T-1", coordinating_units=["NA-VNPT"])
    await registered(world, id="T-2")
    partner = world.client("nghe-an", "unit_head", "NA-VNPT")
    answer = await partner.get(f"{TASKS}?total=true&order=need")
    assert answer.json()["total"] == 1, answer.text


async def test_what_is_cancelled_is_neither_done_nor_owed_and_has_no_outcome(world: World) -> None:
    await seven(world)
    await world.head.post(f"{TASKS}/T-3/status", json={"to": "cancelled", "reason": "Trùng"})
    outcomes = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline")
    queries = ["done=true", "done=false", *(f"outcome={outcome}" for outcome in outcomes)]
    assert [query for query in queries if "T-3" in await listed(world, query)] == []


async def test_the_workbook_has_the_rows_of_the_list(world: World) -> None:
    await seven(world)
    answer = await world.head.get("/v1/nghe-an/exports/tasks.xlsx?outcome=open_overdue&done=false&sort=task")
    assert [row[0] for row in read(answer.content, "Nhiệm vụ")[2:]] == ["T-1", "T-3", "T-6"]
    refused = await world.head.get("/v1/nghe-an/exports/tasks.xlsx?order=need")
    assert problem(refused, 422)[1] == [("query.order", "extra_forbidden")]


_STATUSES = ("not_started", "in_progress", "on_hold", "basically_completed", "completed", "cancelled")
_DAYS = st.integers(-400, 400).map(lambda days: timedelta(days=days))
_LIFE = st.tuples(st.sampled_from(_STATUSES), st.none() | _DAYS, _DAYS)


def a_life(key: str, life: tuple[str, timedelta | None, timedelta]) -> TaskSnapshot:
    """A task in that status, due and done so many days from now."""
    status, due, ended = life
    task = a_task(id=key)
    known = {
        "due_at": None if due is None else NOW + due,
        "discharged_at": NOW + ended if status in TASK.done else None,
    }
    return task.model_copy(update={"status": status, "obligation": task.obligation.model_copy(update=known)})


@given(lives=st.lists(_LIFE, min_size=1, max_size=12), later=_DAYS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_filters_find_what_the_rows_say_at_whatever_moment(
    world: World, lives: list[Any], later: timedelta
) -> None:
    """Any works at any moment: each outcome's rows are those that show it, and the counts say the same (FR-NA-05)."""
    works: StoredWorks = world.app.state.records.works
    example, now = f"e-{uuid4().hex}", NOW + later
    known = {f"{example}-{number}": a_life(f"{example}-{number}", life) for number, life in enumerate(lives)}
    documents = [works.aggregates.document_of(task.model_dump(mode="json"), []) for task in known.values()]
    await world.store.collection(WORKS, NGHE_AN).insert_many(documents)

    async def found(**wanted: Any) -> list[str]:
        search = Search(now=now, text=example, **wanted)
        by_need = [work.id for work in (await works.find(NGHE_AN, search, 100, None, "need")).items]
        assert await works.count(NGHE_AN, search) == len(by_need)
        return by_need

    shown = {key: standing(task, now) for key, task in known.items()}
    for outcome in get_args(Outcome):
        assert {key for key, one in shown.items() if one.outcome == outcome} == {*await found(outcome=outcome)}
    owed = {key for key, one in shown.items() if not one.done and one.outcome is not None}
    assert {key for key, one in shown.items() if one.done} == {*await found(done=True)}
    assert owed == {*await found(done=False)}
    overdue = [key for key in await found() if shown[key].overdue]
    assert overdue == (await found())[: len(overdue)] == await found(overdue=True)
