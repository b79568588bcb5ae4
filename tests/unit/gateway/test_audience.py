"""Whoever is level with the head is told at once and never twice; whoever is not, comes for it and misses nothing."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.frames import frames
from services.gateway.domain.rings import RingLimits
from services.gateway.usecases.hub import Hub
from tests.unit.gateway.events import NGHE_AN, NINH_THUAN, an_event
from tests.unit.gateway.journals import InMemoryJournal
from tests.unit.gateway.notebooks import Notebook


def a_hub(journal: InMemoryJournal | None = None) -> Hub:
    hub = Hub(journal or InMemoryJournal(), RingLimits())
    hub.receive([an_event(1)])
    return hub


async def attending(hub: Hub, notebook: Notebook, seconds: float = 30) -> asyncio.Task[bool]:
    task = asyncio.create_task(hub.attend(NGHE_AN, notebook, seconds))
    await asyncio.sleep(0)
    return task


async def test_all_who_are_level_get_the_same_frames() -> None:
    hub, notebooks = a_hub(), [Notebook(1) for _ in range(3)]
    tasks = [await attending(hub, notebook) for notebook in notebooks]
    hub.receive([an_event(2), an_event(3)])
    first, *others = (notebook.chunks for notebook in notebooks)
    assert first == [frames([an_event(2), an_event(3)])]
    assert all(chunks[0] is first[0] for chunks in others), "put into frames once"
    assert not any(task.done() for task in tasks)
    hub.close()
    assert await asyncio.gather(*tasks) == [True, True, True]


async def test_another_tenants_events_are_not_for_them() -> None:
    hub, notebook = a_hub(), Notebook(1)
    task = await attending(hub, notebook)
    hub.receive([an_event(1, NINH_THUAN), an_event(2, NINH_THUAN)])
    assert notebook.told == []
    hub.close()
    await task


async def test_who_is_behind_does_not_attend() -> None:
    hub = a_hub()
    assert await hub.attend(NGHE_AN, Notebook(0), 30)


async def test_who_cannot_take_more_is_looked_after_and_the_others_go_on() -> None:
    hub, slow, quick = a_hub(), Notebook(1, full=1), Notebook(1)
    first, second = await attending(hub, slow), await attending(hub, quick)
    hub.receive([an_event(2)])
    hub.receive([an_event(3)])
    assert not await first, "a sign of life is due"
    assert slow.told == [2]
    assert quick.told == [2, 3]
    hub.close()
    await second


async def test_what_comes_after_a_gap_is_told_to_nobody() -> None:
    hub, notebook = a_hub(), Notebook(1)
    task = await attending(hub, notebook)
    hub.receive([an_event(9)])
    assert not task.done()
    hub.receive([an_event(2)])
    assert notebook.told == [2]
    hub.close()
    await task


async def test_what_the_journal_announces_everybody_comes_for() -> None:
    hub, notebook = a_hub(), Notebook(1)
    task = await attending(hub, notebook)
    hub.announce({NGHE_AN: 4})
    assert await task
    assert notebook.told == []


async def test_a_flood_is_not_pressed_on_anybody() -> None:
    hub, notebook = a_hub(), Notebook(1)
    task = await attending(hub, notebook)
    hub.receive([an_event(number) for number in range(2, 100)])
    assert await task
    assert notebook.told == []


async def test_a_sign_of_life_is_due_only_to_who_was_told_nothing() -> None:
    hub = a_hub()
    assert not await hub.attend(NGHE_AN, Notebook(1), 0.001)
    notebook = Notebook(1)
    task = await attending(hub, notebook, 0.05)
    hub.receive([an_event(2)])
    assert await task
    assert notebook.told == [2]


@given(
    batches=st.lists(st.lists(st.integers(1, 20), max_size=5), max_size=10),
    start=st.integers(0, 20),
    full=st.integers(0, 3),
)
def test_told_and_fetched_together_are_the_journal(batches: list[list[int]], start: int, full: int) -> None:
    """Whatever the bus brings, a listener that comes whenever it is dismissed has everything once and in order."""

    async def tell() -> None:
        journal = InMemoryJournal()
        journal.grow(NGHE_AN, 20)
        hub, notebook = Hub(journal, RingLimits(events=4, size=1 << 20)), Notebook(start, full)

        async def live() -> None:
            while not hub.closed:
                for event in await hub.after(NGHE_AN, notebook.cursor, 3):
                    notebook.told.append(event.sequence)
                    notebook.cursor = event.sequence
                await hub.attend(NGHE_AN, notebook, 30)

        living = asyncio.create_task(live())
        for batch in batches:
            await asyncio.sleep(0)
            hub.receive([an_event(number) for number in batch])
        hub.announce({NGHE_AN: 20})
        while notebook.cursor < 20:  # noqa: ASYNC110 - a handful of turns of the loop
            await asyncio.sleep(0)
        hub.close()
        await living
        assert notebook.told == list(range(start + 1, 21))

    asyncio.run(tell())
