"""What is refused about surveys."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from services.tasks.domain.errors import FieldRefused, Refusal


class Lack(NamedTuple):
    """What a question still lacks: an answer, or the words that a bottleneck needs."""

    question: str
    what: Literal["answer_missing", "text_missing"]


class AnswersMissing(Refusal):
    """A response is submitted when every required question is answered."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(f"answers are missing: {', '.join(lack.question for lack in lacks)}")
        self.lacks = tuple(lacks)


class ResponseHandedIn(Refusal):
    """A response that was submitted is changed only after it was returned."""

    def __init__(self, status: str) -> None:
        super().__init__(f"a response that is {status} is not edited")
        self.status = status


class QuestionTwice(FieldRefused):
    """Two questions of a set have the same id."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is there twice")
        self.wanted = wanted


class UnknownQuestion(FieldRefused):
    """The round does not ask that."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"the round does not ask {wanted}")
        self.wanted = wanted


class AnsweredTwice(FieldRefused):
    """One question has one answer."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is answered twice")
        self.wanted = wanted


class SomethingToReport(FieldRefused):
    """Nothing to report was said, and an answer reports something (FR-BP-19)."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"the answer to {wanted} reports something")
        self.wanted = wanted


class AnswerIdTooLong(FieldRefused):
    """The id leaves no room for the ids of responses and of the bottlenecks that they raise."""

    def __init__(self, longest: str) -> None:
        super().__init__("id", f"{longest} would be longer than an id may be")
