"""What is answered about surveys."""

from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

from services.tasks.api.views import answer
from services.tasks.domain.surveys.survey_coverage import Coverage
from services.tasks.ports import Committed
from shared.events import Snapshot
from shared.events.bottlenecks import BottleneckGroup
from shared.events.survey_responses import SurveyResponseSnapshot
from shared.events.surveys import QuestionSetSnapshot, SurveyRoundSnapshot

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class ChangedQuestionSet(QuestionSetSnapshot):
    sequence: int = _SEQUENCE


class QuestionSetPage(BaseModel):
    items: list[QuestionSetSnapshot]
    next: str | None = _NEXT


class RegisteredRound(SurveyRoundSnapshot):
    sequence: int = _SEQUENCE


class RoundPage(BaseModel):
    items: list[SurveyRoundSnapshot]
    next: str | None = _NEXT


class RoundView(SurveyRoundSnapshot):
    """A round and how far it has come."""

    coverage: Coverage


class ChangedResponse(SurveyResponseSnapshot):
    sequence: int = _SEQUENCE


class ResponsePage(BaseModel):
    items: list[SurveyResponseSnapshot]
    next: str | None = _NEXT


def committed_json(committed: Committed[Snapshot], status: int = 200) -> Response:
    """The state after the command, and the number of the command's last event."""
    state = committed.state
    return answer(state.model_dump(mode="json") | {"sequence": committed.sequence}, status, state.version)


def round_json(opened: SurveyRoundSnapshot, reached: Coverage) -> dict[str, Any]:
    """RoundView describes it."""
    return RoundView.model_validate({**opened.model_dump(), "coverage": reached}).model_dump(mode="json")


def response_json(
    known: SurveyResponseSnapshot, asked: SurveyRoundSnapshot, group: BottleneckGroup | None
) -> dict[str, Any]:
    """With the answers to the questions of one group, where one is named (FR-BP-10)."""
    if group is None:
        return known.model_dump(mode="json")
    of_group = {question.id for question in asked.questions if question.group == group}
    answers = tuple(answer for answer in known.answers if answer.question in of_group)
    return known.model_copy(update={"answers": answers}).model_dump(mode="json")
