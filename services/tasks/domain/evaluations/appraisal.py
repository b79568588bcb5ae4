"""Appraisals: assessments of units at a day, achievements that are recognised, what lateness does (FR-NA-06, FR-NA-28)."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from services.tasks.domain.duty_errors import WorkOfOthers
from services.tasks.domain.errors import EffectiveInFuture, FieldRefused, UnknownReference
from services.tasks.domain.outcome import standing
from services.tasks.domain.values import Day, Identifier, Line, Text, Wish
from services.tasks.domain.works.work import Work
from shared.calendar import end_of_day, local_date, start_of_day
from shared.events import Change, Occurred, Source
from shared.events.appraisals import AppraisalKind, AppraisalSnapshot, AppraisalWritten, Judgement
from shared.tenancy import Role, TenantId

LATE = frozenset({"done_late", "open_overdue"})


class JudgementMisplaced(FieldRefused):
    """An assessment judges; what is recognised or noted does not."""

    def __init__(self) -> None:
        super().__init__("judgement", "belongs to an assessment")


class WorkMissing(FieldRefused):
    """What lateness does is noted for the work that is late."""

    def __init__(self) -> None:
        super().__init__("work", "an impact is that of a work")


class NotLate(FieldRefused):
    """Only what is late has an impact by its lateness (FR-NA-07)."""

    def __init__(self, work: str) -> None:
        super().__init__("work", f"{work} is not late")
        self.wanted = work


class NewBasis(Wish):
    text: Text
    documents: tuple[Line, ...] = Field((), max_length=100)


class NewAppraisal(Wish):
    id: Identifier
    kind: AppraisalKind
    unit: Identifier
    work: Identifier | None = Field(None, description="An impact needs it")
    as_of: Day = Field(description="The day at whose end it holds")
    judgement: Judgement | None = Field(None, description="An assessment needs it, nothing else has one")
    text_vi: Text
    text_en: Text | None = None
    basis: NewBasis | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what an appraisal names, and who writes it."""

    unit_exists: bool
    work: Work | None
    by: Role


def write(new: NewAppraisal, tenant: TenantId, around: Surroundings, now: datetime) -> Change[AppraisalSnapshot]:
    """Takes effect on its day. Raises EffectiveInFuture, UnknownReference, JudgementMisplaced, WorkMissing, NotLate, …"""
    if new.as_of > local_date(now):
        raise EffectiveInFuture("as_of")
    if not around.unit_exists:
        raise UnknownReference("unit", new.unit)
    if (new.kind == "assessment") != (new.judgement is not None):
        raise JudgementMisplaced
    _require_work(new, around.work, now)
    appraisal = AppraisalSnapshot(tenant=tenant, version=1, by_role=around.by, **new.model_dump())
    return Change(appraisal, (Occurred(AppraisalWritten(after=appraisal), start_of_day(new.as_of)),))


def _require_work(new: NewAppraisal, work: Work | None, now: datetime) -> None:
    if new.kind == "impact" and new.work is None:
        raise WorkMissing
    if new.work is None:
        return
    if work is None:
        raise UnknownReference("work", new.work)
    if work.lead_unit != new.unit:
        raise WorkOfOthers("work", new.work)
    if new.kind == "impact" and standing(work, min(end_of_day(new.as_of), now)).outcome not in LATE:
        raise NotLate(new.work)
