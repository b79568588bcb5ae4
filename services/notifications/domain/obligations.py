"""What a unit owes, as the reminders need it: opened and shaped by events, walked up the ladder by the clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.notifications.domain.phrases import Said
from services.notifications.domain.timetable import Moment, Timetable
from services.notifications.domain.works import Work
from shared.calendar import Precision
from shared.events import Event

_CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One obligation. `sequence` is the last event in it; `fired` names the steps told for the present deadline.

    `recorded_at` is when the system first heard of it, `learned_at` when it heard that this deadline is owed. `next_step_at`
    is when the clock has to look at it again; None where nothing is to be told.
    """

    id: str
    sequence: int
    noun: Said
    title: Said
    owner_unit: str | None
    coordinating_units: tuple[str, ...] = ()
    status: str
    open: bool
    sample: bool = False
    opened_at: datetime
    due_at: datetime | None = None
    due_precision: Precision = Precision.NONE
    recorded_at: datetime
    learned_at: datetime
    fired: tuple[str, ...] = ()
    next_step_at: datetime | None = None


def after_event(known: Obligation | None, event: Event, work: Work, timetable: Timetable) -> Obligation:
    """The obligation as the event leaves it. An event that is already in it changes nothing."""
    if known is not None and known.sequence >= event.sequence:
        return known
    owed = work.obligation
    is_open = owed.discharged_at is None and not owed.waived and work.status != _CANCELLED
    # A deadline that is only stated more or less exactly is a new one too: other moments belong to it.
    deadline = (owed.due_at, owed.due_precision)
    same_deadline = known is not None and (known.due_at, known.due_precision) == deadline
    shaped = Obligation(
        id=work.id,
        sequence=event.sequence,
        noun=work.noun,
        title=work.title,
        owner_unit=owed.owner_unit,
        coordinating_units=work.coordinators,
        status=work.status,
        open=is_open,
        sample=work.sample,
        opened_at=owed.opened_at,
        due_at=owed.due_at,
        due_precision=owed.due_precision,
        recorded_at=known.recorded_at if known else event.recordedtime,
        learned_at=known.learned_at if known and same_deadline else event.recordedtime,
        fired=known.fired if known and same_deadline else (),
    )
    return scheduled(shaped, timetable)


def scheduled(obligation: Obligation, timetable: Timetable) -> Obligation:
    """The obligation with the instant of its next step."""
    waiting = pending(obligation, timetable)
    return replace(obligation, next_step_at=waiting[0].at if waiting else None)


def postponed(obligation: Obligation, until: datetime) -> Obligation:
    """Nobody is told before that instant."""
    return replace(obligation, next_step_at=until)


def after_firing(obligation: Obligation, steps: Iterable[str], timetable: Timetable) -> Obligation:
    """Those steps have been told for the present deadline."""
    fired = tuple(dict.fromkeys((*obligation.fired, *steps)))
    return scheduled(replace(obligation, fired=fired), timetable)


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
