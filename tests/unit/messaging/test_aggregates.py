"""One door for every change: what is acknowledged has its event, a repetition changes nothing (G1)."""

import asyncio
from typing import Any

import pytest

from shared.calendar import FixedClock
from shared.events import UnitSnapshot
from shared.messaging import (
    Aggregates,
    AlreadyRegistered,
    Journal,
    KeyReused,
    NotFound,
    Sequencer,
    VersionMismatch,
)
from shared.storage import Store, StoreUnavailable
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, a_command, a_unit, registered, renamed
from tests.unit.messaging.conftest import UNITS


class DeafJournal(Journal):
    """A journal whose writes fail until it hears again: what a crash between the two writes looks like from outside."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.deaf = False

    async def append(self, *arguments: Any) -> Any:
        if self.deaf:
            raise StoreUnavailable("deaf")
        return await super().append(*arguments)


@pytest.fixture
def journal(store: Store) -> DeafJournal:
    return DeafJournal(store)


@pytest.fixture
def sequencer(store: Store, journal: Journal, clock: FixedClock) -> Sequencer:
    return Sequencer(store, journal, [UNITS], clock, lambda _tenant, _entries: None)


@pytest.fixture
def units(store: Store, sequencer: Sequencer) -> Aggregates[UnitSnapshot]:
    return Aggregates(store, UNITS, UnitSnapshot, sequencer, lambda _: {})


async def test_a_registration_is_stored_with_its_event(units: Aggregates[UnitSnapshot], journal: Journal) -> None:
    committed = await units.add(a_command(), registered(a_unit()))
    assert committed.sequence == 1
    assert await units.get(NGHE_AN, "NA-STP") == a_unit()
    assert [entry.subject for entry in await journal.read(NGHE_AN, 0)] == ["NA-STP"]


async def test_another_tenant_does_not_see_it(units: Aggregates[UnitSnapshot]) -> None:
    await units.add(a_command(), registered(a_unit()))
    assert await units.get(NINH_THUAN, "NA-STP") is None
    with pytest.raises(NotFound):
        await units.change(a_command(NINH_THUAN), "NA-STP", lambda unit: renamed(unit, "x"))


async def test_the_same_key_gives_the_same_answer_also_after_later_changes(units: Aggregates[UnitSnapshot]) -> None:
    await units.add(a_command(key="k0"), registered(a_unit()))
    first = await units.change(a_command(key="k1"), "NA-STP", lambda unit: renamed(unit, "một"))
    await units.change(a_command(key="k2"), "NA-STP", lambda unit: renamed(unit, "hai"))
    again = await units.change(a_command(key="k1"), "NA-STP", lambda unit: renamed(unit, "một"))
    assert (again.state, again.sequence, again.replayed) == (first.state, first.sequence, True)
    assert (await units.add(a_command(key="k0"), registered(a_unit()))).sequence == 1
    current = await units.get(NGHE_AN, "NA-STP")
    assert current is not None
    assert current.name_vi == "hai"


async def test_a_key_used_with_another_content_is_refused(units: Aggregates[UnitSnapshot]) -> None:
    await units.add(a_command(key="k0"), registered(a_unit()))
    await units.change(a_command(key="k1"), "NA-STP", lambda unit: renamed(unit, "một"))
    with pytest.raises(KeyReused):
        await units.change(a_command(key="k1", fingerprint="other"), "NA-STP", lambda unit: renamed(unit, "hai"))


async def test_an_id_is_registered_once(units: Aggregates[UnitSnapshot]) -> None:
    await units.add(a_command(key="k0"), registered(a_unit()))
    with pytest.raises(AlreadyRegistered):
        await units.add(a_command(key="k1"), registered(a_unit()))
    with pytest.raises(AlreadyRegistered):
        await units.add(a_command(), registered(a_unit()))


async def test_a_stale_version_is_refused_and_changes_nothing(units: Aggregates[UnitSnapshot]) -> None:
    await units.add(a_command(), registered(a_unit()))
    await units.change(a_command(expected_version=1), "NA-STP", lambda unit: renamed(unit, "một"))
    with pytest.raises(VersionMismatch) as refused:
        await units.change(a_command(expected_version=1), "NA-STP", lambda unit: renamed(unit, "hai"))
    assert refused.value.current == 2


async def test_concurrent_changes_are_all_applied_one_after_another(
    units: Aggregates[UnitSnapshot], journal: Journal
) -> None:
    await units.add(a_command(), registered(a_unit()))
    await asyncio.gather(
        *(units.change(a_command(), "NA-STP", lambda u: renamed(u, u.name_vi + ".")) for _ in range(12))
    )
    unit = await units.get(NGHE_AN, "NA-STP")
    assert unit is not None
    assert unit.version == 13
    versions = [entry.event.data["after"]["version"] for entry in await journal.read(NGHE_AN, 0)]
    assert versions == list(range(1, 14))


async def test_what_a_crash_left_in_the_outbox_is_numbered_once_by_the_sweep(
    units: Aggregates[UnitSnapshot], journal: DeafJournal, sequencer: Sequencer
) -> None:
    journal.deaf = True
    with pytest.raises(StoreUnavailable):
        await units.add(a_command(key="k0"), registered(a_unit()))
    journal.deaf = False
    await sequencer.sweep()
    await sequencer.sweep()
    assert len(await journal.read(NGHE_AN, 0)) == 1
    assert (await units.add(a_command(key="k0"), registered(a_unit()))).replayed


async def test_repeating_a_command_whose_event_was_left_behind_numbers_it(
    units: Aggregates[UnitSnapshot], journal: DeafJournal, sequencer: Sequencer
) -> None:
    journal.deaf = True
    with pytest.raises(StoreUnavailable):
        await units.add(a_command(key="k0"), registered(a_unit()))
    journal.deaf = False
    again = await units.add(a_command(key="k0"), registered(a_unit()))
    assert (again.sequence, again.replayed) == (1, True)
    await sequencer.sweep()
    assert len(await journal.read(NGHE_AN, 0)) == 1


async def test_the_sweep_of_another_process_finds_events_that_are_numbered_but_not_cleared(
    store: Store, units: Aggregates[UnitSnapshot], journal: Journal, clock: FixedClock
) -> None:
    for number in range(25):
        await units.add(a_command(), registered(a_unit(key=f"U-{number}")))
    restarted = Sequencer(store, Journal(store), [UNITS], clock, lambda _tenant, _entries: None)
    await restarted.sweep()
    assert len(await journal.read(NGHE_AN, 0)) == 25
    documents = (await store.collection(UNITS, NGHE_AN).find({}, limit=100)).items
    assert [document["outbox_pending"] for document in documents] == [False] * 25


async def test_several_are_registered_together_and_one_that_is_refused_leaves_the_others_alone(
    units: Aggregates[UnitSnapshot], journal: Journal
) -> None:
    first = await units.add(a_command(key="k0"), registered(a_unit()))
    additions = [
        (a_command(key="k1"), registered(a_unit(key="NA-STC"))),
        (a_command(key="k0"), registered(a_unit())),
        (a_command(key="k2"), registered(a_unit())),
        (a_command(key="k3"), registered(a_unit(key="NA-SYT"))),
        (a_command(key="k4"), registered(a_unit(key="NA-SYT"))),
    ]
    one, again, taken, two, twice = await units.add_many(additions)
    assert [getattr(outcome, "sequence", None) for outcome in (one, again, two)] == [2, first.sequence, 3]
    assert [type(outcome) for outcome in (taken, twice)] == [AlreadyRegistered, AlreadyRegistered]
    assert [entry.subject for entry in await journal.read(NGHE_AN, 0)] == ["NA-STP", "NA-STC", "NA-SYT"]
    assert [getattr(outcome, "replayed", None) for outcome in await units.add_many(additions)] == [
        *(True, True, None, True, None)
    ]


async def test_what_was_added_together_and_not_numbered_is_numbered_by_the_sweep(
    units: Aggregates[UnitSnapshot], journal: DeafJournal, sequencer: Sequencer
) -> None:
    journal.deaf = True
    with pytest.raises(StoreUnavailable):
        await units.add_many([(a_command(), registered(a_unit(key=key))) for key in ("NA-STP", "NA-STC")])
    journal.deaf = False
    await sequencer.sweep()
    assert [entry.subject for entry in await journal.read(NGHE_AN, 0)] == ["NA-STC", "NA-STP"]
