"""Contracts of surveys: question sets in versions, and the rounds in which units are asked (FR-BP-08)."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.calendar import Precision
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope
from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot, Source
from shared.tenancy import Role

AnswerType = Literal["status3+text"]


class Question(Contract):
    """One question; it never changes inside a version of its set."""

    id: str = Field(description="Unique in its set")
    group: BottleneckGroup = Field(description="Exactly one of the five groups")
    scope: BottleneckScope | None = Field(default=None, description="Part of the group resources that it asks about")
    text_vi: str = Field(description="The question in Vietnamese")
    text_en: str | None = Field(default=None, description="The same in English")
    answer_type: AnswerType = Field(description="How it is answered: one of three statuses, and words")
    required: bool = Field(description="Whether a response needs an answer to it")
    source: Source = Field(description="Where the question comes from; synthetic ones are shown as sample data")


class QuestionSetSnapshot(Snapshot):
    """A question set; `version` is the version of its questions."""

    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    directive: str | None = Field(default=None, description="Directive that asks for the survey")
    questions: tuple[Question, ...] = Field(description="All questions of this version, in order")


class QuestionSetRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.question-set.registered.v1"
    after: QuestionSetSnapshot


class QuestionSetRevised(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.question-set.revised.v1"
    after: QuestionSetSnapshot


class GroupAssessment(Contract):
    """What the lead of a group, or of a part of it, concludes from the answers (FR-BP-10)."""

    group: BottleneckGroup = Field(description="Exactly one of the five groups")
    scope: BottleneckScope | None = Field(
        default=None, description="Part of the group resources; null: the whole group"
    )
    assessment: str = Field(description="How things stand")
    solutions: tuple[str, ...] = Field(default=(), description="What is proposed")
    at: Instant = Field(description="When it was written")
    role: Role = Field(description="Who wrote it, as a role")
    unit: str | None = Field(default=None, description="Unit of that role, where it has one")


class SurveyRoundSnapshot(Snapshot):
    """A round of a survey: it holds the questions as they were when it was opened."""

    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    directive: str | None = Field(default=None, description="Directive that asks for the survey")
    question_set: str = Field(description="Question set that is asked")
    question_set_version: int = Field(description="Version of the set that the round froze")
    questions: tuple[Question, ...] = Field(description="The questions of that version")
    invited: tuple[str, ...] = Field(description="Units that are asked; each owes one response")
    opened_at: Instant = Field(description="Since when they are asked")
    due_at: Instant | None = Field(default=None, description="Last instant in time; null: no deadline is known")
    due_precision: Precision = Field(description="How exactly the deadline is known")
    assessments: tuple[GroupAssessment, ...] = Field(default=(), description="By the leads of the groups")


class SurveyRoundOpened(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.survey-round.opened.v1"
    after: SurveyRoundSnapshot


class SurveyRoundAssessed(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.survey-round.assessed.v1"
    after: SurveyRoundSnapshot


_HEARD = ("gateway",)

EVENTS = (
    EventType(
        QuestionSetRegistered,
        "question set id",
        _HEARD,
        "A question set is entered with its first version of questions.",
        "Một bộ danh mục câu hỏi được khai báo với phiên bản đầu tiên.",
    ),
    EventType(
        QuestionSetRevised,
        "question set id",
        _HEARD,
        "A question set gets another version of its questions; rounds keep theirs.",
        "Bộ danh mục câu hỏi có phiên bản mới; các đợt khảo sát giữ phiên bản của mình.",
    ),
    EventType(
        SurveyRoundOpened,
        "survey round id",
        _HEARD,
        "A round of a survey is opened: units are invited to answer a version of a question set.",
        "Một đợt khảo sát được mở: các đơn vị được mời trả lời một phiên bản của bộ câu hỏi.",
    ),
    EventType(
        SurveyRoundAssessed,
        "survey round id",
        _HEARD,
        "The lead of a group writes, or writes anew, its assessment of the group and its solutions.",
        "Cơ quan chủ trì nhóm ghi hoặc ghi lại đánh giá, giải pháp của nhóm.",
    ),
)
