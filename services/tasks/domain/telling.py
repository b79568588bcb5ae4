"""What happened, told in words of the programme: one short sentence in Vietnamese and in English (FR-X-09)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from shared.calendar import local_date
from shared.events import (
    DeadlineMove,
    ModelStatusChanged,
    Payload,
    StatusChange,
    TaskDeadlineMoved,
    TaskStatusChanged,
)

What = Literal["registered", "status_changed", "deadline_moved"]


class Words(NamedTuple):
    """The same in both languages."""

    vi: str
    en: str


STATUS_WORDS = {
    "not_started": Words("chưa triển khai", "not started"),
    "in_progress": Words("đang triển khai", "in progress"),
    "submitted": Words("đã trình", "submitted"),
    "returned": Words("bị trả lại", "returned"),
    "basically_completed": Words("cơ bản hoàn thành", "basically completed"),
    "completed": Words("hoàn thành", "completed"),
    "maintained": Words("duy trì", "maintained"),
    "on_hold": Words("tạm dừng", "on hold"),
    "cancelled": Words("hủy", "cancelled"),
}
_REGISTERED = Words("Ghi nhận", "Registered")
_NO_DEADLINE = Words("chưa rõ thời gian", "no deadline")


@dataclass(frozen=True, slots=True)
class Telling:
    """What sort of thing happened, and the sentence that says it."""

    what: What
    summary: Words


def tell(payload: Payload) -> Telling:
    """What an event of a task or a pilot model says."""
    if isinstance(payload, TaskStatusChanged | ModelStatusChanged):
        return Telling("status_changed", _of_step(payload.change))
    if isinstance(payload, TaskDeadlineMoved):
        return Telling("deadline_moved", _of_move(payload.change))
    return Telling("registered", _REGISTERED)


def _of_step(change: StatusChange) -> Words:
    before, after = STATUS_WORDS[change.from_], STATUS_WORDS[change.to]
    if change.adopted:
        return Words(f"Tiếp nhận trạng thái đã báo cáo: {after.vi}", f"Taken over as reported: {after.en}")
    return Words(f"Chuyển từ “{before.vi}” sang “{after.vi}”", f"From “{before.en}” to “{after.en}”")


def _of_move(move: DeadlineMove) -> Words:
    before, after = _deadline(move.from_due_at), _deadline(move.to_due_at)
    document, reason = move.document, move.reason
    return Words(
        f"Chuyển thời hạn từ {before.vi} sang {after.vi} theo {document}: {reason}",
        f"Deadline moved from {before.en} to {after.en} by {document}: {reason}",
    )


def _deadline(due_at: datetime | None) -> Words:
    if due_at is None:
        return _NO_DEADLINE
    day = local_date(due_at)
    return Words(f"{day.day}/{day.month}/{day.year}", day.isoformat())
