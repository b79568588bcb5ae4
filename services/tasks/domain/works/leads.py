"""A task goes to another lead unit: what is owed goes with it, and the history keeps who led (FR-NT-10)."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.values import Flag, Identifier, Line, Moment, Wish
from services.tasks.domain.works.work_errors import LeadUnchanged, NoLeadToChange, WorkClosed
from shared.calendar import local_date
from shared.events import Change, LeadChange, ModelSnapshot, Occurred, TaskLeadChanged, TaskSnapshot, UnitSnapshot
from shared.events.successions import ModelLeadChanged


class LeadWish(Wish):
    """The lead changes by a decision, with its reason and document."""

    lead_unit: Identifier
    reason: Line
    document: Line = Field(description="Number and symbol of the document that decides it")
    stays_coordinating: Flag = Field(False, description="The unit that led helps the new lead from now on")
    accountable_role_vi: Line | None = Field(None, description="Follows from the new lead unless it is given")
    accountable_role_en: Line | None = None
    effective_at: Moment | None = Field(None, description="When it took effect; now where it is left out")


def change_lead(
    task: TaskSnapshot, wish: LeadWish, units: Mapping[str, UnitSnapshot], now: datetime
) -> Change[TaskSnapshot]:
    """Raises WorkClosed, NoLeadToChange, LeadUnchanged, UnknownReference, UnitNotInForce, PartnerCannotLead."""
    old = task.lead_unit
    if not TASK.is_open(task.status):
        raise WorkClosed(task.status)
    if old is None:
        raise NoLeadToChange
    if old == wish.lead_unit:
        raise LeadUnchanged(old)
    at = effective_instant(wish.effective_at, task.status_since, now)
    after = task.model_copy(update=_led_by(task, wish, _new_lead(wish, units, at)))
    change = LeadChange(from_=old, to=wish.lead_unit, reason=wish.reason, document=wish.document)
    payload = TaskLeadChanged(before=old_values(task, after), after=after, change=change)
    return Change(after, (Occurred(payload, at),))


def pass_on(task: TaskSnapshot, lead: UnitSnapshot, change: LeadChange, at: datetime) -> tuple[TaskSnapshot, Occurred]:
    """An open task whose lead ends or gives it away goes to another unit (FR-X-07)."""
    wish = LeadWish(lead_unit=lead.id, reason=change.reason, document=change.document)
    after = task.model_copy(update=_led_by(task, wish, lead))
    return after, Occurred(TaskLeadChanged(before=old_values(task, after), after=after, change=change), at)


def pass_on_model(
    model: ModelSnapshot, lead: UnitSnapshot, change: LeadChange, at: datetime
) -> tuple[ModelSnapshot, Occurred]:
    """The same of a pilot model."""
    owed = model.obligation.model_copy(update={"owner_unit": lead.id, "accountable_role": lead.head_role})
    update = {"version": model.version + 1, "lead_unit": lead.id, "lead_basis": None, "obligation": owed}
    after = model.model_copy(update=update)
    return after, Occurred(ModelLeadChanged(before=old_values(model, after), after=after, change=change), at)


def _new_lead(wish: LeadWish, units: Mapping[str, UnitSnapshot], at: datetime) -> UnitSnapshot:
    lead = units.get(wish.lead_unit)
    if lead is None:
        raise UnknownReference("lead_unit", wish.lead_unit)
    require_lead(lead, local_date(at), "lead_unit")
    return lead


def _led_by(task: TaskSnapshot, wish: LeadWish, lead: UnitSnapshot) -> dict[str, object]:
    helpers = [unit for unit in task.coordinating_units if unit != lead.id]
    if wish.stays_coordinating and task.lead_unit not in helpers:
        helpers.append(str(task.lead_unit))
    owed = {"owner_unit": lead.id, "accountable_role": lead.head_role}
    return {
        "version": task.version + 1,
        "lead_unit": lead.id,
        "lead_basis": None,
        "coordinating_units": tuple(helpers),
        "accountable_role_vi": wish.accountable_role_vi or lead.head_role_vi,
        "accountable_role_en": wish.accountable_role_en or lead.head_role_en,
        "obligation": task.obligation.model_copy(update=owed),
    }
