"""What a unit owes, as the reminders need it: opened and shaped by events, walked up the ladder by the clock."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from services.notifications.domain.phrases import Said
from services.notifications.domain.timetable import Moment, Timetable
from services.notifications.domain.works import Work
from shared.calendar import Precision
from shared.events import Event

_CANCELLED = "cancelled"


class Obligation(NamedTuple):
    """One obligation. `sequence` is the last event in it; `fired` names the steps told for the present deadline, and
    `acknowledged` those whose acknowledgement holds back what goes higher; `ladder` is the version of the tenant's ladders
    by which `next_step_at` was found.

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
    kind: str = ""
    acknowledged: tuple[str, ...] = ()
    ladder: int = 0


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
    learned_at, fired, acknowledged = _shaped_by(known, fresh)
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
        kind=owed.kind,
        acknowledged=acknowledged,
    )
    return scheduled(obligation, timetable)


def _shaped_by(
    known: Obligation | None, fresh: Sequence[tuple[Event, Work]]
) -> tuple[datetime, tuple[str, ...], tuple[str, ...]]:
    """When the present deadline was learned, which of its steps were told, and which of these are acknowledged.

    A deadline that is only stated more or less exactly is a new one too: other moments belong to it. What one unit has
    acknowledged does not bind the next one that leads.
    """
    deadline = (known.due_at, known.due_precision) if known else None
    owner = known.owner_unit if known else None
    learned_at = known.learned_at if known else fresh[0][0].recordedtime
    fired, acknowledged = (known.fired, known.acknowledged) if known else ((), ())
    for event, work in fresh:
        stated = (work.obligation.due_at, work.obligation.due_precision)
        if stated != deadline:
            deadline, learned_at, fired, acknowledged = stated, event.recordedtime, (), ()
        if work.obligation.owner_unit != owner:
            owner, acknowledged = work.obligation.owner_unit, ()
    return learned_at, fired, acknowledged


def scheduled(obligation: Obligation, timetable: Timetable) -> Obligation:
    """The obligation with the instant of its next step."""
    waiting = pending(obligation, timetable)
    return obligation._replace(next_step_at=waiting[0].at if waiting else None, ladder=timetable.version)


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

    Steps that were over before the system learned of the deadline, or before the tenant set its ladder, are not made up for
    one by one: only the latest of them is told, on the next working morning, and not even that where a later step falls on
    the same morning.
    """
    if not obligation.open or obligation.due_at is None or obligation.owner_unit is None:
        return []
    moments = _with_holds(obligation, timetable)
    since = max(obligation.learned_at, timetable.since or obligation.learned_at)
    over = [moment for moment in moments if moment.at < since]
    to_come = [moment for moment in moments if moment.at >= since]
    if over and not _told_before(obligation, over[-1], timetable):
        late = Moment(over[-1].step, timetable.next_morning(since))
        if not to_come or to_come[0].at > late.at:
            return [late, *to_come]
    return to_come


def _with_holds(obligation: Obligation, timetable: Timetable) -> list[Moment]:
    """What goes higher than an acknowledged step comes later, by as many working days as that step holds."""
    if obligation.due_at is None:
        return []
    moments = timetable.moments(obligation.due_at, obligation.due_precision, obligation.kind)
    if not obligation.acknowledged:
        return list(moments)
    moved = [replace(moment, at=timetable.later(moment.at, _held(moment, moments, obligation))) for moment in moments]
    return sorted(moved, key=lambda moment: moment.at)


def _held(moment: Moment, moments: Sequence[Moment], obligation: Obligation) -> int:
    before = moments[: moments.index(moment)]
    steps = (earlier.step for earlier in before if earlier.step.name in obligation.acknowledged)
    return sum(step.holds for step in steps if step.level < moment.step.level)


def _told_before(obligation: Obligation, moment: Moment, timetable: Timetable) -> bool:
    """A step that was told by the ladder before this one."""
    own = timetable.since is not None and timetable.since > obligation.learned_at
    return own and moment.step.name in obligation.fired
