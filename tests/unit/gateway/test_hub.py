"""Readers of the hub miss nothing and see nothing twice, whatever the bus does."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.rings import RingLimits
from services.gateway.ports import PartMissing
from services.gateway.usecases.hub import Hub, UnknownTenant
from shared.tenancy import TenantId
from tests.unit.gateway.events import NGHE_AN, NINH_THUAN, an_event, body, sequences
from tests.unit.gateway.journals import InMemoryJournal


def a_hub(journal: InMemoryJournal, events: int = 1_000) -> Hub:
    return Hub(journal, RingLimits(events, 1 << 20))


async def drained(hub: Hub, cursor: int, limit: int = 7) -> list[int]:
    read: list[int] = []
    while events := await hub.after(NGHE_AN, cursor, limit):
        read += sequences(events)
        cursor = read[-1]
    return read


async def test_live_events_are_read_without_asking_the_journal() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    hub.receive([an_event(1), an_event(2)])
    assert await drained(hub, 0) == [1, 2]
    assert journal.reads == 0


async def test_a_gap_of_the_bus_is_healed_from_the_journal() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    journal.grow(NGHE_AN, 9)
    assert hub.receive([an_event(1), an_event(2)])
    assert not hub.receive([an_event(8), an_event(9)])
    await hub.refresh()
    assert await drained(hub, 0, limit=3) == list(range(1, 10))


async def test_a_number_beyond_the_journal_leads_nobody_astray() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    journal.grow(NGHE_AN, 2)
    assert not hub.receive([an_event(1), an_event(1_000_000), an_event(2)])
    await hub.refresh()
    assert await hub.head(NGHE_AN) == 2
    assert await drained(hub, 0) == [1, 2]


async def test_what_only_the_journal_announced_is_read_from_it() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    journal.grow(NGHE_AN, 4)
    assert await hub.refresh()
    assert await drained(hub, 1) == [2, 3, 4]
    assert not await hub.refresh()


async def test_a_reader_waits_until_something_follows_its_cursor() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    hub.receive([an_event(1)])
    waiting = asyncio.create_task(hub.wait_beyond(NGHE_AN, 1, seconds=30))
    await asyncio.sleep(0)
    hub.receive([an_event(1, NINH_THUAN)])
    await asyncio.sleep(0)
    assert not waiting.done()
    hub.receive([an_event(2)])
    assert await waiting


async def test_the_wait_ends_with_its_time_or_with_the_hub() -> None:
    hub = a_hub(InMemoryJournal())
    assert not await hub.wait_beyond(NGHE_AN, 0, seconds=0.001)
    waiting = asyncio.create_task(hub.wait_beyond(NGHE_AN, 0, seconds=30))
    await asyncio.sleep(0)
    hub.close()
    assert not await waiting
    assert not await hub.wait_beyond(NGHE_AN, 0, seconds=30)


async def test_readers_at_one_cursor_share_one_read_of_the_journal() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    journal.grow(NGHE_AN, 5)
    await hub.refresh()
    before = journal.reads
    read = await asyncio.gather(*(hub.after(NGHE_AN, 0, limit=10) for _ in range(200)))
    assert {tuple(sequences(events)) for events in read} == {(1, 2, 3, 4, 5)}
    assert journal.reads == before + 1


async def test_a_failure_reaches_every_reader_and_the_next_read_asks_again() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    journal.grow(NGHE_AN, 1)
    await hub.refresh()
    journal.away = True
    failures = await asyncio.gather(*(hub.after(NGHE_AN, 0, 10) for _ in range(3)), return_exceptions=True)
    assert [type(failure) for failure in failures] == [PartMissing] * 3
    journal.away = False
    assert sequences(await hub.after(NGHE_AN, 0, 10)) == [1]


async def test_the_head_of_a_tenant_without_events_is_unknown() -> None:
    with pytest.raises(UnknownTenant):
        await a_hub(InMemoryJournal()).head(NGHE_AN)


async def test_a_caller_who_has_seen_more_makes_the_hub_ask() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    hub.receive([an_event(1)])
    journal.grow(NGHE_AN, 3)
    assert await hub.head(NGHE_AN) == 1
    assert await hub.head(NGHE_AN, at_least=3) == 3


async def test_the_confirmed_head_is_the_journals() -> None:
    journal = InMemoryJournal()
    hub = a_hub(journal)
    journal.grow(NGHE_AN, 2)
    await hub.refresh()
    journal.grow(NGHE_AN)
    assert await hub.head(NGHE_AN) == 2
    assert await hub.confirmed_head(NGHE_AN) == 3


@pytest.mark.parametrize(
    "answer",
    [[body(2, NINH_THUAN)], [body(3)], [body(2), body(2)], [b"{}"], [b"not json"], []],
    ids=["another tenant's", "a gap", "a duplicate", "no event", "no JSON", "nothing where something was announced"],
)
async def test_a_journal_that_answers_something_else_is_not_passed_on(answer: list[bytes]) -> None:
    class Wrong(InMemoryJournal):
        async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
            return answer

    hub = a_hub(Wrong())
    hub.announce({NGHE_AN: 5})
    with pytest.raises(PartMissing):
        await hub.after(NGHE_AN, 1, 10)


@given(
    heard=st.lists(st.lists(st.integers(1, 25), max_size=6), max_size=12),
    start=st.integers(0, 25),
    limit=st.integers(1, 6),
    most=st.integers(1, 10),
)
def test_any_loss_repetition_and_order_of_the_bus_leaves_a_reader_whole(
    heard: list[list[int]], start: int, limit: int, most: int
) -> None:
    """A reader that reads after each batch of the bus ends with exactly what follows its start."""

    async def tell() -> None:
        journal = InMemoryJournal()
        head = journal.grow(NGHE_AN, 25)
        hub = a_hub(journal, events=most)
        read: list[int] = []
        for batch in heard:
            hub.receive([an_event(number) for number in batch])
            read += await drained(hub, read[-1] if read else start, limit)
        await hub.refresh()
        read += await drained(hub, read[-1] if read else start, limit)
        assert read == list(range(start + 1, head + 1))

    asyncio.run(tell())
