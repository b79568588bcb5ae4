"""What is derived from a work at an instant and never stored: outcome, done, overdue, due soon (FR-NA-05)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from services.tasks.domain.lifecycle import CANCELLED
from services.tasks.domain.works.work import Work, is_still_open, life_of

SOON = timedelta(days=7)

Outcome = Literal["done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a work stands; what was cancelled, or goes on in another tenant, has no outcome.

    A deadline is met in its last instant, missed in the next.
    """

    outcome: Outcome | None
    done: bool
    overdue: bool
    due_soon: bool


def standing(work: Work, now: datetime) -> Standing:
    """`due_soon`: open, not overdue, and due within seven days."""
    life = life_of(work)
    due_at = work.obligation.due_at
    is_open = is_still_open(work)
    overdue = is_open and due_at is not None and now > due_at
    return Standing(
        outcome=_outcome(work, now),
        done=work.status in life.done,
        overdue=overdue,
        due_soon=is_open and due_at is not None and not overdue and due_at - now <= SOON,
    )


def settled(work: Work) -> Outcome | None:
    """The outcome that no passing of time changes any more; None where the deadline still decides, or it was cancelled."""
    due_at, discharged_at = work.obligation.due_at, work.obligation.discharged_at
    if work.status == CANCELLED or work.passed_to is not None:
        return None
    if due_at is None:
        return "no_deadline"
    if discharged_at is not None:
        return "done_on_time" if discharged_at <= due_at else "done_late"
    return None


def _outcome(work: Work, now: datetime) -> Outcome | None:
    due_at = work.obligation.due_at
    if work.passed_to is not None:
        return None
    if work.status == CANCELLED or due_at is None or work.obligation.discharged_at is not None:
        return settled(work)
    return "open_in_time" if now <= due_at else "open_overdue"
