"""Many callers at once: no update is lost, and one caller's failure is nobody else's."""

import asyncio
from collections import Counter

import pytest

from shared.storage import AlreadyExists, Collection, Document, StaleRevision, StorageError, StoreUnavailable
from tests.contract.storage.cast import a_task


async def read(tasks: Collection, key: str) -> Document:
    document = await tasks.get(key)
    assert document is not None
    return document


async def increment(tasks: Collection, key: str) -> None:
    """Compare-and-swap until it is done."""
    while True:
        counter = await read(tasks, key)
        try:
            await tasks.replace({**counter, "count": counter["count"] + 1}, counter["revision"])
        except StaleRevision:
            continue
        return


async def test_a_hundred_callers_increment_one_counter_exactly(tasks: Collection) -> None:
    await tasks.insert(a_task("counter", count=0))
    await asyncio.gather(*(increment(tasks, "counter") for _ in range(100)))
    counter = await read(tasks, "counter")
    assert (counter["count"], counter["revision"]) == (100, 101)


async def test_exactly_one_of_many_inserts_of_an_id_wins(tasks: Collection) -> None:
    outcomes = await asyncio.gather(
        *(tasks.insert(a_task("T-1", code=f"C-{number}", winner=number)) for number in range(50)),
        return_exceptions=True,
    )
    won = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    assert len(won) == 1
    assert Counter(map(type, outcomes))[AlreadyExists] == 49
    assert await read(tasks, "T-1") == won[0]


async def test_a_failing_write_leaves_those_beside_it_alone(tasks: Collection) -> None:
    await tasks.insert_many([a_task("taken"), a_task("stale")])
    writes = []
    for number in range(40):
        writes += [
            tasks.insert(a_task(f"T-{number}")),
            tasks.insert(a_task("taken", code=f"C-{number}")),
            tasks.replace(a_task("stale"), 7),
            tasks.insert_many([a_task(f"M-{number}"), a_task("taken"), a_task(f"N-{number}")]),
        ]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    failures = Counter(type(outcome).__name__ for outcome in outcomes if isinstance(outcome, StorageError))
    assert failures == {"AlreadyExists": 80, "StaleRevision": 40}
    assert all(isinstance(outcome, dict) for outcome in outcomes[::4])
    assert await tasks.count({}) == 2 + 40 + 40


async def test_a_caller_reads_its_own_writes_whatever_others_do(tasks: Collection) -> None:
    async def write_and_read(number: int) -> None:
        key = f"T-{number}"
        for revision in range(1, 6):
            document = a_task(key, unit=f"U-{number}", step=revision)
            await (tasks.insert(document) if revision == 1 else tasks.replace(document, revision - 1))
            assert (await read(tasks, key))["step"] == revision
            assert await tasks.count({"unit": f"U-{number}"}) == 1

    await asyncio.gather(*(write_and_read(number) for number in range(20)))


async def test_batches_that_meet_write_each_revision_once(tasks: Collection) -> None:
    """Each caller leaves its mark in the documents, as folds leave their sequence: so an unknown outcome is found out."""
    keys = [f"T-{number}" for number in range(8)]
    await tasks.insert_many([a_task(key, count=0, marks=[]) for key in keys])

    async def increment_all(mark: int) -> None:
        while True:
            unmarked = [each for each in (await tasks.get_many(keys)).values() if mark not in each["marks"]]
            if not unmarked:
                return
            changed = [{**each, "count": each["count"] + 1, "marks": [*each["marks"], mark]} for each in unmarked]
            try:
                await tasks.upsert_many(changed)
            except StaleRevision as race:
                written = await tasks.get_many([each["id"] for each in changed if each["id"] not in race.ids])
                assert all(mark in each["marks"] for each in written.values())
            except StoreUnavailable:
                continue

    await asyncio.gather(*(increment_all(mark) for mark in range(12)))
    found = await tasks.get_many(keys)
    assert [found[key]["count"] for key in keys] == [12] * len(keys)
    assert [found[key]["revision"] for key in keys] == [13] * len(keys)


async def test_a_caller_that_gives_up_disturbs_nobody(tasks: Collection) -> None:
    impatient = [asyncio.ensure_future(tasks.insert(a_task(f"T-{number}"))) for number in range(20)]
    patient = [asyncio.ensure_future(tasks.insert(a_task(f"P-{number}"))) for number in range(20)]
    await asyncio.sleep(0)
    for task in impatient:
        task.cancel()
    outcomes = await asyncio.gather(*impatient, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    await asyncio.gather(*patient)
    assert len(await tasks.get_many([f"P-{number}" for number in range(20)])) == 20


async def test_documents_with_one_content_are_told_apart_by_id(tasks: Collection) -> None:
    await asyncio.gather(*(tasks.insert(a_task(f"T-{number}", due_at="2024")) for number in range(30)))
    with pytest.raises(AlreadyExists):
        await tasks.insert(a_task("T-7"))
    assert await tasks.count({"unit": "police", "due_at": "2024"}) == 30
