"""What the programme promises about one work, written down once more from its rules, so that no test asks the code what is right.

A promise knows the state that a work must have, says which refusals a wish deserves, and moves on with one that deserves none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from services.tasks.domain.errors import (
    DeadlineClosed,
    DeadlineIncomplete,
    DeadlineUnchanged,
    EffectiveBeforeLastChange,
    EffectiveInFuture,
    IllegalTransition,
    NotADecider,
    ProductMissing,
    ReasonMissing,
    Refusal,
)
from services.tasks.domain.works.work_errors import TargetNotReached
from shared.calendar import Precision
from shared.tenancy import Role

VIETNAM = timezone(timedelta(hours=7))
MICROSECOND = timedelta(microseconds=1)
Refusals = set[type[Refusal]]


def _table(text: str) -> dict[str, frozenset[str]]:
    rows = (row.split(":") for row in text.strip().splitlines())
    return {status.strip(): frozenset(steps.split()) for status, steps in rows}


TASK_STEPS = _table(
    """
    not_started:         in_progress on_hold cancelled
    in_progress:         submitted basically_completed completed on_hold cancelled
    submitted:           returned basically_completed completed on_hold cancelled
    returned:            in_progress submitted on_hold cancelled
    on_hold:             not_started in_progress cancelled
    basically_completed: completed cancelled
    completed:
    cancelled:
    """
)
MODEL_STEPS = _table(
    """
    not_started: in_progress
    in_progress: completed
    completed:   maintained
    maintained:
    """
)
DONE = {"basically_completed", "completed", "maintained"}
EXPLAINED = {"on_hold", "cancelled"}
OFFICES_THAT_DECIDE = {
    Role.CHAIRMAN,
    Role.PERMANENT_VICE_CHAIRMAN,
    Role.CENTRAL_OFFICER,
    Role.STANDING_OFFICER,
    Role.OFFICE_OFFICER,
    Role.UNIT_HEAD,
    Role.DISTRICT_CHAIR,
    Role.HOME_AFFAIRS_OFFICER,
}


def last_instant(day: date | None, precision: Precision) -> datetime | None:
    """A deadline is met until its day, month, quarter or year is over in Vietnam (FR-X-05): found by walking day by day."""
    if day is None or precision is Precision.NONE:
        return None
    period = {
        Precision.DAY: lambda d: d,
        Precision.MONTH: lambda d: (d.year, d.month),
        Precision.QUARTER: lambda d: (d.year, (d.month - 1) // 3),
        Precision.YEAR: lambda d: d.year,
    }[precision]
    after = day
    while period(after) == period(day):
        after += timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=VIETNAM).astimezone(UTC) - MICROSECOND


@dataclass(slots=True)
class Due:
    """A deadline as it is owed now."""

    at: datetime | None
    precision: Precision


@dataclass(slots=True)
class Wished:
    """What somebody asks of a work."""

    to: str
    at: datetime | None = None
    reason: str | None = None
    product: str | None = None


@dataclass(slots=True)
class Promise:
    """`proven` says whether completion needs its product; a `target` has to be reached before it."""

    steps: Mapping[str, frozenset[str]]
    since: datetime
    due: Due
    proven: bool = True
    target: int | None = None
    reached: int | None = None
    product: str | None = None
    status: str = "not_started"
    reason: str | None = None
    version: int = 1
    moves: int = 0
    discharged_at: datetime | None = None
    first_submitted_at: datetime | None = None
    waived: bool = False
    original_due_at: datetime | None = field(init=False)

    def __post_init__(self) -> None:
        self.original_due_at = self.due.at

    @property
    def open(self) -> bool:
        return self.status not in DONE and self.status != "cancelled"

    def refusals(self, wish: Wished, now: datetime) -> Refusals:
        found = self.refusals_to_adopt(wish, now)
        if wish.to not in self.steps[self.status]:
            found.add(IllegalTransition)
        if wish.to == "completed" and self.proven and not (wish.product or self.product):
            found.add(ProductMissing)
        if wish.to == "completed" and self.target is not None and (self.reached or 0) < self.target:
            found.add(TargetNotReached)
        return found

    def refusals_to_adopt(self, wish: Wished, now: datetime) -> Refusals:
        """What is taken over as it was reported needs no step that leads there, and no product."""
        found: Refusals = set()
        if wish.to in EXPLAINED and not wish.reason:
            found.add(ReasonMissing)
        if wish.at is not None and wish.at > now:
            found.add(EffectiveInFuture)
        if wish.at is not None and wish.at < self.since:
            found.add(EffectiveBeforeLastChange)
        return found

    def carry_out(self, wish: Wished, now: datetime, adopted: bool = False) -> None:
        self.since = max(now, self.since) if wish.at is None else wish.at
        told_at = min(self.since, self.due.at) if adopted and self.due.at else self.since
        self.status, self.reason, self.product = wish.to, wish.reason, wish.product or self.product
        self.version += 1
        if self.status in DONE:
            self.discharged_at = self.discharged_at or told_at
        if self.status == "submitted":
            self.first_submitted_at = self.first_submitted_at or told_at
        self.waived = self.waived or self.status == "cancelled"

    def refusals_to_move(self, day: date | None, precision: Precision, decider: Role) -> Refusals:
        found: Refusals = set()
        if not self.open:
            found.add(DeadlineClosed)
        if (day is None) is not (precision is Precision.NONE):
            found.add(DeadlineIncomplete)
        elif self.due == Due(last_instant(day, precision), precision):
            found.add(DeadlineUnchanged)
        if decider not in OFFICES_THAT_DECIDE:
            found.add(NotADecider)
        return found

    def move(self, day: date | None, precision: Precision) -> None:
        self.due = Due(last_instant(day, precision), precision)
        self.moves += 1
        self.version += 1

    def overdue(self, at: datetime) -> bool:
        return self.open and self.due.at is not None and at > self.due.at

    def due_soon(self, at: datetime) -> bool:
        return self.open and self.due.at is not None and self.due.at - timedelta(days=7) <= at <= self.due.at

    def outcome(self, at: datetime) -> str | None:
        """The official outcome, four ways and "no deadline" (FR-NA-05)."""
        if self.status == "cancelled":
            return None
        if self.due.at is None:
            return "no_deadline"
        if self.discharged_at:
            return "done_on_time" if self.discharged_at <= self.due.at else "done_late"
        return "open_overdue" if at > self.due.at else "open_in_time"
