"""Contracts of the responses that units owe in a round of a survey (FR-BP-09)."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.obligations import Duty, DutyEvent
from shared.events.payloads import Contract
from shared.tenancy import Role

AnswerStatus = Literal["thuan_loi", "con_vuong", "diem_nghen"]
ResponseStatus = Literal["draft", "submitted", "returned", "accepted"]


class Answer(Contract):
    """thuan_loi: no problem; con_vuong: a problem that the unit can solve; diem_nghen: a bottleneck, decided above."""

    question: str = Field(description="Question of the round")
    status: AnswerStatus | None = Field(default=None, description="Null only in drafts: not decided yet")
    text: str | None = Field(default=None, description="What the unit wrote")


class SurveyResponseSnapshot(Duty):
    """What one unit answers in one round; it owes the answer until it is submitted."""

    round: str = Field(description="Round of the survey")
    status: ResponseStatus = Field(description="draft, submitted, returned or accepted")
    answers: tuple[Answer, ...] = Field(default=(), description="In the order of the questions; drafts may lack some")
    nothing_to_report: bool = Field(
        default=False, description="Said so explicitly: an answer, unlike silence (FR-BP-19)"
    )
    submitted_at: Instant | None = Field(default=None, description="When it was last submitted")
    submitted_by_role: Role | None = Field(default=None, description="Who submitted it, as a role")
    reason: str | None = Field(default=None, description="Why it was returned")


class ResponseReview(Contract):
    """What was said when a response was returned or accepted."""

    reason: str | None = Field(default=None, description="Why it was returned")
    note: str | None = Field(default=None, description="What the reader wrote")


class SurveyResponseOpened(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.survey-response.opened.v1"
    after: SurveyResponseSnapshot


class SurveyResponseSaved(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.survey-response.saved.v1"
    after: SurveyResponseSnapshot


class SurveyResponseSubmitted(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.survey-response.submitted.v1"
    after: SurveyResponseSnapshot


class SurveyResponseReturned(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.survey-response.returned.v1"
    after: SurveyResponseSnapshot
    change: ResponseReview


class SurveyResponseAccepted(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.survey-response.accepted.v1"
    after: SurveyResponseSnapshot
    change: ResponseReview


_HEARD = ("notifications", "gateway")

EVENTS = (
    EventType(
        SurveyResponseOpened,
        "survey response id",
        _HEARD,
        "A unit is invited to a round of a survey and owes its response.",
        "Một đơn vị được mời tham gia đợt khảo sát và phải trả lời.",
    ),
    EventType(
        SurveyResponseSaved,
        "survey response id",
        _HEARD,
        "A draft of a response is saved; answers may still be missing.",
        "Bản nháp trả lời khảo sát được lưu, có thể còn thiếu câu.",
    ),
    EventType(
        SurveyResponseSubmitted,
        "survey response id",
        _HEARD,
        "A unit submits its response; each answer that names a bottleneck raises one.",
        "Đơn vị nộp trả lời khảo sát; mỗi câu trả lời “điểm nghẽn” nêu một điểm nghẽn.",
    ),
    EventType(
        SurveyResponseReturned,
        "survey response id",
        _HEARD,
        "A response is returned to its unit to be completed, and is owed again.",
        "Trả lời khảo sát bị trả lại để hoàn thiện, đơn vị phải nộp lại.",
    ),
    EventType(
        SurveyResponseAccepted,
        "survey response id",
        _HEARD,
        "A response is accepted.",
        "Trả lời khảo sát được chấp nhận.",
    ),
)
