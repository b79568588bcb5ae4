"""Pilot models: a registry of their own, never counted among the tasks (FR-NA-02, FR-NT-17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import Field

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.lifecycle import MODEL
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.values import Count, DayOrMoment, Flag, Identifier, Line, Text, Wish, Year
from services.tasks.domain.works.measuring import NewTarget
from services.tasks.domain.works.steps import StatusWish, Step, adopt, step_of, take
from shared.calendar import Precision, local_date, start_of_day
from shared.events import (
    Change,
    ModelRegistered,
    ModelSnapshot,
    ModelStatusChanged,
    Occurred,
    Source,
    StatusChange,
    UnitSnapshot,
)
from shared.events.works import ModelStatus
from shared.tenancy import TenantId

OBLIGATION = "pilot_model"
_NO_DEADLINE = Deadline(None, Precision.NONE)


class NewModel(Wish):
    """`focus` puts it on the acceleration list, at `focus_order` (FR-NA-10)."""

    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    title_vi_basis: Line | None = None
    lead_unit: Identifier
    lead_basis: Line | None = None
    year: Year
    is_new: Flag | None = None
    focus: Flag = False
    focus_order: Count | None = None
    target: NewTarget | None = None
    linked_tasks: tuple[Identifier, ...] = Field((), max_length=100)
    product: Text | None = Field(None, description="The product that was delivered")
    opened_at: DayOrMoment | None = Field(None, description="The first instant of its year if left out")
    status: ModelStatus = "not_started"
    status_as_of: DayOrMoment | None = Field(None, description="Since when a running model has its status")
    status_basis: Line | None = None
    note: Text | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what a new model names."""

    lead: UnitSnapshot | None
    tasks: Collection[str]


def register(new: NewModel, tenant: TenantId, around: Surroundings, now: datetime) -> Change[ModelSnapshot]:
    """A new model; a running one is adopted with its status, as a second event. Raises FieldRefused."""
    opened_at = new.opened_at or start_of_day(date(new.year, 1, 1))
    lead = _require_surroundings(new, around, opened_at)
    since = min(opened_at, now)
    model = ModelSnapshot(
        tenant=tenant,
        version=1,
        **new.model_dump(exclude={"opened_at", "status", "status_as_of"}),
        status="not_started",
        status_since=since,
        obligation=open_obligation(OBLIGATION, lead, _NO_DEADLINE, opened_at),
    )
    registered = Occurred(ModelRegistered(after=model), since)
    if new.status == model.status:
        return Change(model, (registered,))
    at = effective_instant(new.status_as_of, since, now, "status_as_of")
    after, change = adopt(model, MODEL, Step(new.status, at, adopted=True))
    return Change(after, (registered, _status_changed(model, after, change)))


def change_status(model: ModelSnapshot, wish: StatusWish, now: datetime) -> Change[ModelSnapshot]:
    """Raises IllegalTransition, TargetNotReached, FieldRefused.

    A model with a quantified target is completed when its target is reached, or off target by a decision (FR-NA-11).
    """
    after, change = take(model, MODEL, step_of(wish, model.status_since, now))
    return Change(after, (_status_changed(model, after, change),))


def _require_surroundings(new: NewModel, around: Surroundings, opened_at: datetime) -> UnitSnapshot:
    if around.lead is None:
        raise UnknownReference("lead_unit", new.lead_unit)
    require_lead(around.lead, local_date(opened_at), "lead_unit")
    for task in new.linked_tasks:
        if task not in around.tasks:
            raise UnknownReference("linked_tasks", task)
    return around.lead


def _status_changed(before: ModelSnapshot, after: ModelSnapshot, change: StatusChange) -> Occurred:
    payload = ModelStatusChanged(before=old_values(before, after), after=after, change=change)
    return Occurred(payload, change.effective_at)
