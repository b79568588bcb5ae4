"""What is owed by a time: one and the same block for everything that can be late, opened with it, discharged once."""

from datetime import datetime

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.lifecycle import CANCELLED, SUBMITTED, LifeCycle
from shared.events import Obligation, UnitSnapshot
from shared.tenancy import Role


def open_obligation(kind: str, owner: UnitSnapshot | None, deadline: Deadline, opened_at: datetime) -> Obligation:
    """The head of the owning unit answers for it (FR-BP-05); without an owner, the units it was assigned to owe it."""
    return Obligation(
        kind=kind,
        owner_unit=owner.id if owner else None,
        accountable_role=owner.head_role if owner else Role.UNIT_HEAD,
        opened_at=opened_at,
        due_at=deadline.due_at,
        due_precision=deadline.precision,
        original_due_at=deadline.due_at,
    )


def adopted_discharge(obligation: Obligation, at: datetime) -> datetime:
    """When work that came done into the system was done: by then at the latest, and nobody is called late on that alone."""
    return at if obligation.due_at is None else min(at, obligation.due_at)


def after_step(obligation: Obligation, life: LifeCycle, status: str, at: datetime) -> Obligation:
    """The first done status discharges it, the first submission is kept, and what is cancelled is no longer owed."""
    update: dict[str, object] = {}
    if status in life.done and obligation.discharged_at is None:
        update["discharged_at"] = at
    if status == SUBMITTED and obligation.first_submitted_at is None:
        update["first_submitted_at"] = at
    if status == CANCELLED:
        update["waived"] = True
    return obligation.model_copy(update=update)
