"""Work spread over time: milestones of a roadmap, periods in which a regular task is met (FR-NA-29, FR-NT-19)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import EffectiveInFuture
from services.tasks.domain.lifecycle import CANCELLED
from services.tasks.domain.values import Day, Line, Text, Wish, Word
from services.tasks.domain.works.work_errors import NamedTwice, NotOfThisKind, PartMetBefore, PartUnknown, WorkClosed
from shared.calendar import local_date, start_of_day
from shared.events import Change, Occurred, Schedule, TaskPartMet, TaskSnapshot
from shared.events.work_details import PartMet
from shared.events.work_parts import Milestone, PeriodMet, Rhythm

REGULAR = "regular"
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class NewMilestone(Wish):
    name_vi: Line
    name_en: Line | None = None
    due_date: Day


class PartWish(Wish):
    """A milestone that was reached, or a period that was met; one of the two."""

    milestone: Line | None = Field(None, description="The name of the milestone")
    period: Word | None = Field(None, description="2024-03, 2024-Q1 or 2024, as the task's rhythm is")
    met_on: Day | None = Field(None, description="Today where it is left out")
    product: Text | None = Field(None, description="What was delivered")
    note: Text | None = None


def named_once(field: str, names: Sequence[str]) -> None:
    """Raises NamedTwice."""
    for place, name in enumerate(names):
        if name in names[:place]:
            raise NamedTwice(field, name)


def with_milestones(known: Schedule | None, kind: str, wished: Sequence[NewMilestone]) -> Schedule:
    """The plan of milestones; those that stay keep the day on which they were reached. Raises NamedTwice, NotOfThisKind."""
    if kind == REGULAR and wished:
        raise NotOfThisKind("milestones", kind)
    named_once("milestones", [one.name_vi for one in wished])
    known = known or Schedule()
    done = {one.name_vi: one.done_on for one in known.milestones}
    made = [Milestone(done_on=done.get(one.name_vi), **one.model_dump()) for one in wished]
    return known.model_copy(update={"milestones": tuple(sorted(made, key=lambda one: one.due_date))})


def with_rhythm(known: Schedule | None, kind: str, rhythm: Rhythm | None) -> Schedule:
    """Raises NotOfThisKind: only regular tasks are met by period."""
    if kind != REGULAR and rhythm:
        raise NotOfThisKind("rhythm", kind)
    return (known or Schedule()).model_copy(update={"rhythm": rhythm})


def meet(task: TaskSnapshot, wish: PartWish, now: datetime) -> Change[TaskSnapshot]:
    """A milestone is reached or a period met. Raises WorkClosed, PartUnknown, PartMetBefore, EffectiveInFuture."""
    if task.status == CANCELLED:
        raise WorkClosed(task.status)
    met_on = wish.met_on or local_date(now)
    if met_on > local_date(now):
        raise EffectiveInFuture("met_on")
    if wish.milestone is not None and wish.period is None:
        schedule = _reached(task, wish.milestone, met_on)
        part = PartMet(sort="milestone", name=wish.milestone, met_on=met_on, product=wish.product, note=wish.note)
    else:
        met = PeriodMet(period=wish.period or "", met_on=met_on, product=wish.product)
        schedule = _met(task, met, now)
        part = PartMet(sort="period", name=met.period, met_on=met_on, product=wish.product, note=wish.note)
    after = task.model_copy(update={"version": task.version + 1, "schedule": schedule})
    payload = TaskPartMet(before=old_values(task, after), after=after, change=part)
    return Change(after, (Occurred(payload, now if wish.met_on is None else min(now, start_of_day(met_on))),))


def _reached(task: TaskSnapshot, name: str, met_on: date) -> Schedule:
    known = task.schedule or Schedule()
    wanted = next((one for one in known.milestones if one.name_vi == name), None)
    if wanted is None:
        raise PartUnknown("milestone", name)
    if wanted.done_on is not None:
        raise PartMetBefore("milestone", name)
    reached = wanted.model_copy(update={"done_on": met_on})
    return known.model_copy(update={"milestones": tuple(reached if one is wanted else one for one in known.milestones)})


def _met(task: TaskSnapshot, met: PeriodMet, now: datetime) -> Schedule:
    known = task.schedule or Schedule()
    begun = periods(known.rhythm, local_date(task.obligation.opened_at), local_date(now)) if known.rhythm else ()
    if met.period not in begun:
        raise PartUnknown("period", met.period)
    if any(one.period == met.period for one in known.periods):
        raise PartMetBefore("period", met.period)
    return known.model_copy(update={"periods": tuple(sorted((*known.periods, met), key=lambda one: one.period))})


def periods(rhythm: Rhythm, first: date, last: date) -> Iterator[str]:
    """The periods from that of the first day to that of the last."""
    months, at = _MONTHS[rhythm], first.year * 12 + (first.month - 1) // _MONTHS[rhythm] * _MONTHS[rhythm]
    while at <= last.year * 12 + last.month - 1:
        yield _label(rhythm, at // 12, at % 12 + 1)
        at += months


def unmet(task: TaskSnapshot, now: datetime) -> list[str]:
    """The periods that are over and were not met, up to the deadline."""
    schedule, owed = task.schedule, task.obligation
    if schedule is None or schedule.rhythm is None:
        return []
    until = local_date(min(now, owed.due_at) if owed.due_at else now)
    begun = list(periods(schedule.rhythm, local_date(owed.opened_at), until))
    over = begun if owed.due_at and now > owed.due_at else begun[:-1]
    met = {one.period for one in schedule.periods}
    return [period for period in over if period not in met]


def _label(rhythm: Rhythm, year: int, month: int) -> str:
    if rhythm == "month":
        return f"{year}-{month:02d}"
    return f"{year}-Q{(month + 2) // 3}" if rhythm == "quarter" else str(year)
