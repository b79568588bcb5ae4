"""Tasks of plans and assignments of directives: registered, carried through their life cycle, their deadlines moved."""

from datetime import datetime

from services.tasks.domain.deadline import Deadline, DeadlineWish, moved
from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import DeadlineClosed
from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.works.new_task import NewTask, Surroundings, opened_at, require_surroundings, require_units
from services.tasks.domain.works.schedule import with_milestones, with_rhythm
from services.tasks.domain.works.securing import require_secured
from services.tasks.domain.works.steps import StatusWish, Step, adopt, step_of, take
from services.tasks.domain.works.work_errors import ApprovalNeeded
from shared.events import (
    Change,
    DeadlineMove,
    Occurred,
    Schedule,
    StatusChange,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
)
from shared.events.work_parts import Approval
from shared.tenancy import TenantId

OBLIGATION = "task"
_DERIVED = {
    *("due", "opened_at", "status", "status_as_of", "reason"),
    *("accountable_role_vi", "accountable_role_en", "milestones", "rhythm", "deciding_authority"),
    "assignee_classes",
}
_OF_APPROVALS = frozenset({"submitted", "returned", "basically_completed", "completed"})


def register(new: NewTask, tenant: TenantId, around: Surroundings, now: datetime) -> Change[TaskSnapshot]:
    """A new task; running work is adopted with its status, as a second event. Raises FieldRefused."""
    plan = require_surroundings(new, around)
    assigned_at = opened_at(new, plan, now)
    lead = require_units(new, around.units, assigned_at)
    since = min(assigned_at, now)
    task = TaskSnapshot(
        tenant=tenant,
        version=1,
        **new.model_dump(exclude=_DERIVED),
        accountable_role_vi=new.accountable_role_vi or (lead.head_role_vi if lead else None),
        accountable_role_en=new.accountable_role_en or (lead.head_role_en if lead else None),
        due_date=new.due.date,
        due_raw=new.due.raw,
        status="not_started",
        status_since=since,
        added=plan.issued_at is not None,
        schedule=_schedule(new),
        approval=Approval(authority=new.deciding_authority) if new.deciding_authority else None,
        obligation=open_obligation(OBLIGATION, lead, Deadline.of(new.due, "due."), assigned_at),
    )
    registered = Occurred(TaskRegistered(after=task), since)
    return _adopted(task, new, registered, now)


def change_status(task: TaskSnapshot, wish: StatusWish, now: datetime) -> Change[TaskSnapshot]:
    """Raises IllegalTransition, ApprovalNeeded, TargetNotReached, FieldRefused."""
    TASK.require_step(task.status, wish.to)
    if task.approval is not None and wish.to in _OF_APPROVALS:
        raise ApprovalNeeded
    return step_change(task, task, wish, now)


def step_change(task: TaskSnapshot, before: TaskSnapshot, wish: StatusWish, now: datetime) -> Change[TaskSnapshot]:
    """`task` is `before` with what changes together with its status. Raises SecurityOpen, and what a step raises."""
    step = step_of(wish, task.status_since, now)
    TASK.require_step(task.status, step.to)
    require_secured(task, step.to)
    after, change = take(task, TASK, step)
    return Change(after, (_status_changed(before, after, change),))


def move_deadline(task: TaskSnapshot, wish: DeadlineWish, now: datetime) -> Change[TaskSnapshot]:
    """Raises DeadlineClosed, DeadlineUnchanged, DeadlineIncomplete, NotADecider (FR-X-08)."""
    if not TASK.is_open(task.status):
        raise DeadlineClosed(task.status)
    obligation = moved(task.obligation, wish)
    update = {"version": task.version + 1, "due_date": wish.date, "due_raw": None, "obligation": obligation}
    after = task.model_copy(update=update)
    change = DeadlineMove(
        from_due_at=task.obligation.due_at,
        to_due_at=obligation.due_at,
        precision=wish.precision,
        reason=wish.reason,
        document=wish.document,
        decided_by_role=wish.decided_by_role,
    )
    payload = TaskDeadlineMoved(before=old_values(task, after), after=after, change=change)
    return Change(after, (Occurred(payload, now),))


def _schedule(new: NewTask) -> Schedule | None:
    """Raises NamedTwice, NotOfThisKind."""
    known = with_milestones(None, new.kind, new.milestones) if new.milestones else None
    return with_rhythm(known, new.kind, new.rhythm) if new.rhythm else known


def _adopted(task: TaskSnapshot, new: NewTask, registered: Occurred, now: datetime) -> Change[TaskSnapshot]:
    if new.status == task.status:
        return Change(task, (registered,))
    at = effective_instant(new.status_as_of, task.status_since, now, "status_as_of")
    after, change = adopt(task, TASK, Step(new.status, at, reason=new.reason, adopted=True))
    return Change(after, (registered, _status_changed(task, after, change)))


def _status_changed(before: TaskSnapshot, after: TaskSnapshot, change: StatusChange) -> Occurred:
    payload = TaskStatusChanged(before=old_values(before, after), after=after, change=change)
    return Occurred(payload, change.effective_at)
