"""Subscriptions under a bus that repeats, reorders, forgets and garbles, a journal and a store that go away, and kills.

Two programs of one service read the journals of two provinces. Whatever happens, a position never stands behind effects that are
not stored, and in the end each event is handled or parked, once (G2, G3, G7).
"""

import asyncio
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from shared.events import Event
from shared.messaging import SourceUnavailable
from shared.storage import StorageError
from shared.tenancy import TenantId
from tests.properties.effort import effort
from tests.properties.messaging.readers import Reader, Truth, handled, letters, position, prepared, settled
from tests.properties.simulation.fates import CourseOfSteps, arrivals
from tests.properties.simulation.world import World
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, an_event

TENANTS = (NGHE_AN, NINH_THUAN)
READERS = 2
RUBBISH = (b"", b"17", b"not json", b"\xff\xfe", b"{}", b'{"specversion": "1.0"}')
# Longer than any pause between attempts.
LONG_ENOUGH = 30.0

readers = st.integers(0, READERS - 1)
tenants = st.sampled_from((NGHE_AN, *TENANTS))
nature = st.sampled_from(("good",) * 6 + ("poison", "moody", "moody twice"))


@dataclass(slots=True)
class Receiving:
    """A batch that a program has taken from the bus; the bus hears of it again when the task ends."""

    task: asyncio.Task[None]
    events: list[Event]


def _record(record: Event | bytes) -> bytes:
    return record if isinstance(record, bytes) else record.model_dump_json().encode()


def _ended(task: asyncio.Task[None]) -> bool:
    return task.done() and not task.cancelled()


class Subscribing(CourseOfSteps):
    """A service with two replicas."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.disk = prepared()
        self.truth = Truth()
        self.readers = [self._reader() for _ in range(READERS)]
        self.receiving: dict[int, Receiving] = {}
        self.catching_up: list[asyncio.Task[None]] = []
        self.reached = dict.fromkeys(TENANTS, 0)

    def _reader(self) -> Reader:
        return Reader(self.world, self.disk, self.truth)

    @rule(tenant=tenants, natures=st.lists(nature, min_size=1, max_size=4), subject=st.integers(0, 2))
    def happen(self, tenant: TenantId, natures: list[str], subject: int) -> None:
        """Events enter the journal."""
        journal = self.truth.journal[tenant]
        for each in natures:
            sequence = len(journal) + 1
            journal.append(an_event(sequence, tenant).model_copy(update={"subject": f"S-{(subject + sequence) % 3}"}))
            if each == "poison":
                self.truth.poison[tenant].add(sequence)
            elif each != "good":
                self.truth.moody[tenant][sequence] = 2 if each == "moody twice" else 1

    @rule(by=readers, data=st.data())
    def deliver(self, by: int, data: st.DataObject) -> None:
        """The bus brings a batch: what comes next, or any records of the past again in any order; and rubbish among them."""
        if by in self.receiving and not self.receiving[by].task.done():
            return
        news = [event for tenant in TENANTS for event in self.truth.journal[tenant][position(self.disk, tenant) :]]
        known = [event for tenant in TENANTS for event in self.truth.journal[tenant]]
        again = data.draw(st.lists(st.sampled_from([*known, *RUBBISH]), max_size=5), "again")
        batch = [*news[: data.draw(st.integers(0, 6), "news")], *again]
        reader = self.readers[by]
        task = reader.process.run(reader.subscription.receive([_record(each) for each in batch]))
        self.receiving[by] = Receiving(task, [each for each in batch if isinstance(each, Event)])

    @rule(by=readers)
    def catch_up(self, by: int) -> None:
        reader = self.readers[by]
        self.catching_up.append(reader.process.run(reader.subscription.catch_up()))

    @rule(seconds=st.sampled_from((0.1, 0.4, 6.0)))
    def time_passes(self, seconds: float) -> None:
        self.world.pass_time(seconds)

    @rule(which=readers, arrived=arrivals)
    def kill(self, which: int, arrived: int) -> None:
        self.readers[which].process.kill(arrived)
        self.readers[which] = self._reader()

    @invariant()
    def positions_stand_on_effects_and_never_go_back(self) -> None:
        for tenant in TENANTS:
            stands = position(self.disk, tenant)
            assert stands >= self.reached[tenant], "a position went back"
            assert settled(self.disk, tenant).issuperset(range(1, stands + 1)), "a position is beyond its effects"
            self.reached[tenant] = stands

    @invariant()
    def events_come_in_order(self) -> None:
        assert not [said for reader in self.readers for said in reader.out_of_order]

    @invariant()
    def only_what_nobody_can_handle_is_parked(self) -> None:
        for tenant in TENANTS:
            assert {letter["sequence"] for letter in letters(self.disk, tenant)} <= self.truth.poison[tenant]

    @invariant()
    def a_batch_is_acknowledged_when_its_events_are_settled(self) -> None:
        for receiving in self.receiving.values():
            if _ended(receiving.task):
                receiving.task.result()
                for event in receiving.events:
                    assert event.sequence in settled(self.disk, TenantId(event.tenant))

    @invariant()
    def only_an_outage_ends_a_catching_up(self) -> None:
        for task in filter(_ended, self.catching_up):
            assert isinstance(task.exception(), SourceUnavailable | StorageError | None)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self._all_is_handled_or_parked()
        finally:
            self.world.end()

    def _all_is_handled_or_parked(self) -> None:
        self.world.calm_down(LONG_ENOUGH)
        assert all(each.task.done() for each in self.receiving.values()), "a batch is never acknowledged"
        last = self._reader()
        caught_up = last.process.run(last.subscription.catch_up())
        self.world.calm_down(LONG_ENOUGH)
        caught_up.result()
        for tenant in TENANTS:
            numbers = {event.sequence for event in self.truth.journal[tenant]}
            parked = numbers & self.truth.poison[tenant]
            assert position(self.disk, tenant) == len(numbers)
            assert handled(self.disk, tenant) == sorted(numbers - parked)
            assert sorted(letter["sequence"] for letter in letters(self.disk, tenant)) == sorted(parked)


TestSubscribing = Subscribing.TestCase
TestSubscribing.settings = effort(examples=80, steps=40)
