"""What may happen in a province, as data that a course of steps is drawn from and shrunk by; for readers of its journal."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from hypothesis import strategies as st

from shared.calendar import Precision
from shared.events import ModelSnapshot
from tests.properties.life.promises import MODEL_STEPS, TASK_STEPS
from tests.properties.province import GROUPS, UNITS, Owing, Province

days = st.dates(date(2024, 1, 15), date(2024, 6, 30))
precisions = st.sampled_from((Precision.DAY, Precision.DAY, Precision.MONTH, Precision.QUARTER))
owings = st.builds(Owing, st.none() | days | days | days, precisions, days)
units = st.sampled_from(UNITS)


class Happening(Protocol):
    def __call__(self, province: Province) -> None: ...


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task of the plan, an assignment of the directive with a child for each unit, or a pilot model."""

    owing: Owing
    fields: dict[str, Any]

    def __call__(self, province: Province) -> None:
        province.assign(f"T-{len(province.works)}", self.owing, **self.fields)


@dataclass(frozen=True, slots=True)
class Piloted:
    fields: dict[str, Any]

    def __call__(self, province: Province) -> None:
        province.pilot(f"M-{len(province.works)}", **self.fields)


@dataclass(frozen=True, slots=True)
class WentOn:
    """A step of some work; it may be entered now or said to have happened some time `ago`."""

    which: int
    way: int
    ago: timedelta | None

    def __call__(self, province: Province) -> None:
        work = _work(province, self.which)
        if work is None:
            return
        steps = MODEL_STEPS if isinstance(work, ModelSnapshot) else TASK_STEPS
        ways = sorted(steps[work.status], key=lambda status: status == "cancelled")
        if ways:
            at = None if self.ago is None else max(province.now - self.ago, work.status_since)
            province.step(work.id, ways[self.way % len(ways)], at)


@dataclass(frozen=True, slots=True)
class Moved:
    which: int
    due: date | None
    precision: Precision

    def __call__(self, province: Province) -> None:
        work = _work(province, self.which)
        if work is not None:
            province.move(work.id, self.due, self.precision)


@dataclass(frozen=True, slots=True)
class EnteredLate:
    """A deadline is moved; a few days later it is entered that the work had been done before that."""

    move: Moved
    later: timedelta

    def __call__(self, province: Province) -> None:
        work = _work(province, self.move.which)
        if work is None or "in_progress" not in TASK_STEPS.get(work.status, ()):
            return
        province.step(work.id, "in_progress")
        province.pass_time(self.later)
        done_at = province.now - timedelta(hours=1)
        self.move(province)
        province.pass_time(self.later)
        province.step(work.id, "completed", done_at)


@dataclass(frozen=True, slots=True)
class TimePassed:
    by: timedelta

    def __call__(self, province: Province) -> None:
        province.pass_time(self.by)


@dataclass(frozen=True, slots=True)
class DeadlineCame:
    """The clock stands in the last instant of some deadline, or just behind it."""

    which: int
    behind: timedelta

    def __call__(self, province: Province) -> None:
        work = _work(province, self.which)
        due: datetime | None = work.obligation.due_at if work else None
        if due is not None and due > province.now:
            province.now = due + self.behind


def _work(province: Province, which: int) -> Any:
    works = list(province.works.values())
    return works[which % len(works)] if works else None


_which = st.integers(0, 9)
_statuses = st.sampled_from(("not_started", "not_started", "not_started", "in_progress", "completed"))
_moments = st.sampled_from((timedelta(), timedelta(microseconds=1)))

tasks = st.builds(
    Assigned,
    owings,
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(("regular", "roadmap")),
            "lead_unit": units,
            "group": st.sampled_from((*GROUPS, None)),
            "status": _statuses,
        }
    ),
)
assignments = st.builds(
    Assigned,
    owings,
    st.fixed_dictionaries({"kind": st.just("directive")}, optional={"assignees": st.lists(units, max_size=3)}),
)
pilots = st.builds(Piloted, st.fixed_dictionaries({"focus": st.booleans(), "lead_unit": units}))
steps = st.builds(
    WentOn,
    _which,
    st.integers(0, 4),
    st.none() | st.sampled_from((timedelta(), timedelta(hours=2), timedelta(days=40))),
)
moves = st.builds(Moved, _which, st.none() | days | days, precisions)
leaps = st.builds(
    TimePassed,
    st.sampled_from(
        (timedelta(seconds=1), timedelta(hours=9), timedelta(days=1), timedelta(days=6), timedelta(days=20))
    ),
)
deadlines = st.builds(DeadlineCame, _which, _moments)
belated = st.builds(EnteredLate, moves, st.sampled_from((timedelta(hours=3), timedelta(days=6), timedelta(days=20))))
_any = st.one_of(tasks, tasks, assignments, pilots, steps, steps, steps, moves, belated, leaps, deadlines)
happenings: st.SearchStrategy[list[Happening]] = st.lists(_any, min_size=1, max_size=6)
histories: st.SearchStrategy[list[Happening]] = st.lists(_any, min_size=8, max_size=20)
