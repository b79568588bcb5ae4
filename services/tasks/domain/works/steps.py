"""One step of a life cycle, the same for tasks and pilot models."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import Field

from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import ProductMissing, ReasonMissing
from services.tasks.domain.lifecycle import LifeCycle
from services.tasks.domain.obligation import adopted_discharge, after_step
from services.tasks.domain.values import Line, Moment, Text, Wish
from services.tasks.domain.works.measuring import OffTargetWish, off_target
from shared.events import Measured, ModelSnapshot, StatusChange, TaskSnapshot
from shared.events.work_parts import OffTarget

W = TypeVar("W", TaskSnapshot, ModelSnapshot)

AnyStatus = Literal[
    "not_started",
    "in_progress",
    "submitted",
    "returned",
    "basically_completed",
    "completed",
    "maintained",
    "on_hold",
    "cancelled",
]


class StatusWish(Wish):
    """A new status with what belongs to it; which fields are needed depends on the step."""

    to: AnyStatus
    note: Text | None = Field(None, description="What people should know about it")
    product: Text | None = Field(None, description="What was delivered; completion needs it")
    reason: Line | None = Field(None, description="Needed for on_hold and cancelled")
    effective_at: Moment | None = Field(None, description="When it took effect; now where it is left out")
    off_target: OffTargetWish | None = Field(None, description="Completes a work whose target is not reached")


@dataclass(frozen=True, slots=True)
class Step:
    """Where a work goes, when that took effect, and what is said about it."""

    to: str
    at: datetime
    note: str | None = None
    product: str | None = None
    reason: str | None = None
    adopted: bool = False
    off_target: OffTargetWish | None = None


def step_of(wish: StatusWish, since: datetime, now: datetime) -> Step:
    """Raises EffectiveInFuture, EffectiveBeforeLastChange."""
    at = effective_instant(wish.effective_at, since, now)
    return Step(wish.to, at, wish.note, wish.product, wish.reason, off_target=wish.off_target)


def take(work: W, life: LifeCycle, step: Step) -> tuple[W, StatusChange]:
    """The work after the step, one version later.

    Raises IllegalTransition, ReasonMissing, ProductMissing, TargetNotReached, OffTargetNotNeeded, NotADecider.
    """
    life.require_step(work.status, step.to)
    if step.to in life.explained and step.reason is None:
        raise ReasonMissing
    if step.to in life.proven and not (step.product or work.product):
        raise ProductMissing
    return _moved(work, life, step, off_target(work, step.to, step.off_target))


def adopt(work: W, life: LifeCycle, step: Step) -> tuple[W, StatusChange]:
    """Takes over a status that was reported before the system knew the work, as it is. Raises ReasonMissing."""
    if step.to in life.explained and step.reason is None:
        raise ReasonMissing
    return _moved(work, life, step)


def _told_at(work: W, step: Step) -> datetime:
    return adopted_discharge(work.obligation, step.at) if step.adopted else step.at


def _moved(work: W, life: LifeCycle, step: Step, missed: OffTarget | None = None) -> tuple[W, StatusChange]:
    update: dict[str, Any] = {
        "version": work.version + 1,
        "status": step.to,
        "status_since": step.at,
        "reason": step.reason,
        "product": step.product or work.product,
        "obligation": after_step(work.obligation, life, step.to, _told_at(work, step)),
    }
    if missed:
        update["measured"] = (work.measured or Measured()).model_copy(update={"off_target": missed})
    change = StatusChange(
        from_=work.status,
        to=step.to,
        note=step.note,
        product=step.product,
        reason=step.reason,
        effective_at=step.at,
        adopted=step.adopted,
        off_target=missed,
    )
    return work.model_copy(update=update), change
