"""Details of works that are set later: who helps, milestones, resources, targets, sites. What is left out stays."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import EffectiveInFuture, LeadCoordinates, UnknownReference
from services.tasks.domain.lifecycle import CANCELLED
from services.tasks.domain.values import Count, Day, Flag, Identifier, Line, Wish
from services.tasks.domain.works.measuring import NewTarget
from services.tasks.domain.works.new_task import DeliverableType, NewResources
from services.tasks.domain.works.schedule import NewMilestone, named_once, with_milestones, with_rhythm
from services.tasks.domain.works.securing import FIELD, NewCheck, with_checks
from services.tasks.domain.works.work_errors import NothingChanges, WorkClosed
from shared.calendar import local_date
from shared.events import (
    Change,
    Measured,
    ModelAmended,
    ModelSnapshot,
    Occurred,
    Progress,
    Schedule,
    Target,
    TaskAmended,
    TaskSnapshot,
)
from shared.events.work_details import Amendment
from shared.events.work_parts import Approval, ChecklistItem, Resources, Rhythm, Site, SiteStatus

W = TypeVar("W", TaskSnapshot, ModelSnapshot)

_ABOUT = frozenset({"reason", "document"})
OF_THE_LEAD = frozenset({"milestones", "resources", "product_vi", "product_en", "deliverable_type", FIELD}) | _ABOUT
OF_THE_MODELS_LEAD = frozenset({"sites", "checklist"}) | _ABOUT
"""What the lead plans and knows itself; everything else is set by those who plan the programme."""


class TaskDetails(Wish):
    """Only the fields that are given change; null takes a value away."""

    coordinating_units: tuple[Identifier, ...] = Field((), max_length=100)
    coordinating_note_vi: Line | None = None
    accountable_role_vi: Line | None = None
    accountable_role_en: Line | None = None
    product_vi: Line | None = Field(None, description="The product that is owed")
    product_en: Line | None = None
    deliverable_type: DeliverableType | None = None
    legal_refs: tuple[Line, ...] = Field((), max_length=100)
    target: NewTarget | None = None
    milestones: tuple[NewMilestone, ...] = Field((), max_length=100, description="The whole plan of milestones")
    rhythm: Rhythm | None = Field(None, description="How often a regular task is to be met")
    resources: NewResources | None = None
    security_checklist: tuple[NewCheck, ...] = Field(
        (),
        max_length=100,
        description="All that has to be shown of security; less than before needs a reason (FR-NT-09)",
    )
    deciding_authority: Line | None = Field(None, description="Who decides about the product")
    reason: Line | None = None
    document: Line | None = Field(None, description="Number and symbol of the document that decides it")


class NewSite(Wish):
    name_vi: Line
    unit: Identifier | None = None
    status: SiteStatus = "not_started"


class NewChecklistItem(Wish):
    name_vi: Line
    done_on: Day | None = Field(None, description="Day since which it is there; null: not yet")


class ModelDetails(Wish):
    """Only the fields that are given change; null takes a value away."""

    sites: tuple[NewSite, ...] = Field((), max_length=500, description="All sites of the model (FR-NT-18)")
    checklist: tuple[NewChecklistItem, ...] = Field(
        (), max_length=500, description="All items; how many are done is its progress"
    )
    target: NewTarget | None = None
    focus: Flag = Field(False, description="On the acceleration list (FR-NA-10)")
    focus_order: Count | None = None
    is_new: Flag | None = None
    reason: Line | None = None
    document: Line | None = Field(None, description="Number and symbol of the document that decides it")


def amend_task(task: TaskSnapshot, wish: TaskDetails, units: Collection[str], now: datetime) -> Change[TaskSnapshot]:
    """`units` are those that exist. Raises WorkClosed, NothingChanges, UnknownReference, LeadCoordinates, FieldRefused."""
    if task.status == CANCELLED:
        raise WorkClosed(task.status)
    given = wish.model_fields_set - _ABOUT
    _require_helpers(task, wish, units)
    plain = {name: getattr(wish, name) for name in given & TaskSnapshot.model_fields.keys() - _BUILT}
    built = {name: make(task, wish) for name, make in _MADE.items() if given & _BUILT_FROM[name]}
    if FIELD in given:
        built[FIELD] = with_checks(task.security_checklist, wish.security_checklist, wish.reason, now)
    after = _changed(task, plain | built)
    payload = TaskAmended(before=old_values(task, after), after=after, change=_said(wish, given))
    return Change(after, (Occurred(payload, now),))


def amend_model(
    model: ModelSnapshot, wish: ModelDetails, units: Collection[str], now: datetime
) -> Change[ModelSnapshot]:
    """Raises NothingChanges, UnknownReference, NamedTwice."""
    given = wish.model_fields_set - _ABOUT
    _require_known("sites", [site.unit for site in wish.sites if site.unit], units)
    named_once("sites", [site.name_vi for site in wish.sites])
    named_once("checklist", [item.name_vi for item in wish.checklist])
    update: dict[str, Any] = {name: getattr(wish, name) for name in given}
    if "sites" in given:
        update["sites"] = tuple(Site(**site.model_dump()) for site in wish.sites)
    if "checklist" in given:
        update |= _checked(model, wish, now)
    if "target" in given:
        update["target"] = _target(wish.target)
    after = _changed(model, update)
    payload = ModelAmended(before=old_values(model, after), after=after, change=_said(wish, given))
    return Change(after, (Occurred(payload, now),))


def _checked(model: ModelSnapshot, wish: ModelDetails, now: datetime) -> dict[str, Any]:
    """The list, and how much of it is done, as the number that counts (FR-NA-12). Raises EffectiveInFuture."""
    items = tuple(ChecklistItem(**item.model_dump()) for item in wish.checklist)
    done = [item.done_on for item in items if item.done_on is not None]
    if any(day > local_date(now) for day in done):
        raise EffectiveInFuture("checklist")
    if items == model.checklist or not items:
        return {"checklist": items}
    unit = model.target.unit if model.target else None
    progress = Progress(done=len(done), total=len(items), unit=unit, as_of=now, by_unit=model.lead_unit)
    return {
        "checklist": items,
        "measured": (model.measured or Measured()).model_copy(update={"progress": progress}),
    }


def _schedule(task: TaskSnapshot, wish: TaskDetails) -> Schedule | None:
    known, given = task.schedule, wish.model_fields_set
    if "milestones" in given:
        known = with_milestones(known, task.kind, wish.milestones)
    if "rhythm" in given:
        known = with_rhythm(known, task.kind, wish.rhythm)
    return None if known == Schedule() else known


def _approval(task: TaskSnapshot, wish: TaskDetails) -> Approval | None:
    known = task.approval or Approval()
    after = known.model_copy(update={"authority": wish.deciding_authority})
    return None if after == Approval() else after


def _target(wish: NewTarget | None) -> Target | None:
    return Target(**wish.model_dump()) if wish else None


def _resources(wish: NewResources | None) -> Resources | None:
    return Resources(**wish.model_dump()) if wish else None


_MADE: Mapping[str, Any] = {
    "schedule": _schedule,
    "approval": _approval,
    "target": lambda _, wish: _target(wish.target),
    "resources": lambda _, wish: _resources(wish.resources),
}
_BUILT_FROM = {
    "schedule": {"milestones", "rhythm"},
    "approval": {"deciding_authority"},
    "target": {"target"},
    "resources": {"resources"},
}
_BUILT = frozenset({"target", "resources", FIELD})


def _require_helpers(task: TaskSnapshot, wish: TaskDetails, units: Collection[str]) -> None:
    _require_known("coordinating_units", wish.coordinating_units, units)
    if task.lead_unit in wish.coordinating_units:
        raise LeadCoordinates(str(task.lead_unit))


def _require_known(field: str, wanted: Collection[str], units: Collection[str]) -> None:
    for unit in wanted:
        if unit not in units:
            raise UnknownReference(field, unit)


def _changed(work: W, update: dict[str, Any]) -> W:
    after = work.model_copy(update=update)
    if after == work:
        raise NothingChanges
    return after.model_copy(update={"version": work.version + 1})


def _said(wish: TaskDetails | ModelDetails, given: Collection[str]) -> Amendment:
    return Amendment(fields=tuple(sorted(given)), reason=wish.reason, document=wish.document)
