"""Rounds of a survey: they freeze a version of a question set and invite units, each of which owes one response (FR-BP-08).

The responses follow from the round alone, so that a round whose opening was cut short can be completed at any time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tasks.domain.bottlenecks.bottleneck_groups import require_scope
from services.tasks.domain.deadline import Deadline, Due
from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import EffectiveInFuture, UnknownReference
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.surveys.survey_errors import AnswerIdTooLong
from services.tasks.domain.values import DayOrMoment, Identifier, Line, Some, Text, Wish
from shared.calendar import local_date
from shared.events import Change, Occurred, Source, UnitSnapshot
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope
from shared.events.survey_responses import SurveyResponseOpened, SurveyResponseSnapshot
from shared.events.surveys import (
    GroupAssessment,
    QuestionSetSnapshot,
    SurveyRoundAssessed,
    SurveyRoundOpened,
    SurveyRoundSnapshot,
)
from shared.tenancy import Principal, TenantId, is_identifier

OBLIGATION = "survey_response"


class NewRound(Wish):
    """Freezes the present version of the question set."""

    id: Identifier
    question_set: Identifier
    title_vi: Line
    title_en: Line | None = None
    directive: Identifier | None = None
    invited: Annotated[tuple[Identifier, ...], Some, Field(max_length=2000, json_schema_extra={"minItems": 1})]
    due: Due = Due()
    opened_at: DayOrMoment | None = Field(None, description="Now where it is left out")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class AssessmentWish(Wish):
    scope: BottleneckScope | None = Field(None, description="Part of the group resources that it is about")
    assessment: Text
    solutions: tuple[Line, ...] = Field((), max_length=50)


def open_round(
    new: NewRound, tenant: TenantId, asked: QuestionSetSnapshot | None, units: Mapping[str, UnitSnapshot], now: datetime
) -> Change[SurveyRoundSnapshot]:
    """A unit named twice is invited once. Raises FieldRefused."""
    if asked is None:
        raise UnknownReference("question_set", new.question_set)
    deadline, at = Deadline.of(new.due, "due."), new.opened_at or now
    if at > now:
        raise EffectiveInFuture("opened_at")
    _require_units(new, units, at)
    opened = SurveyRoundSnapshot(
        tenant=tenant,
        version=1,
        **new.model_dump(exclude={"due", "opened_at", "invited"}),
        question_set_version=asked.version,
        questions=asked.questions,
        invited=tuple(dict.fromkeys(new.invited)),
        opened_at=at,
        due_at=deadline.due_at,
        due_precision=deadline.precision,
    )
    _require_room(opened)
    return Change(opened, (Occurred(SurveyRoundOpened(after=opened), at),))


def assess(
    opened: SurveyRoundSnapshot, group: BottleneckGroup, wish: AssessmentWish, by: Principal, now: datetime
) -> Change[SurveyRoundSnapshot]:
    """Takes the place of what was written of that group and scope before. Raises ScopeOfOtherGroup (FR-BP-10)."""
    require_scope(group, wish.scope, "scope")
    at = max(now, opened.opened_at)
    written = GroupAssessment(group=group, **wish.model_dump(), at=at, role=by.role, unit=by.unit)
    others = [known for known in opened.assessments if (known.group, known.scope) != (group, wish.scope)]
    update = {"assessments": (*others, written), "version": opened.version + 1}
    after = opened.model_copy(update=update)
    payload = SurveyRoundAssessed(before=old_values(opened, after), after=after)
    return Change(after, (Occurred(payload, at),))


def response_id(survey_round: str, unit: str) -> str:
    return f"{survey_round}.{unit}"


def bottleneck_id(response: str, question: str) -> str:
    return f"{response}.{question}"


def response_of(opened: SurveyRoundSnapshot, unit: UnitSnapshot) -> Change[SurveyResponseSnapshot]:
    """The empty draft that an invited unit owes from the opening on."""
    deadline = Deadline(opened.due_at, opened.due_precision)
    draft = SurveyResponseSnapshot(
        id=response_id(opened.id, unit.id),
        tenant=opened.tenant,
        version=1,
        source=opened.source,
        source_ref=opened.source_ref,
        round=opened.id,
        unit=unit.id,
        title_vi=opened.title_vi,
        title_en=opened.title_en,
        status="draft",
        status_since=opened.opened_at,
        obligation=open_obligation(OBLIGATION, unit, deadline, opened.opened_at),
    )
    return Change(draft, (Occurred(SurveyResponseOpened(after=draft), opened.opened_at),))


def _require_units(new: NewRound, units: Mapping[str, UnitSnapshot], at: datetime) -> None:
    for place, unit in enumerate(new.invited):
        field = f"invited.{place}"
        if unit not in units:
            raise UnknownReference(field, unit)
        require_lead(units[unit], local_date(at), field)


def _require_room(opened: SurveyRoundSnapshot) -> None:
    """Every answer may raise a bottleneck, whose id follows from the round, the unit and the question."""
    unit = max(opened.invited, key=len)
    question = max((question.id for question in opened.questions), key=len)
    longest = bottleneck_id(response_id(opened.id, unit), question)
    if not is_identifier(longest):
        raise AnswerIdTooLong(longest)
