"""Notices and reminders: whatever happens in a province, in whatever batches it is told, whenever the clock is looked at and
however often programs die, each notice and each reminder is told once, to the right mailboxes, on working days only (G2).
"""

from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.notifications.adapters.specifications import NOTICES, OBLIGATIONS, SPECS
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.ports import Counts
from shared.calendar import FixedClock
from shared.storage import Document
from tests.component.notifications.office import Office
from tests.properties.effort import effort
from tests.properties.happenings import Happening
from tests.properties.notifications.calendar import in_office_hours, next_morning
from tests.properties.notifications.duties import Duties, Promised, known_duties
from tests.properties.notifications.marks import Marks
from tests.properties.notifications.progress import Progress, progress
from tests.properties.notifications.replica import Replica, runs
from tests.properties.notifications.witness import Witness
from tests.properties.notifications.works import give_lasting_ids, urgent_happenings, urgent_histories
from tests.properties.province import Province
from tests.properties.simulation.fates import Decision, arrivals, decisions, proceed
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import World
from tests.unit.messaging.cast import NGHE_AN

BEGINNING = datetime(2024, 4, 2, 3, tzinfo=UTC)
END = datetime(2025, 10, 1, tzinfo=UTC)
REPLICAS = 2
LARGE = 5_000

replicas = st.integers(0, REPLICAS - 1)
some_replicas = st.sampled_from([(0, 1), (0,), (1,)])
naps = st.sampled_from([timedelta(minutes=1), timedelta(hours=5), timedelta(hours=11), timedelta(days=9)])
places = st.lists(st.integers(0, 5), min_size=1, max_size=4)

Result = TypeVar("Result")


class Telling(RuleBasedStateMachine):
    """`may` holds the reminders that somebody who has looked at the clock may have found due."""

    @initialize(some=urgent_histories, unread=st.integers(0, 20))
    def begin(self, some: list[Happening], unread: int) -> None:
        self.world, self.disk = World(), Disk()
        for spec in SPECS:
            self.disk.table(spec).learn(spec)
        self.province, self.clock = Province(NGHE_AN, BEGINNING), FixedClock(BEGINNING)
        self.duties, self.marks, self.witness = Duties(), Marks(), Witness()
        self.undisturbed = Office(MemoryStore(self.disk), self.clock)
        self.replicas = [Replica(self.world, self.disk, self.clock) for _ in range(REPLICAS)]
        self.folded = self.begun = 0
        self.may: set[Promised] = set()
        self.live(some)
        self._catch_up(len(self.province.events) - unread)

    @rule(some=urgent_happenings)
    def live(self, some: list[Happening]) -> None:
        for happening in some:
            if self.province.now < END:
                happening(self.province)
        self.clock.move_to(self.province.now)
        give_lasting_ids(self.province.events)
        self.duties.hear(self.province.events)

    @rule(nap=st.none() | naps)
    def time_passes(self, nap: timedelta | None) -> None:
        """Until somebody ought to be reminded, where nothing else is said."""
        if nap is None:
            self.province.now = self.duties.next_after(self.province.now)
        elif self.province.now < END:
            self.province.pass_time(nap)
        self.clock.move_to(self.province.now)

    @rule(by=some_replicas, again=st.integers(0, 12), news=st.integers(1, 10), then=progress)
    def fold(self, by: tuple[int, ...], again: int, news: int, then: Progress) -> None:
        """Any batch that follows what is folded, with folded events before it; a second program goes on further."""
        for times, replica in enumerate((self.replicas[one] for one in by), start=1):
            batch = self.province.events[max(0, self.folded - again) : self.folded + news * times]
            if batch and not runs(replica.folding):
                self.begun = max(self.begun, batch[-1].sequence)
                replica.fold(batch)
        self._allow_reminders()
        then(self.world)

    @rule(by=some_replicas, sharp=st.booleans(), then=progress)
    def look_at_the_clock(self, by: tuple[int, ...], sharp: bool, then: Progress) -> None:
        if sharp:
            self.time_passes(nap=None)
        for replica in (self.replicas[one] for one in by):
            if not runs(replica.looking):
                replica.look_at_the_clock(self.province.now)
        self._allow_reminders()
        then(self.world)

    def _allow_reminders(self) -> None:
        """Whoever looks at the clock may find any state between what is surely folded and what was begun."""
        for replica in self.replicas:
            if runs(replica.looking):
                self._allow_reminders_at(replica.looked_at)

    def _allow_reminders_at(self, now: datetime) -> None:
        if in_office_hours(now):
            self.may |= self.duties.promised(self.folded, self.begun, now)

    @precondition(lambda self: self.witness.heard)
    @rule(by=some_replicas, some=places, read=st.booleans(), then=progress)
    def mark(self, by: tuple[int, ...], some: list[int], read: bool, then: Progress) -> None:
        """One marks notices of a mailbox as read, another one as unread; those of other mailboxes stay as they are."""
        stored = self._stored()
        chosen = {notice["id"]: notice["mailbox"] for notice in (stored[at % len(stored)] for at in some)}
        mailbox = Mailbox(next(iter(chosen.values())))
        own = [notice for notice, owner in chosen.items() if owner == mailbox]
        for one, is_read in zip(by, (read, not read), strict=False):
            read_at = self.province.now if is_read else None
            work = self.replicas[one].office.inboxes.mark(NGHE_AN, mailbox, list(chosen), read_at)
            self.marks.begin(own, read_at, self.replicas[one].run(work))
        then(self.world)

    @precondition(lambda self: self.world.pending)
    @rule(then=progress, some=decisions)
    def let_them_work(self, then: Progress, some: list[Decision]) -> None:
        then(self.world)
        proceed(self.world, some)

    @rule(which=replicas, arrived=arrivals)
    def kill(self, which: int, arrived: int) -> None:
        self.replicas[which].process.kill(arrived)
        self.replicas[which] = Replica(self.world, self.disk, self.clock)

    @precondition(lambda self: self.world.pending)
    @rule()
    def everybody_is_told(self) -> None:
        """By a program that nothing disturbs, while others are half-way."""
        self._tell_everybody(self.begun)

    @invariant()
    def nobody_is_told_wrongly(self) -> None:
        for replica in self.replicas:
            replica.check_failures()
        self.folded = max(self.folded, *(replica.reached() for replica in self.replicas))
        self.marks.note()
        self.witness.look(self._stored(), self.province.events[: self.begun], self.may)
        self.witness.check_ticked_off(self.disk.documents(OBLIGATIONS, NGHE_AN))

    def _catch_up(self, upto: int) -> None:
        if upto > self.folded:
            self._run(self.undisturbed.fold.apply(NGHE_AN, self.province.events[self.folded : upto]))
            self.folded, self.begun = upto, max(upto, self.begun)

    def _tell_everybody(self, upto: int) -> None:
        self._catch_up(upto)
        self._allow_reminders_at(self.province.now)
        self._run(self.undisturbed.fire())
        self.nobody_is_told_wrongly()
        assert not self.witness.missing(self.province.events[: self.folded])
        if in_office_hours(self.province.now):
            promised = self.duties.promised(self.folded, self.folded, self.province.now)
            assert not {told for told, _ in promised} - self.witness.reminded
        assert known_duties(self.disk.documents(OBLIGATIONS, NGHE_AN)) == self.duties.after(self.folded)
        for mailbox in sorted({notice["mailbox"] for notice in self._stored()}):
            self._check_mailbox(Mailbox(mailbox))

    def _check_mailbox(self, mailbox: Mailbox) -> None:
        """What its reader sees: everything that is there, as it was marked, and the numbers of it."""
        page = self._run(self.undisturbed.inboxes.page(NGHE_AN, mailbox, None, LARGE, None))
        there = {notice["id"] for notice in self._stored() if notice["mailbox"] == mailbox}
        assert {notice.id for notice in page.items} == there
        assert all(notice.read_at in self.marks.possible(notice.id) for notice in page.items)
        unread = sum(notice.read_at is None for notice in page.items)
        assert self._run(self.undisturbed.inboxes.counts(NGHE_AN, mailbox)) == Counts(len(there), unread)

    def _stored(self) -> list[Document]:
        return self.disk.documents(NOTICES, NGHE_AN)

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.world.process().run(work).result()

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.calm_down()
            self.nobody_is_told_wrongly()
            self.province.now = next_morning(self.province.now)
            self.clock.move_to(self.province.now)
            self._tell_everybody(len(self.province.events))
        finally:
            self.world.end()


TestTelling = Telling.TestCase
TestTelling.settings = effort(examples=80, steps=40)
