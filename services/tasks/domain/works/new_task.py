"""What is asked for with a new task, and what has to exist around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from services.tasks.domain.deadline import Due
from services.tasks.domain.directives.directive_errors import BlockOfOtherDirective
from services.tasks.domain.errors import (
    GroupOfOtherPlan,
    LeadAndAssignees,
    LeadCoordinates,
    LeadMissing,
    UnknownReference,
)
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.values import DayOrMoment, Identifier, Line, Quantity, Text, Wish, Word
from services.tasks.domain.works.measuring import NewTarget
from services.tasks.domain.works.schedule import NewMilestone
from shared.calendar import local_date, start_of_day
from shared.events import DirectiveSnapshot, GroupSnapshot, PlanSnapshot, Source, TaskSnapshot, UnitSnapshot
from shared.events.inspections import InspectionSnapshot
from shared.events.work_parts import ResourceForm, ResourcePurpose, Rhythm
from shared.events.works import TaskKind, TaskStatus

DeliverableType = Literal[
    "advice",
    "report",
    "proposal",
    "plan",
    "decree_draft",
    "system",
    "data",
    "rate",
    "data_sharing",
    "monitoring",
    "programme",
    "project",
    "submit_for_approval",
    "submit_for_promulgation",
]


class NewResources(Wish):
    """What pays for the work, and on which legal basis (FR-BP-07)."""

    form: ResourceForm
    purpose: ResourcePurpose | None = None
    amount: Quantity | None = Field(None, description="In đồng")
    legal_basis: tuple[Line, ...] = Field((), max_length=50, description="Without any it is on the warning list")


class UnitClass(Wish):
    """A class of units, such as all of the type ministry, or all of the level district; both conditions hold together."""

    type: Word | None = None
    level: Literal["central", "province", "district", "commune"] | None = None


class NewTask(Wish):
    """A task of one lead unit, or of a class of units (`assignees`), each of which gets a child task."""

    id: Identifier
    kind: TaskKind = "unspecified"
    plan: Identifier
    group: Identifier | None = None
    directive: Identifier | None = None
    block: Identifier | None = Field(None, description="Block of that directive that it carries out")
    inspection: Identifier | None = Field(None, description="Inspection that it follows from")
    parent: Identifier | None = None
    title_vi: Line
    title_en: Line | None = None
    lead_unit: Identifier | None = Field(None, description="Exactly one unit leads; left out where assignees are named")
    lead_basis: Line | None = None
    coordinating_units: tuple[Identifier, ...] = Field((), max_length=100)
    coordinating_note_vi: Line | None = None
    assignees: tuple[Identifier, ...] = Field((), max_length=2000, description="Units that each get a child task")
    assignee_classes: tuple[UnitClass, ...] = Field(
        (), max_length=20, description="Classes of units that are resolved now, beside those that are named"
    )
    assignee_selector_vi: Line | None = None
    assignee_note: Line | None = None
    accountable_role_vi: Line | None = Field(None, description="Follows from the lead unit unless it is given")
    accountable_role_en: Line | None = None
    product_vi: Line | None = Field(None, description="The product that is owed")
    product_en: Line | None = None
    product: Text | None = Field(None, description="The product that was delivered")
    deliverable_type: DeliverableType | None = Field(None, description="Sort of product (FR-BP-25)")
    deliver_to: Line | None = None
    bottleneck: Word | None = None
    sub: Word | None = None
    legal_refs: tuple[Line, ...] = Field((), max_length=100)
    membership: Word | None = None
    membership_note: Line | None = None
    due: Due = Due()
    target: NewTarget | None = None
    milestones: tuple[NewMilestone, ...] = Field((), max_length=100, description="Not for regular tasks")
    rhythm: Rhythm | None = Field(None, description="How often a regular task is to be met")
    resources: NewResources | None = None
    deciding_authority: Line | None = Field(None, description="Who decides about the product, where one does")
    opened_at: DayOrMoment | None = Field(
        None, description="When it was assigned; else the plan's first instant, or now if the plan was issued"
    )
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
    directive: DirectiveSnapshot | None = None
    inspection: InspectionSnapshot | None = None


def opened_at(new: NewTask, plan: PlanSnapshot, now: datetime) -> datetime:
    """When it was assigned: as stated, or with its plan; what is added to a plan that was issued is assigned now."""
    return new.opened_at or (now if plan.issued_at else start_of_day(plan.effective_from))


def require_surroundings(new: NewTask, around: Surroundings) -> PlanSnapshot:
    if around.plan is None:
        raise UnknownReference("plan", new.plan)
    if new.group is not None and around.group is None:
        raise UnknownReference("group", new.group)
    if around.group is not None and around.group.plan != new.plan:
        raise GroupOfOtherPlan(around.group.id, new.plan)
    if new.parent is not None and around.parent is None:
        raise UnknownReference("parent", new.parent)
    if new.inspection is not None and around.inspection is None:
        raise UnknownReference("inspection", new.inspection)
    _require_directive(new, around.directive)
    return around.plan


def _require_directive(new: NewTask, directive: DirectiveSnapshot | None) -> None:
    """Raises UnknownReference, BlockOfOtherDirective (FR-BP-02)."""
    if new.directive is not None and directive is None:
        raise UnknownReference("directive", new.directive)
    blocks = {block.id for block in directive.blocks} if directive else set()
    if new.block is not None and new.block not in blocks:
        raise BlockOfOtherDirective(new.block, new.directive)


def require_units(new: NewTask, units: Mapping[str, UnitSnapshot], since: datetime) -> UnitSnapshot | None:
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
                require_lead(units[unit], local_date(since), field)
    return units[new.lead_unit] if new.lead_unit else None


def _named_units(new: NewTask) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lead = (new.lead_unit,) if new.lead_unit else ()
    return ("lead_unit", lead), ("coordinating_units", new.coordinating_units), ("assignees", new.assignees)
