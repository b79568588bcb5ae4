"""A rebuild that dies after any write, and one beside consumers, readers and duplicates: never a gap, a repeat or a half."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.reporting.adapters.specifications import SPECIFICATIONS
from services.reporting.adapters.stored_figures import StoredLiveFigures
from services.reporting.adapters.stored_ledger import StoredLedger
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from shared.chassis.reading import READING_SPECS, Reading
from shared.events import Event
from shared.messaging.generations import Generation
from shared.messaging.rebuilding import Stage
from shared.storage import Store, StoreUnavailable, connect
from tests.component.reporting.journals import (
    NOW,
    GrowingJournal,
    a_busy_story,
    a_reading,
    at_work,
    documents,
    ended,
    figures,
    goes_on,
    place,
    rebuilt,
    right_figures,
    until,
)
from tests.component.unsteady import DyingStore, SlowStore
from tests.unit.reporting.cast import NGHE_AN

NOTHING = {spec.name: {} for spec in SPECIFICATIONS}


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Store]:
    store = connect(f"sqlite://{directory}", "reporting")
    await store.open([*SPECIFICATIONS, *READING_SPECS])
    yield store
    await store.close()


async def until_dead(reading: Reading, store: DyingStore) -> None:
    """A process works on the rebuild until it is killed, or done."""

    async def over() -> bool:
        if store.dead:
            return True
        known = await reading.wishes.known(NGHE_AN)
        return known is not None and known.stage is Stage.DONE

    async with at_work(reading):
        await until(over)


async def test_a_rebuild_that_dies_after_any_write_is_finished_by_the_next_process(tmp_path: Path) -> None:
    journal = GrowingJournal(a_busy_story(tasks=2))
    right, lives, survived = await right_figures(journal.story), 0, False
    while not survived:
        lives += 2
        async with opened(tmp_path / str(lives)) as store:
            await a_reading(store, journal).subscription.catch_up()
            dying = DyingStore(store)
            victim = a_reading(dying, journal)
            await victim.wishes.rebuild(NGHE_AN, switch_anyway=False, anew=False)
            dying.lives, dying.written = lives, 0
            await until_dead(victim, dying)
            survived = not dying.dead
            assert await figures(store) == right, f"people see something else after {lives} writes"
            async with at_work(a_reading(store, journal)) as _:
                rebuild = await ended(a_reading(store, journal))
            assert (rebuild.stage, rebuild.equal, rebuild.handled) == (Stage.DONE, True, len(journal.events))
            assert await figures(store) == right
            assert (await place(store)).generation == 1
            assert await documents(store, 0) == NOTHING
    assert lives > 50


@pytest.mark.parametrize("seed", range(4))
async def test_consumers_readers_and_rebuilds_run_side_by_side(store: Store, seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311
    journal = GrowingJournal(a_busy_story())
    slow = SlowStore(store, rnd)
    readings = [a_reading(slow, journal, f"replica-{number}") for number in range(2)]
    await readings[0].subscription.catch_up()
    async with asyncio.TaskGroup() as beside:
        consumers = [beside.create_task(consume(reading, journal, rnd)) for reading in readings]
        watcher = beside.create_task(watch(slow, journal))
        for _ in range(2):
            await rebuild_beside(readings, rnd)
        for task in (*consumers, watcher):
            task.cancel()
    await readings[0].subscription.catch_up()
    assert await figures(store) == await right_figures(journal.story)
    live = (await place(store)).generation
    assert live == 2
    assert [number for number in range(live) if await documents(store, number) != NOTHING] == []


async def rebuild_beside(readings: list[Reading], rnd: random.Random) -> None:
    """Two processes work; the one that has it may be killed at any time and comes back."""
    await rnd.choice(readings).wishes.rebuild(NGHE_AN, switch_anyway=False, anew=False)
    finished = asyncio.create_task(ended(readings[0]))
    while not finished.done():
        async with at_work(rnd.choice(readings)):
            await asyncio.wait({finished}, timeout=rnd.choice((0.01, 0.05, 1.0)))
    rebuild = finished.result()
    assert (rebuild.stage, rebuild.equal) == (Stage.DONE, True), rebuild


async def consume(reading: Reading, journal: GrowingJournal, rnd: random.Random) -> None:
    """What the bus brings: something new, sometimes late, sometimes again."""
    while True:
        if len(journal.events) < 250:
            goes_on(journal.story)
        start = rnd.randrange(max(1, len(journal.events) - 6))
        await reading.subscription.receive(
            [body(event) for event in journal.events[start : start + rnd.randrange(1, 8)]]
        )
        await asyncio.sleep(0)


async def watch(store: Store, journal: GrowingJournal) -> None:
    """Tasks are never unregistered: whoever sees fewer than the answer's own number says has seen half a model."""
    scoreboards = Scoreboards(StoredLiveFigures(store, "reporting"))
    while True:
        board = await scoreboards.scoreboard(NGHE_AN, Question(NOW))
        told = {
            event.subject for event in journal.events[: board.sequence] if event.type.endswith("task.registered.v1")
        }
        counted = (board.tasks.total or 0) + (board.tasks.cancelled or 0)
        assert counted >= len(told), f"{counted} of {len(told)} tasks at {board.sequence}"
        assert sum(line.total or 0 for line in board.by_unit) == board.tasks.total
        await asyncio.sleep(0)


def body(event: Event) -> bytes:
    return event.model_dump_json().encode()


async def test_a_writer_left_behind_by_two_rebuilds_does_no_harm(store: Store) -> None:
    """It read its documents in generation 0, slept, and writes when generation 2 is live and 3 is being built."""
    journal = GrowingJournal(a_busy_story())
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    goes_on(journal.story)
    asleep, woken = asyncio.Event(), asyncio.Event()

    class Sleeper(StoredLedger):
        async def keep_counts(self, *args: object) -> None:
            asleep.set()
            await woken.wait()
            await super().keep_counts(*args)  # type: ignore[arg-type]

    zombie = asyncio.create_task(Fold(Sleeper(Generation(store, 0))).apply(NGHE_AN, journal.events[-2:]))
    await asleep.wait()
    await reading.subscription.catch_up()
    for _ in range(2):
        assert (await rebuilt(reading)).equal
    woken.set()
    await asyncio.gather(zombie, return_exceptions=True)
    assert await figures(store) == await right_figures(journal.story)
    assert await documents(store, 0) != NOTHING
    assert (await rebuilt(reading)).equal
    assert await documents(store, 0) == NOTHING


async def test_a_rebuilder_left_behind_stops_at_its_next_step(store: Store) -> None:
    journal = GrowingJournal(a_busy_story())
    slow, fast = a_reading(store, journal, "slow"), a_reading(store, journal, "fast")
    await slow.subscription.catch_up()
    asleep, woken = asyncio.Event(), asyncio.Event()

    async def sleep() -> None:
        journal.meanwhile = None
        asleep.set()
        await woken.wait()

    journal.meanwhile = sleep
    await slow.wishes.rebuild(NGHE_AN, switch_anyway=False, anew=False)
    async with at_work(slow):
        await asleep.wait()
        assert (await rebuilt(fast, anew=True)).generation == 2
        right = await documents(store, 2)
        woken.set()
        goes_on(journal.story)
        await fast.subscription.catch_up()
        known = await fast.wishes.known(NGHE_AN)
    assert known is not None
    assert (known.stage, known.generation) == (Stage.DONE, 2)
    assert right != await documents(store, 2)
    assert await figures(store) == await right_figures(journal.story)


async def test_a_store_that_fails_for_a_moment_is_waited_for(store: Store) -> None:
    journal = GrowingJournal(a_busy_story())
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    failures = iter([StoreUnavailable("once"), None])

    async def fails_once() -> None:
        if problem := next(failures, None):
            raise problem

    journal.meanwhile = fails_once
    assert (await rebuilt(reading)).stage is Stage.DONE
