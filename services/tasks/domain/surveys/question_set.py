"""Question sets: each version is a whole set of questions, each question belongs to one of the five groups (FR-BP-08)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tasks.domain.bottlenecks.bottleneck_groups import require_scope
from services.tasks.domain.differences import old_values
from services.tasks.domain.surveys.survey_errors import QuestionTwice
from services.tasks.domain.values import Flag, Identifier, Line, Some, Wish
from shared.events import Change, Occurred, Source
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope
from shared.events.surveys import (
    AnswerType,
    Question,
    QuestionSetRegistered,
    QuestionSetRevised,
    QuestionSetSnapshot,
)
from shared.tenancy import TenantId


class NewQuestion(Wish):
    id: Identifier
    group: BottleneckGroup
    scope: BottleneckScope | None = None
    text_vi: Line
    text_en: Line | None = None
    answer_type: AnswerType = "status3+text"
    required: Flag = True
    source: Source = Source.ENTERED


_Questions = Annotated[tuple[NewQuestion, ...], Some, Field(max_length=200, json_schema_extra={"minItems": 1})]


class NewQuestionSet(Wish):
    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    directive: Identifier | None = None
    questions: _Questions
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class Revision(Wish):
    """The next version, as a whole. Rounds that were opened keep their questions."""

    questions: _Questions


def register(new: NewQuestionSet, tenant: TenantId, now: datetime) -> Change[QuestionSetSnapshot]:
    """Raises QuestionTwice, ScopeOfOtherGroup."""
    said = new.model_dump(exclude={"questions"})
    known = QuestionSetSnapshot(tenant=tenant, version=1, **said, questions=_questions(new.questions))
    return Change(known, (Occurred(QuestionSetRegistered(after=known), now),))


def revise(known: QuestionSetSnapshot, wish: Revision, now: datetime) -> Change[QuestionSetSnapshot]:
    """Raises QuestionTwice, ScopeOfOtherGroup."""
    after = known.model_copy(update={"version": known.version + 1, "questions": _questions(wish.questions)})
    payload = QuestionSetRevised(before=old_values(known, after), after=after)
    return Change(after, (Occurred(payload, now),))


def _questions(asked: Sequence[NewQuestion]) -> tuple[Question, ...]:
    seen: set[str] = set()
    for place, question in enumerate(asked):
        require_scope(question.group, question.scope, f"questions.{place}.scope")
        if question.id in seen:
            raise QuestionTwice(f"questions.{place}.id", question.id)
        seen.add(question.id)
    return tuple(Question(**question.model_dump()) for question in asked)
