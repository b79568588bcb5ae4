"""The shapes of the answers. Texts come in both languages, and once more in the language that was asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.notices import Notice, NoticeKind, Part
from services.notifications.domain.phrases import Said
from services.notifications.ports import InboxPage
from services.notifications.usecases.acknowledge import Outcome
from services.notifications.usecases.preview_reminders import Preview
from shared.calendar import Precision
from shared.events.envelope import Instant

Say = Callable[[Said], str]

_NOTICE: dict[str, Any] = {
    "id": "0b8f9a526d0c5a3e9c350d6a7d1f7d10",
    "mailbox": "head:NT-STP",
    "kind": "reminder",
    "part": "lead",
    "subject": "NT-T-01",
    "title": "Còn 3 ngày làm việc: Số hóa dữ liệu hộ tịch",
    "text": "Nhiệm vụ “Số hóa dữ liệu hộ tịch” (chủ trì: Sở Tư pháp) còn 3 ngày làm việc. Thời hạn: tháng 10/2024.",
    "title_vi": "Còn 3 ngày làm việc: Số hóa dữ liệu hộ tịch",
    "title_en": "3 working days left: Digitise civil-status data",
    "text_vi": "Nhiệm vụ “Số hóa dữ liệu hộ tịch” (chủ trì: Sở Tư pháp) còn 3 ngày làm việc. Thời hạn: tháng 10/2024.",
    "text_en": "Task “Digitise civil-status data” (lead: DoJ): 3 working days left. Deadline: October 2024.",
    "created_at": "2024-10-28T01:00:00.000000Z",
    "effective_at": "2024-10-28T01:00:00.000000Z",
    "sequence": 412,
    "obligation": {
        "id": "NT-T-01",
        "due_at": "2024-10-31T16:59:59.999999Z",
        "due_precision": "month",
        "step": "T-3",
        "tenant": None,
    },
    "sample": False,
    "read_at": None,
    "acknowledged": None,
    "snoozed_until": None,
}
_UNTOLD = {"id", "created_at", "effective_at", "read_at", "acknowledged", "snoozed_until"}
_PREVIEWED = {key: _NOTICE[key] for key in _NOTICE if key not in _UNTOLD}

_ACKNOWLEDGED = {
    **_NOTICE,
    "read_at": "2024-11-04T02:00:00.000000Z",
    "acknowledged": {"at": "2024-11-04T02:00:00.000000Z", "by": "unit_head@NT-STP", "note": "Trình trong tuần này"},
    "holds": True,
    "next_step_at": "2024-11-07T01:00:00.000000Z",
}


class ObligationAnswer(BaseModel):
    """What the notice is about. `step` names the ladder's step where the clock reminded; null where an event was told."""

    id: str
    due_at: Instant | None = Field(description="The last instant in time; null where no deadline is stated")
    due_precision: Precision
    step: str | None
    tenant: str | None = Field(default=None, description="Whose it is, where the central level is told of a province's")


class Told(BaseModel):
    """What one mailbox is told: `title` and `text` in the language of the request, and both in each language."""

    mailbox: str = Field(description="head:UNIT, officer:UNIT or role:ROLE")
    kind: NoticeKind
    part: Part = Field(description="Why this mailbox is told: it leads, coordinates or watches over the work")
    subject: str = Field(description="Id of the task or pilot model")
    title: str
    text: str
    title_vi: str
    title_en: str
    text_vi: str
    text_en: str
    sequence: int = Field(description="The tenant's event that caused it, or that shaped the deadline")
    obligation: ObligationAnswer
    sample: bool = Field(description="True for sample data, which must be labelled as such wherever it is shown")


class AcknowledgedAnswer(BaseModel):
    """“Tôi đã nhận”. The first time counts."""

    at: Instant
    by: str = Field(description="As events name who acts: a role, or role@unit")
    note: str | None


class NoticeAnswer(Told):
    model_config = ConfigDict(json_schema_extra={"examples": [_NOTICE]})

    id: str
    created_at: Instant = Field(description="When it was told")
    effective_at: Instant = Field(description="When the told thing took effect; for reminders, when they were due")
    read_at: Instant | None
    acknowledged: AcknowledgedAnswer | None
    snoozed_until: Instant | None = Field(description="Put aside: it comes back as unread then")


class AcknowledgementAnswer(NoticeAnswer):
    model_config = ConfigDict(json_schema_extra={"examples": [_ACKNOWLEDGED]})

    holds: bool = Field(description="What goes higher comes later because of it, as the tenant's ladder says")
    next_step_at: Instant | None = Field(description="When the clock speaks of the matter next")


class InboxAnswer(BaseModel):
    """Newest first. Pass `next` as `cursor` for what follows; null where there is no more."""

    items: list[NoticeAnswer]
    next: str | None


class CountsAnswer(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"total": 128, "unread": 5}]})

    total: int
    unread: int


class PreviewedAnswer(Told):
    model_config = ConfigDict(json_schema_extra={"examples": [{**_PREVIEWED, "at": "2024-10-28T01:00:00.000000Z"}]})

    at: Instant = Field(description="When it would be told")


class PreviewAnswer(BaseModel):
    """By time. Nobody is told anything by asking."""

    on: date
    working_day: bool
    items: list[PreviewedAnswer]


def notice_answer(notice: Notice, say: Say) -> NoticeAnswer:
    return NoticeAnswer(**_noticed(notice, say))


def acknowledgement_answer(outcome: Outcome, say: Say) -> AcknowledgementAnswer:
    noticed = _noticed(outcome.notice, say)
    return AcknowledgementAnswer(**noticed, holds=outcome.holds, next_step_at=outcome.next_step_at)


def _noticed(notice: Notice, say: Say) -> dict[str, Any]:
    said = notice.acknowledged
    return {
        **_told(notice, say),
        "id": notice.id,
        "created_at": notice.message.created_at,
        "effective_at": notice.message.effective_at,
        "read_at": notice.read_at,
        "snoozed_until": notice.snoozed_until,
        "acknowledged": said and AcknowledgedAnswer(**said._asdict()),
    }


def inbox_answer(page: InboxPage, say: Say) -> InboxAnswer:
    return InboxAnswer(items=[notice_answer(notice, say) for notice in page.items], next=page.next)


def preview_answer(preview: Preview, say: Say) -> PreviewAnswer:
    items = [PreviewedAnswer(**_told(notice, say), at=notice.message.effective_at) for notice in preview.notices]
    return PreviewAnswer(on=preview.on, working_day=preview.working_day, items=items)


def _told(notice: Notice, say: Say) -> dict[str, Any]:
    message = notice.message
    return {
        "mailbox": notice.mailbox,
        "kind": notice.kind,
        "part": notice.part,
        "subject": message.subject,
        "title": say(message.title),
        "text": say(message.text),
        "title_vi": message.title.vi,
        "title_en": message.title.en,
        "text_vi": message.text.vi,
        "text_en": message.text.en,
        "sequence": message.sequence,
        "obligation": ObligationAnswer(**message.obligation._asdict()),
        "sample": message.sample,
    }
