"""The read model of reporting: whatever happens in a province, in whatever batches it is told, and however often programs die,
the figures for any instant, as known at any other, are those of a recount from the events alone (G2, G4, G9).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from services.reporting.adapters.specifications import SPECIFICATIONS
from services.reporting.domain.periods import Period
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import AssignmentUnknown, Scoreboards
from shared.calendar import Precision
from shared.events import Event
from shared.messaging import SUBSCRIPTION_SPECS
from shared.storage import StorageError
from tests.component.reporting.stored_model import StoredReadModel
from tests.properties.effort import effort
from tests.properties.province import GROUPS, UNITS, Owing, Province
from tests.properties.reporting.figures import check_period, check_scoreboard
from tests.properties.reporting.recount import Count, recount
from tests.properties.simulation.fates import Decision, arrivals, decisions, proceed
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import World
from tests.unit.messaging.cast import NGHE_AN

BEGINNING = datetime(2024, 4, 2, 3, tzinfo=UTC)
REPLICAS = 2
STATUSES = ("in_progress", "submitted", "returned", "basically_completed", "completed", "on_hold", "cancelled", "maintained")
PERIODS = ("2024-03", "2024-Q1", "2024-Q2", "2024")
GUARDS = {"revision", "applied", "tenant"}

days = st.dates(date(2024, 1, 15), date(2024, 6, 30))
owings = st.builds(Owing, st.none() | days, st.sampled_from((Precision.DAY, Precision.MONTH, Precision.QUARTER)), days)
leaps = st.sampled_from((timedelta(), timedelta(seconds=1), timedelta(hours=9), timedelta(days=1), timedelta(days=20)))
back = st.none() | st.sampled_from((timedelta(), timedelta(hours=2), timedelta(days=3), timedelta(days=40)))
nudges = st.sampled_from((timedelta(), timedelta(microseconds=1), timedelta(microseconds=-1), timedelta(hours=5)))
replicas = st.integers(0, REPLICAS - 1)


def _specified(disk: Disk) -> Disk:
    for spec in (*SPECIFICATIONS, *SUBSCRIPTION_SPECS):
        disk.table(spec).learn(spec)
    return disk


class Replica:
    """One program that folds: one batch at a time, from the number up to which all is folded or before it."""

    def __init__(self, world: World, disk: Disk) -> None:
        self.process = world.process()
        self.folding = Fold(StoredReadModel(MemoryStore(disk, self.process.perform)))
        self.border = 0
        self.task: Any = None

    @property
    def busy(self) -> bool:
        return self.task is not None and not self.task.done()

    def fold(self, events: list[Event]) -> None:
        self.border = events[-1].sequence
        self.task = self.process.run(self.folding.apply(NGHE_AN, events))

    def reached(self) -> int:
        """How far it has come for sure."""
        if self.task is None or self.busy or self.task.cancelled():
            return 0
        problem = self.task.exception()
        assert isinstance(problem, StorageError | None), repr(problem)
        return 0 if problem else self.border


class Folding(RuleBasedStateMachine):
    """A province, and reporting programs that read its journal."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.disk = _specified(Disk())
        self.province = Province(NGHE_AN, BEGINNING)
        self.replicas = [Replica(self.world, self.disk) for _ in range(REPLICAS)]
        self.folded = self.begun = 0
        self.model = StoredReadModel(MemoryStore(self.disk))
        self.scoreboards = Scoreboards(self.model)  # type: ignore[arg-type]

    @rule(leap=leaps)
    def time_passes(self, leap: timedelta) -> None:
        self.province.pass_time(leap)

    @rule(
        owing=owings,
        kind=st.sampled_from(("regular", "roadmap")),
        unit=st.sampled_from(UNITS),
        group=st.sampled_from((*GROUPS, None)),
        status=st.sampled_from(("not_started", "not_started", "in_progress", "completed")),
    )
    def assign(self, owing: Owing, **fields: Any) -> None:
        fields["lead_unit"] = fields.pop("unit")
        self.province.assign(f"T-{len(self.province.works)}", owing, **fields)

    @rule(owing=owings, units=st.lists(st.sampled_from(UNITS), max_size=3, unique=True))
    def assign_by_directive(self, owing: Owing, units: list[str]) -> None:
        more = {"assignees": units} if units else {}
        self.province.assign(f"A-{len(self.province.works)}", owing, kind="directive", **more)

    @rule(focus=st.booleans(), unit=st.sampled_from(UNITS))
    def pilot(self, focus: bool, unit: str) -> None:
        self.province.pilot(f"M-{len(self.province.works)}", focus=focus, lead_unit=unit)

    @precondition(lambda self: self.province.works)
    @rule(data=st.data(), tries=st.lists(st.tuples(st.sampled_from(STATUSES), back), min_size=1, max_size=3))
    def go_on(self, data: st.DataObject, tries: list[tuple[str, timedelta | None]]) -> None:
        """Steps of one work, entered now or said to have happened earlier."""
        key = data.draw(st.sampled_from(sorted(self.province.works)), "work")
        for to, ago in tries:
            self.province.step(key, to, None if ago is None else self.province.now - ago)

    @precondition(lambda self: self.province.works)
    @rule(data=st.data(), due=st.none() | days, precision=st.sampled_from((Precision.DAY, Precision.MONTH)))
    def move_a_deadline(self, data: st.DataObject, due: date | None, precision: Precision) -> None:
        self.province.move(data.draw(st.sampled_from(sorted(self.province.works)), "work"), due, precision)

    @rule(by=replicas, again=st.integers(0, 12), news=st.integers(1, 12))
    def fold(self, by: int, again: int, news: int) -> None:
        """Any batch that follows what is folded, with any number of events that are folded already before it."""
        self._note_progress()
        batch = self.province.events[max(0, self.folded - again) : self.folded + news]
        if batch and not self.replicas[by].busy:
            self.replicas[by].fold(batch)
            self.begun = max(self.begun, batch[-1].sequence)

    @precondition(lambda self: self.world.pending)
    @rule(some=decisions)
    def let_them_work(self, some: list[Decision]) -> None:
        proceed(self.world, some)

    @precondition(lambda self: self.world.pending)
    @rule()
    def let_them_finish(self) -> None:
        self.world.calm_down()

    @rule(which=replicas, arrived=arrivals)
    def kill(self, which: int, arrived: int) -> None:
        self._note_progress()
        self.replicas[which].process.kill(arrived)
        self.replicas[which] = Replica(self.world, self.disk)

    def _note_progress(self) -> None:
        self.folded = max([self.folded, *(replica.reached() for replica in self.replicas)])

    @rule(data=st.data(), known=st.booleans(), period=st.sampled_from(PERIODS), by_now=st.integers(0, 3))
    def ask(self, data: st.DataObject, known: bool, period: str, by_now: int) -> None:
        """After whoever was half-way has been overtaken by somebody who goes to the end of what was begun."""
        self._catch_up(self.begun)
        events = self.province.events[: self.folded]
        as_of = self._instant(data, events) if by_now else None
        entered = data.draw(st.sampled_from([e.recordedtime for e in events]), "known at") if known and events else None
        question = Question(self.province.now, as_of, entered)
        as_of = as_of or entered
        counted = recount(events, as_of or self.province.now, as_of, entered)
        board = self._run(lambda: self.scoreboards.scoreboard(NGHE_AN, question))
        assert board.sequence == self.folded
        check_scoreboard(board, counted)
        asked = Period.parse(period)
        check_period(self._run(lambda: self.scoreboards.period(NGHE_AN, asked, question)), asked, counted["tasks"])
        self._check_children(question, counted["children"])

    def _instant(self, data: st.DataObject, events: list[Event]) -> datetime:
        """At which something happens or is due, or just before or after."""
        dues = [event.data["after"]["obligation"]["due_at"] for event in events if "obligation" in event.data["after"]]
        instants = [event.time for event in events] + [datetime.fromisoformat(due) for due in dues if due]
        return data.draw(st.sampled_from(instants or [BEGINNING]), "as of") + data.draw(nudges, "nudge")

    def _check_children(self, question: Question, children: Count) -> None:
        """The children of all assignments are those that the scoreboard counts, each of them once."""
        found = 0
        for key in self.province.works:
            try:
                told = self._run(lambda key=key: self.scoreboards.fan_out(NGHE_AN, key, question))
            except AssignmentUnknown:
                continue
            found += (told.counts.total or 0) + (told.counts.cancelled or 0)
            assert len(told.children) == (told.counts.total or 0) + (told.counts.cancelled or 0)
        assert found == children.total + children.cancelled

    def _catch_up(self, to: int) -> None:
        self._note_progress()
        events = self.province.events[self.folded : to]
        if events:
            self._run(lambda: Fold(self.model).apply(NGHE_AN, events))
            self.folded = to
        self._run(lambda: self.model.moved_to(NGHE_AN, self.folded))

    def _run(self, work: Callable[[], Any]) -> Any:
        """By a program that nothing disturbs."""
        task = self.world.process().run(work())
        self.world.pass_time(0)
        return task.result()

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.calm_down()
            self._catch_up(len(self.province.events))
            rebuilt = _specified(Disk())
            events = self.province.events
            self._run(lambda: Fold(StoredReadModel(MemoryStore(rebuilt))).apply(NGHE_AN, events))
            assert kept(self.disk) == kept(rebuilt)
        finally:
            self.world.end()


def kept(disk: Disk) -> dict[str, dict[str, Any]]:
    """Everything that the fold keeps, without the numbers that only guard it, and without counters that came to nothing."""
    return {
        spec.name: {
            document["id"]: {name: value for name, value in document.items() if name not in GUARDS}
            for document in disk.documents(spec, NGHE_AN)
            if document.get("cells") != {}
        }
        for spec in SPECIFICATIONS
    }


TestFolding = Folding.TestCase
TestFolding.settings = effort(examples=60, steps=40)
