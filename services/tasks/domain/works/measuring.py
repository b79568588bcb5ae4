"""Work in numbers: what was reached, by whom it was reported, and whether that is the target (FR-NA-11, FR-NT-11, FR-NT-12)."""

import operator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import NotADecider
from services.tasks.domain.values import DayOrMoment, Flag, Identifier, Line, Quantity, Text, Wish, Word
from services.tasks.domain.works.work_errors import (
    DoneExceedsTotal,
    NothingReported,
    NumberMissing,
    OffTargetNotNeeded,
    TargetNotReached,
    WorkClosed,
)
from shared.events import (
    Change,
    Measured,
    ModelProgressReported,
    ModelSnapshot,
    Occurred,
    Progress,
    Target,
    TaskProgressReported,
    TaskSnapshot,
)
from shared.events.work_details import ProgressChange
from shared.events.work_parts import OffTarget
from shared.tenancy import Role

W = TypeVar("W", TaskSnapshot, ModelSnapshot)

HEADS_OF_WORKING_GROUPS = frozenset({Role.CHAIRMAN, Role.CENTRAL_OFFICER})
_REACHES = {"=": operator.eq, ">=": operator.ge, "<=": operator.le}
_NEVER_AGAIN = frozenset({"completed", "cancelled"})


class NewTarget(Wish):
    """A quantified target, such as at least 20 services (FR-NA-11)."""

    op: Literal["=", ">=", "<="]
    value: Quantity
    unit: Word | None = None


class OffTargetWish(Wish):
    """The head of the Working Group decides that a work is completed although its target was not reached."""

    reason: Line
    document: Line | None = Field(None, description="Number and symbol of the document that decides it")
    decided_by_role: Role


class ProgressWish(Wish):
    """`value` where there is only a number, `done` of `total` where there is a whole; counted from the beginning."""

    value: Quantity | None = None
    done: Quantity | None = None
    total: Quantity | None = Field(None, description="Of how many; as in the last report where it is left out")
    unit: Word | None = Field(None, description="What is counted, such as records")
    as_of: DayOrMoment | None = Field(None, description="When it stood so; now where it is left out")
    note: Text | None = None


class ConfirmationWish(Wish):
    """The lead counts what another unit reported, or refuses it (FR-NT-21)."""

    unit: Identifier = Field(description="Unit whose number waits")
    accept: Flag = True
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """The unit that reports, None for the standing agency; only what the lead or the standing agency say counts at once."""

    unit: str | None
    counts: bool


def report(work: W, wish: ProgressWish, by: Reporter, now: datetime) -> Change[W]:
    """Raises WorkClosed, NumberMissing, DoneExceedsTotal, EffectiveInFuture, EffectiveBeforeLastChange."""
    _require_open(work)
    known: Measured = work.measured or Measured()
    number = _number(work, wish, by, now)
    if by.counts:
        return _told(work, {"progress": number}, ProgressChange(what="counted", progress=number))
    waiting = (*_without(known, by.unit), number)
    return _told(work, {"unconfirmed": waiting}, ProgressChange(what="reported", progress=number))


def confirm(work: W, wish: ConfirmationWish, now: datetime) -> Change[W]:
    """Raises WorkClosed, NothingReported. What is confirmed takes the place of the number that counted."""
    _require_open(work)
    known: Measured = work.measured or Measured()
    number = next((one for one in known.unconfirmed if one.by_unit == wish.unit), None)
    if number is None:
        raise NothingReported(wish.unit)
    update: dict[str, object] = {"unconfirmed": _without(known, wish.unit)}
    if wish.accept:
        update["progress"] = number
    what: Literal["confirmed", "refused"] = "confirmed" if wish.accept else "refused"
    return _told(work, update, ProgressChange(what=what, progress=number, note=wish.note), now)


def reached(target: Target, measured: Measured | None) -> bool:
    progress = measured.progress if measured else None
    return progress is not None and bool(_REACHES[target.op](progress.done, target.value))


def off_target(work: W, to: str, wish: OffTargetWish | None) -> OffTarget | None:
    """What a step to `to` says about the target. Raises TargetNotReached, OffTargetNotNeeded, NotADecider (FR-NA-11)."""
    missed = to == "completed" and work.target is not None and not reached(work.target, work.measured)
    if wish is None:
        if missed and work.target:
            raise TargetNotReached(work.target.op, work.target.value, _reached_number(work))
        return None
    if not missed:
        raise OffTargetNotNeeded
    if wish.decided_by_role not in HEADS_OF_WORKING_GROUPS:
        raise NotADecider("off_target.decided_by_role")
    return OffTarget(reached=_reached_number(work), **wish.model_dump())


def _without(measured: Measured, unit: str | None) -> tuple[Progress, ...]:
    return tuple(one for one in measured.unconfirmed if one.by_unit != unit)


def _reached_number(work: W) -> int | None:
    progress = work.measured.progress if work.measured else None
    return progress.done if progress else None


def _require_open(work: W) -> None:
    if isinstance(work, TaskSnapshot) and work.status in _NEVER_AGAIN:
        raise WorkClosed(work.status)


def _number(work: W, wish: ProgressWish, by: Reporter, now: datetime) -> Progress:
    done = wish.value if wish.done is None else wish.done
    if done is None or None not in (wish.value, wish.done):
        raise NumberMissing
    last = work.measured.progress if work.measured else None
    total = last.total if wish.total is None and last else wish.total
    if total is not None and done > total:
        raise DoneExceedsTotal("value" if wish.done is None else "done", done, total)
    unit = wish.unit or (last.unit if last else None) or (work.target.unit if work.target else None)
    since = min(last.as_of if last else work.obligation.opened_at, now)
    as_of = effective_instant(wish.as_of, since, now, "as_of")
    return Progress(done=done, total=total, unit=unit, as_of=as_of, by_unit=by.unit, note=wish.note)


def _told(work: W, update: dict[str, object], change: ProgressChange, at: datetime | None = None) -> Change[W]:
    measured = (work.measured or Measured()).model_copy(update=update)
    after = work.model_copy(update={"version": work.version + 1, "measured": measured})
    before, at = old_values(work, after), at or change.progress.as_of
    if isinstance(after, TaskSnapshot):
        return Change(after, (Occurred(TaskProgressReported(before=before, after=after, change=change), at),))
    return Change(after, (Occurred(ModelProgressReported(before=before, after=after, change=change), at),))
