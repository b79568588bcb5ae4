"""Tasks of plans and assignments of directives: registered, carried through their life cycle, their deadlines moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from services.tasks.domain.deadline import Deadline, DeadlineWish, Due, moved
from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import (
    DeadlineClosed,
    GroupOfOtherPlan,
    LeadAndAssignees,
    LeadCoordinates,
    LeadMissing,
    UnknownReference,
)
from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.steps import StatusWish, Step, adopt, step_of, take
from services.tasks.domain.unit import require_lead
from services.tasks.domain.values import DayOrMoment, Identifier, Line, Text, Wish, Word
from shared.calendar import local_date, start_of_day
from shared.events import (
    Change,
    DeadlineMove,
    GroupSnapshot,
    Occurred,
    PlanSnapshot,
    Source,
    StatusChange,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
    UnitSnapshot,
)
from shared.events.works import TaskKind, TaskStatus
from shared.tenancy import TenantId

OBLIGATION = "task"
_OF_LEAD = {"accountable_role_vi", "accountable_role_en"}


class NewTask(Wish):
    """A task of one lead unit, or of a class of units (`assignees`), each of which gets a child task."""

    id: Identifier
    kind: TaskKind = "unspecified"
    plan: Identifier
    group: Identifier | None = None
    directive: Identifier | None = None
    parent: Identifier | None = None
    title_vi: Line
    title_en: Line | None = None
    lead_unit: Identifier | None = Field(None, description="Exactly one unit leads; left out where assignees are named")
    lead_basis: Line | None = None
    coordinating_units: tuple[Identifier, ...] = Field((), max_length=100)
    coordinating_note_vi: Line | None = None
    assignees: tuple[Identifier, ...] = Field((), max_length=2000, description="Units that each get a child task")
    assignee_selector_vi: Line | None = None
    assignee_note: Line | None = None
    accountable_role_vi: Line | None = Field(None, description="Follows from the lead unit unless it is given")
    accountable_role_en: Line | None = None
    product_vi: Line | None = Field(None, description="The product that is owed")
    product_en: Line | None = None
    product: Text | None = Field(None, description="The product that was delivered")
    deliverable_type: Word | None = None
    deliver_to: Line | None = None
    bottleneck: Word | None = None
    sub: Word | None = None
    legal_refs: tuple[Line, ...] = Field((), max_length=100)
    membership: Word | None = None
    membership_note: Line | None = None
    due: Due = Due()
    opened_at: DayOrMoment | None = Field(None, description="When it was assigned; the plan's first instant else")
    status: TaskStatus = "not_started"
    status_as_of: DayOrMoment | None = Field(None, description="Since when running work has its status")
    status_basis: Line | None = None
    reason: Line | None = None
    note: Text | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what a new task names."""

    plan: PlanSnapshot | None
    group: GroupSnapshot | None
    parent: TaskSnapshot | None
    units: Mapping[str, UnitSnapshot]


def register(new: NewTask, tenant: TenantId, around: Surroundings, now: datetime) -> Change[TaskSnapshot]:
    """A new task; running work is adopted with its status, as a second event. Raises FieldRefused."""
    plan = _require_surroundings(new, around)
    opened_at = new.opened_at or start_of_day(plan.effective_from)
    lead = _require_units(new, around.units, opened_at)
    since = min(opened_at, now)
    task = TaskSnapshot(
        tenant=tenant,
        version=1,
        **new.model_dump(exclude={"due", "opened_at", "status", "status_as_of", "reason"} | _OF_LEAD),
        accountable_role_vi=new.accountable_role_vi or (lead.head_role_vi if lead else None),
        accountable_role_en=new.accountable_role_en or (lead.head_role_en if lead else None),
        due_date=new.due.date,
        due_raw=new.due.raw,
        status="not_started",
        status_since=since,
        obligation=open_obligation(OBLIGATION, lead, Deadline.of(new.due, "due."), opened_at),
    )
    registered = Occurred(TaskRegistered(after=task), since)
    return _adopted(task, new, registered, now)


def change_status(task: TaskSnapshot, wish: StatusWish, now: datetime) -> Change[TaskSnapshot]:
    """Raises IllegalTransition, ReasonMissing, ProductMissing, EffectiveInFuture, EffectiveBeforeLastChange."""
    after, change = take(task, TASK, step_of(wish, task.status_since, now))
    return Change(after, (_status_changed(task, after, change),))


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


def _adopted(task: TaskSnapshot, new: NewTask, registered: Occurred, now: datetime) -> Change[TaskSnapshot]:
    if new.status == task.status:
        return Change(task, (registered,))
    at = effective_instant(new.status_as_of, task.status_since, now, "status_as_of")
    after, change = adopt(task, TASK, Step(new.status, at, reason=new.reason, adopted=True))
    return Change(after, (registered, _status_changed(task, after, change)))


def _status_changed(before: TaskSnapshot, after: TaskSnapshot, change: StatusChange) -> Occurred:
    payload = TaskStatusChanged(before=old_values(before, after), after=after, change=change)
    return Occurred(payload, change.effective_at)


def _require_surroundings(new: NewTask, around: Surroundings) -> PlanSnapshot:
    if around.plan is None:
        raise UnknownReference("plan", new.plan)
    if new.group is not None and around.group is None:
        raise UnknownReference("group", new.group)
    if around.group is not None and around.group.plan != new.plan:
        raise GroupOfOtherPlan(around.group.id, new.plan)
    if new.parent is not None and around.parent is None:
        raise UnknownReference("parent", new.parent)
    return around.plan


def _require_units(new: NewTask, units: Mapping[str, UnitSnapshot], opened_at: datetime) -> UnitSnapshot | None:
    """The lead unit; None where the task is for a class of units."""
    if new.lead_unit is None and not new.assignees:
        raise LeadMissing
    if new.lead_unit is not None and new.assignees:
        raise LeadAndAssignees
    if new.lead_unit in new.coordinating_units:
        raise LeadCoordinates(str(new.lead_unit))
    for field, ids in _named_units(new):
        for unit in ids:
            if unit not in units:
                raise UnknownReference(field, unit)
            if field != "coordinating_units":
                require_lead(units[unit], local_date(opened_at), field)
    return units[new.lead_unit] if new.lead_unit else None


def _named_units(new: NewTask) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lead = (new.lead_unit,) if new.lead_unit else ()
    return ("lead_unit", lead), ("coordinating_units", new.coordinating_units), ("assignees", new.assignees)
