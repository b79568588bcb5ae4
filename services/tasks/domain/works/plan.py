"""Plans of a year, and the frames of directives; what they planned stays reproducible (FR-NA-01)."""

from datetime import datetime

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import EffectiveInFuture
from services.tasks.domain.values import Count, Day, DayOrMoment, Identifier, Line, Wish, Word, Year
from services.tasks.domain.works.work_errors import PlanIssuedBefore
from shared.calendar import start_of_day
from shared.events import Change, Occurred, PlanIssued, PlanRegistered, PlanSnapshot, Source
from shared.tenancy import TenantId


class NewPlan(Wish):
    """`effective_from` is when its tasks are opened unless they say otherwise."""

    id: Identifier
    year: Year
    title_vi: Line
    title_en: Line | None = None
    doc_number: Word | None = Field(None, description="Number and symbol of the document, such as 1470/UBND-NC")
    effective_from: Day
    groups_total: Count | None = Field(None, description="What the plan states, not what is counted")
    tasks_total: Count | None = None
    models_total: Count | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def register(new: NewPlan, tenant: TenantId, now: datetime) -> Change[PlanSnapshot]:
    plan = PlanSnapshot(tenant=tenant, version=1, **new.model_dump())
    return Change(plan, (Occurred(PlanRegistered(after=plan), took_effect(plan, now)),))


class IssueWish(Wish):
    """The plan is issued: what is registered for it from now on counts as added (phát sinh)."""

    issued_at: DayOrMoment | None = Field(None, description="Now where it is left out")
    doc_number: Word | None = Field(None, description="Number and symbol of the document, where it was not known")


def issue(plan: PlanSnapshot, wish: IssueWish, now: datetime) -> Change[PlanSnapshot]:
    """Raises PlanIssuedBefore, EffectiveInFuture."""
    if plan.issued_at is not None:
        raise PlanIssuedBefore
    at = now if wish.issued_at is None else wish.issued_at
    if at > now:
        raise EffectiveInFuture("issued_at")
    update = {"version": plan.version + 1, "issued_at": at, "doc_number": wish.doc_number or plan.doc_number}
    after = plan.model_copy(update=update)
    return Change(after, (Occurred(PlanIssued(before=old_values(plan, after), after=after), at),))


def took_effect(plan: PlanSnapshot, now: datetime) -> datetime:
    """The first instant of the plan in Vietnam; a plan that lies ahead is known from now on."""
    return min(start_of_day(plan.effective_from), now)
