"""The response of one unit in one round: draft, submitted, returned, submitted again, accepted (FR-BP-09, FR-BP-19)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import Field

from services.tasks.domain.bottlenecks import bottleneck
from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.lifecycle import LifeCycle
from services.tasks.domain.surveys.survey_errors import (
    AnsweredTwice,
    AnswersMissing,
    Lack,
    ResponseHandedIn,
    SomethingToReport,
    UnknownQuestion,
)
from services.tasks.domain.surveys.survey_round import bottleneck_id
from services.tasks.domain.values import Flag, Identifier, Line, Moment, Text, Wish
from shared.events import Change, Obligation, Occurred
from shared.events.bottlenecks import BottleneckSnapshot, BottleneckStep, SurveyOrigin
from shared.events.survey_responses import (
    Answer,
    AnswerStatus,
    ResponseReview,
    ResponseStatus,
    SurveyResponseAccepted,
    SurveyResponseReturned,
    SurveyResponseSaved,
    SurveyResponseSnapshot,
    SurveyResponseSubmitted,
)
from shared.events.surveys import Question, SurveyRoundSnapshot
from shared.tenancy import Role, TenantId

LIFE = LifeCycle(
    steps={
        "draft": ("submitted",),
        "submitted": ("returned", "accepted"),
        "returned": ("submitted",),
        "accepted": (),
    },
    done=frozenset({"submitted", "accepted"}),
)
Draft = SurveyResponseSnapshot
_EFFECTIVE = Field(None, description="When it took effect; now where it is left out")


class AnswerWish(Wish):
    """thuan_loi: no problem; con_vuong: the unit can solve it; diem_nghen: a bottleneck, which needs its words."""

    question: Identifier
    status: AnswerStatus | None = None
    text: Text | None = None


class DraftWish(Wish):
    """Takes the place of what was saved before; answers may be missing."""

    answers: tuple[AnswerWish, ...] = Field((), max_length=200)
    nothing_to_report: Flag = False


class SubmissionWish(Wish):
    """What is left out is taken from the draft."""

    answers: tuple[AnswerWish, ...] | None = Field(None, max_length=200)
    nothing_to_report: Flag | None = Field(None, description="Said explicitly; then questions may stay without answers")
    effective_at: Moment | None = _EFFECTIVE


class ReturnWish(Wish):
    reason: Line
    effective_at: Moment | None = _EFFECTIVE


class AcceptanceWish(Wish):
    note: Text | None = None
    effective_at: Moment | None = _EFFECTIVE


def save(known: Draft, wish: DraftWish, asked: SurveyRoundSnapshot, now: datetime) -> Change[Draft]:
    """Raises ResponseHandedIn, UnknownQuestion, AnsweredTwice."""
    if known.status not in {"draft", "returned"}:
        raise ResponseHandedIn(known.status)
    answers = _answers(wish.answers, asked)
    update = {"answers": answers, "nothing_to_report": wish.nothing_to_report, "version": known.version + 1}
    after = known.model_copy(update=update)
    payload = SurveyResponseSaved(before=old_values(known, after), after=after)
    return Change(after, (Occurred(payload, max(now, known.status_since)),))


def submit(known: Draft, wish: SubmissionWish, asked: SurveyRoundSnapshot, role: Role, now: datetime) -> Change[Draft]:
    """Raises IllegalTransition, AnswersMissing, SomethingToReport, UnknownQuestion, AnsweredTwice, EffectiveInFuture, …"""
    LIFE.require_step(known.status, "submitted")
    answers = known.answers if wish.answers is None else _answers(wish.answers, asked)
    nothing = known.nothing_to_report if wish.nothing_to_report is None else wish.nothing_to_report
    _require_complete(answers, asked.questions, nothing=nothing)
    at = effective_instant(wish.effective_at, known.status_since, now)
    owed = known.obligation
    update = {
        "answers": answers,
        "nothing_to_report": nothing,
        "submitted_at": at,
        "submitted_by_role": role,
        "reason": None,
        "obligation": _met(owed, at, owed.first_submitted_at or at),
    }
    after = _moved(known, "submitted", at, update)
    payload = SurveyResponseSubmitted(before=old_values(known, after), after=after)
    return Change(after, (Occurred(payload, at),))


def give_back(known: Draft, wish: ReturnWish, now: datetime) -> Change[Draft]:
    """The unit owes it again. Raises IllegalTransition, EffectiveInFuture, EffectiveBeforeLastChange."""
    LIFE.require_step(known.status, "returned")
    at = effective_instant(wish.effective_at, known.status_since, now)
    owed = known.obligation
    update = {"reason": wish.reason, "obligation": _met(owed, None, owed.first_submitted_at)}
    after = _moved(known, "returned", at, update)
    change = ResponseReview(reason=wish.reason)
    payload = SurveyResponseReturned(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, at),))


def accept(known: Draft, wish: AcceptanceWish, now: datetime) -> Change[Draft]:
    """Raises IllegalTransition, EffectiveInFuture, EffectiveBeforeLastChange."""
    LIFE.require_step(known.status, "accepted")
    at = effective_instant(wish.effective_at, known.status_since, now)
    after = _moved(known, "accepted", at, {})
    change = ResponseReview(note=wish.note)
    payload = SurveyResponseAccepted(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, at),))


def bottlenecks_of(submitted: Draft, asked: SurveyRoundSnapshot) -> list[Change[BottleneckSnapshot]]:
    """An open bottleneck for each answer that names one. They follow from the response alone (FR-BP-13)."""
    if submitted.submitted_at is None or submitted.submitted_by_role is None:
        return []
    step = BottleneckStep(
        status="open", at=submitted.submitted_at, role=submitted.submitted_by_role, unit=submitted.unit
    )
    questions = {question.id: question for question in asked.questions}
    named = [answer for answer in submitted.answers if answer.status == "diem_nghen"]
    return [_raised(submitted, questions[answer.question], answer, step) for answer in named]


def _raised(submitted: Draft, question: Question, answer: Answer, step: BottleneckStep) -> Change[BottleneckSnapshot]:
    said = {
        "id": bottleneck_id(submitted.id, question.id),
        "group": question.group,
        "scope": question.scope,
        "title_vi": question.text_vi,
        "title_en": question.text_en,
        "description_vi": answer.text,
        "owner_unit": submitted.unit,
        "source": submitted.source,
    }
    origin = SurveyOrigin(round=submitted.round, response=submitted.id, question=question.id)
    return bottleneck.opened(TenantId(submitted.tenant), said, step, origin)


def _moved(known: Draft, status: ResponseStatus, at: datetime, update: dict[str, Any]) -> Draft:
    moved = {"status": status, "status_since": at, "version": known.version + 1}
    return known.model_copy(update={**update, **moved})


def _met(owed: Obligation, at: datetime | None, first: datetime | None) -> Obligation:
    return owed.model_copy(update={"discharged_at": at, "first_submitted_at": first})


def _answers(wished: Sequence[AnswerWish], asked: SurveyRoundSnapshot) -> tuple[Answer, ...]:
    """In the order of the questions."""
    order = {question.id: place for place, question in enumerate(asked.questions)}
    seen: set[str] = set()
    for place, answer in enumerate(wished):
        field = f"answers.{place}.question"
        if answer.question not in order:
            raise UnknownQuestion(field, answer.question)
        if answer.question in seen:
            raise AnsweredTwice(field, answer.question)
        seen.add(answer.question)
    return tuple(Answer(**a.model_dump()) for a in sorted(wished, key=lambda answer: order[answer.question]))


def _require_complete(answers: Sequence[Answer], questions: Sequence[Question], *, nothing: bool) -> None:
    given = {answer.question: answer for answer in answers}
    if nothing:
        for answer in answers:
            if answer.status in {"con_vuong", "diem_nghen"}:
                raise SomethingToReport("nothing_to_report", answer.question)
    if lacks := list(_lacks(given, questions, nothing=nothing)):
        raise AnswersMissing(lacks)


def _lacks(given: dict[str, Answer], questions: Sequence[Question], *, nothing: bool) -> Iterator[Lack]:
    for question in questions:
        answer = given.get(question.id)
        if answer is None or answer.status is None:
            if question.required and not nothing:
                yield Lack(question.id, "answer_missing")
        elif answer.status == "diem_nghen" and not answer.text:
            yield Lack(question.id, "text_missing")
