"""What a unit owes, as the reminders need it: opened and shaped by events, walked up the ladder by the clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from services.notifications.domain.phrases import Said
from services.notifications.domain.timetable import Moment, Timetable
from services.notifications.domain.works import Work
from shared.calendar import Precision
from shared.events import Event

_CANCELLED = "cancelled"


class Obligation(NamedTuple):
    """One obligation. `sequence` is the last event in it; `fired` names the steps told for the present deadline.

    `recorded_at` is when the system first heard of it, `learned_at` when it heard that this deadline is owed. `next_step_at`
    is when the clock has to look at it again; None where nothing is to be told.
    """

    id: str
    sequence: int
    noun: Said
    title: Said
    owner_unit: str | None
    coordinating_units: tuple[str, ...]
    status: str
    open: bool
    sample: bool
    opened_at: datetime
    due_at: datetime | None
    due_precision: Precision
    recorded_at: datetime
    learned_at: datetime
    fired: tuple[str, ...] = ()
    next_step_at: datetime | None = None


def after_events(known: Obligation | None, news: Sequence[tuple[Event, Work]], timetable: Timetable) -> Obligation:
    """The obligation as events about one work, in their order, leave it. An event that is already in it changes nothing.

    Raises ValueError where there is neither an obligation nor an event.
    """
    fresh = [(event, work) for event, work in news if known is None or event.sequence > known.sequence]
    if not fresh:
        if known is None:
            raise ValueError("nothing is known of an obligation without an event")
        return known
    (first, _), (last, work) = fresh[0], fresh[-1]
    learned_at, fired = _shaped_by(known, fresh)
    owed = work.obligation
    obligation = Obligation(
        id=work.id,
        sequence=last.sequence,
        noun=work.noun,
        title=work.title,
        owner_unit=owed.owner_unit,
        coordinating_units=work.coordinators,
        status=work.status,
        open=owed.discharged_at is None and not owed.waived and work.status != _CANCELLED,
        sample=work.sample,
        opened_at=owed.opened_at,
        due_at=owed.due_at,
        due_precision=owed.due_precision,
        recorded_at=known.recorded_at if known else first.recordedtime,
        learned_at=learned_at,
        fired=fired,
    )
    return scheduled(obligation, timetable)


def _shaped_by(known: Obligation | None, fresh: Sequence[tuple[Event, Work]]) -> tuple[datetime, tuple[str, ...]]:
    """When the present deadline was learned, and which of its steps were told.

    A deadline that is only stated more or less exactly is a new one too: other moments belong to it.
    """
    deadline = (known.due_at, known.due_precision) if known else None
    learned_at, fired = (known.learned_at, known.fired) if known else (fresh[0][0].recordedtime, ())
    for event, work in fresh:
        stated = (work.obligation.due_at, work.obligation.due_precision)
        if stated != deadline:
            deadline, learned_at, fired = stated, event.recordedtime, ()
    return learned_at, fired


def scheduled(obligation: Obligation, timetable: Timetable) -> Obligation:
    """The obligation with the instant of its next step."""
    waiting = pending(obligation, timetable)
    return obligation._replace(next_step_at=waiting[0].at if waiting else None)


def postponed(obligation: Obligation, until: datetime) -> Obligation:
    """Nobody is told before that instant."""
    return obligation._replace(next_step_at=until)


def after_firing(obligation: Obligation, steps: Iterable[str], timetable: Timetable) -> Obligation:
    """Those steps have been told for the present deadline."""
    fired = tuple(dict.fromkeys((*obligation.fired, *steps)))
    return scheduled(obligation._replace(fired=fired), timetable)


def pending(obligation: Obligation, timetable: Timetable) -> list[Moment]:
    """The steps that are still to be told, in order of time."""
    return [moment for moment in planned(obligation, timetable) if moment.step.name not in obligation.fired]


def planned(obligation: Obligation, timetable: Timetable) -> list[Moment]:
    """All steps that the present deadline promises, told or not, in order of time.

    Steps that were over before the system learned of the deadline are not made up for one by one: only the latest of them
    is told, on the next working morning, and not even that where a later step falls on the same morning.
    """
    if not obligation.open or obligation.due_at is None or obligation.owner_unit is None:
        return []
    moments = timetable.moments(obligation.due_at, obligation.due_precision)
    over = [moment for moment in moments if moment.at < obligation.learned_at]
    to_come = [moment for moment in moments if moment.at >= obligation.learned_at]
    if over:
        late = Moment(over[-1].step, timetable.next_morning(obligation.learned_at))
        if not to_come or to_come[0].at > late.at:
            return [late, *to_come]
    return to_come
