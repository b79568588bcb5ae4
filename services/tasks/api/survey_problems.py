"""How refusals about surveys are told."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain.errors import FieldRefused
from services.tasks.domain.surveys import survey_errors as errors
from shared.chassis import FieldFault, Problem, ProblemKind, Text
from shared.chassis.problems import INVALID

RESPONSE_HANDED_IN = ProblemKind(
    "response-handed-in",
    409,
    Text("Phiếu khảo sát đã nộp", "The response was handed in"),
    Text(
        "Trạng thái là {current}: chỉ sửa được phiếu chưa nộp hoặc bị trả lại.",
        "The status is {current}: only drafts and returned responses are edited.",
    ),
)
_LACKS = {
    "answer_missing": Text("câu này chưa được trả lời", "this question is not answered"),
    "text_missing": Text("điểm nghẽn phải nêu nội dung cụ thể", "a bottleneck needs its words"),
}

SURVEY_FIELDS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.QuestionTwice: (
        "question_twice",
        Text("mã câu hỏi {wanted} đã có", "the question {wanted} is there twice"),
    ),
    errors.UnknownQuestion: (
        "unknown_question",
        Text("đợt khảo sát không có câu hỏi {wanted}", "the round does not ask {wanted}"),
    ),
    errors.AnsweredTwice: (
        "answered_twice",
        Text("câu {wanted} được trả lời hai lần", "{wanted} is answered twice"),
    ),
    errors.SomethingToReport: (
        "something_to_report",
        Text("câu {wanted} có nêu vướng mắc", "the answer to {wanted} reports something"),
    ),
    errors.AnswerIdTooLong: (
        "id_too_long_for_answers",
        Text("quá dài để ghép với mã đơn vị và mã câu hỏi", "too long to carry the ids of units and questions"),
    ),
}


def _lacking(error: errors.AnswersMissing) -> Problem:
    """One fault for each question."""
    return Problem(
        INVALID,
        faults=[FieldFault(f"body.answers.{lack.question}", lack.what, _LACKS[lack.what]) for lack in error.lacks],
    )


SURVEY_TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.AnswersMissing: _lacking,
    errors.ResponseHandedIn: lambda error: Problem(RESPONSE_HANDED_IN, current=error.status),
}
