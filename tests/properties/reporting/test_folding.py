"""The read model of reporting: whatever happens in a province, in whatever batches it is told, and however often programs die,
the figures for any instant, as known at any other, are those of a recount from the events alone (G2, G4, G9).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from services.reporting.adapters.specifications import SPECIFICATIONS
from services.reporting.domain.periods import Period
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import AssignmentUnknown, Scoreboards
from shared.events import Event
from shared.messaging import SUBSCRIPTION_SPECS
from shared.storage import StorageError
from tests.component.reporting.stored_model import StoredReadModel
from tests.properties.effort import effort
from tests.properties.happenings import Happening, happenings, histories
from tests.properties.province import Province
from tests.properties.reporting.figures import check_period, check_scoreboard
from tests.properties.reporting.recount import Count, recount
from tests.properties.simulation.fates import CourseOfSteps, arrivals
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import World
from tests.unit.messaging.cast import NGHE_AN

BEGINNING = datetime(2024, 4, 2, 3, tzinfo=UTC)
REPLICAS = 2
SETTING_UP = 8
NUDGES = (timedelta(), timedelta(microseconds=1), timedelta(microseconds=-1), timedelta(hours=5))
PERIODS = ("2024-03", "2024-Q1", "2024-Q2", "2024")
GUARDS = {"revision", "applied", "tenant"}

replicas = st.integers(0, REPLICAS - 1)


def _telling_instants(events: list[Event]) -> list[datetime]:
    """At which something happens or is due, and just before and after."""
    dues = [event.data["after"]["obligation"]["due_at"] for event in events if "obligation" in event.data["after"]]
    moments = [event.time for event in events[SETTING_UP:]] + [datetime.fromisoformat(due) for due in dues if due]
    return [moment + nudge for moment in dict.fromkeys(moments) for nudge in NUDGES] or [BEGINNING]


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


class Folding(CourseOfSteps):
    """A province, and reporting programs that read its journal."""

    @initialize(some=histories)
    def begin(self, some: list[Happening]) -> None:
        self.world = World()
        self.disk = _specified(Disk())
        self.province = Province(NGHE_AN, BEGINNING)
        self.live(some)
        self.replicas = [Replica(self.world, self.disk) for _ in range(REPLICAS)]
        self.folded = self.begun = 0
        self.model = StoredReadModel(MemoryStore(self.disk))
        self.scoreboards = Scoreboards(self.model)  # type: ignore[arg-type]

    @rule(some=happenings)
    def live(self, some: list[Happening]) -> None:
        for happening in some:
            happening(self.province)

    @rule(by=replicas, again=st.integers(0, 12), news=st.integers(1, 12))
    def fold(self, by: int, again: int, news: int) -> None:
        """Any batch that follows what is folded, with any number of events that are folded already before it."""
        self._note_progress()
        batch = self.province.events[max(0, self.folded - again) : self.folded + news]
        if batch and not self.replicas[by].busy:
            self.replicas[by].fold(batch)
            self.begun = max(self.begun, batch[-1].sequence)

    @rule(which=replicas, arrived=arrivals)
    def kill(self, which: int, arrived: int) -> None:
        self._note_progress()
        self.replicas[which].process.kill(arrived)
        self.replicas[which] = Replica(self.world, self.disk)

    def _note_progress(self) -> None:
        self.folded = max([self.folded, *(replica.reached() for replica in self.replicas)])

    @rule(data=st.data(), period=st.sampled_from(PERIODS), unread=st.sampled_from((0, 0, 1, 3)))
    def ask(self, data: st.DataObject, period: str, unread: int) -> None:
        """After whoever was half-way has been overtaken by somebody who goes at least to the end of what was begun."""
        self._catch_up(max(self.begun, len(self.province.events) - unread))
        events = self.province.events[: self.folded]
        instants = st.sampled_from(_telling_instants(events))
        entered = st.sampled_from([event.recordedtime for event in events[SETTING_UP:]] or [BEGINNING])
        questions = [Question(self.province.now)]
        for _ in range(2):
            as_of = data.draw(st.none() | instants, "as of")
            questions.append(Question(self.province.now, as_of, data.draw(st.none() | entered, "known at")))
        for question in questions:
            self._check(question, Period.parse(period))

    def _check(self, question: Question, period: Period) -> None:
        as_of = question.as_of or question.known_at
        counted = recount(self.province.events[: self.folded], as_of or question.now, as_of, question.known_at)
        board = self._run(lambda: self.scoreboards.scoreboard(NGHE_AN, question))
        assert board.sequence == self.folded
        check_scoreboard(board, counted)
        check_period(self._run(lambda: self.scoreboards.period(NGHE_AN, period, question)), period, counted["tasks"])
        self._check_children(question, counted["children"])

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
