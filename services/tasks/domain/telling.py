"""What happened, told in words of the programme: one short sentence in Vietnamese and in English (FR-X-09)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from shared.calendar import local_date
from shared.events import (
    DeadlineMove,
    LeadChange,
    ModelAmended,
    ModelProgressReported,
    ModelRegistered,
    ModelStatusChanged,
    Payload,
    StatusChange,
    TaskAmended,
    TaskDeadlineMoved,
    TaskLeadChanged,
    TaskPartMet,
    TaskProgressReported,
    TaskRegistered,
    TaskStatusChanged,
)
from shared.events.successions import ModelLeadChanged
from shared.events.tenant_successions import ModelPassedOn, PassingOn, TaskPassedOn
from shared.events.work_details import Amendment, PartMet, ProgressChange
from shared.events.work_parts import Elsewhere

What = Literal[
    "registered",
    "status_changed",
    "deadline_moved",
    "progress_reported",
    "part_met",
    "amended",
    "lead_changed",
    "passed_on",
]


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
_PROGRESS_WORDS = {
    "counted": Words("Báo cáo", "Reported"),
    "reported": Words("Đơn vị phối hợp báo cáo, chờ xác nhận:", "Reported by a coordinating unit, not confirmed yet:"),
    "confirmed": Words("Xác nhận", "Confirmed"),
    "refused": Words("Không xác nhận", "Refused"),
}
_NO_DEADLINE = Words("chưa rõ thời gian", "no deadline")


@dataclass(frozen=True, slots=True)
class Telling:
    """What sort of thing happened, and the sentence that says it."""

    what: What
    summary: Words


def tell(payload: Payload) -> Telling:
    """What an event of a task or a pilot model says."""
    match payload:
        case TaskStatusChanged() | ModelStatusChanged():
            return Telling("status_changed", _of_step(payload.change))
        case TaskDeadlineMoved():
            return Telling("deadline_moved", _of_move(payload.change))
        case TaskProgressReported() | ModelProgressReported():
            return Telling("progress_reported", _of_progress(payload.change))
        case TaskPartMet() | TaskAmended() | ModelAmended() | TaskLeadChanged() | ModelLeadChanged():
            return _of_detail(payload)
    return _of_tenants(payload)


def _of_tenants(payload: Payload) -> Telling:
    """Where it began, and where it went on (FR-X-07)."""
    match payload:
        case TaskPassedOn() | ModelPassedOn():
            return Telling("passed_on", _of_passing(payload.change))
        case TaskRegistered() | ModelRegistered() if payload.after.origin is not None:
            return Telling("registered", _of_arrival(payload.after.origin))
    return Telling("registered", _REGISTERED)


def _of_detail(payload: TaskPartMet | TaskAmended | ModelAmended | TaskLeadChanged | ModelLeadChanged) -> Telling:
    match payload:
        case TaskPartMet():
            return Telling("part_met", _of_part(payload.change))
        case TaskLeadChanged() | ModelLeadChanged():
            return Telling("lead_changed", _of_lead(payload.change))
    return Telling("amended", _of_amendment(payload.change))


def _of_passing(change: PassingOn) -> Words:
    to, document = change.to, change.document
    return Words(
        f"Chuyển cho {to.tenant} theo {document}, tiếp tục với mã {to.id}",
        f"Goes on in {to.tenant} by {document}, as {to.id}",
    )


def _of_arrival(origin: Elsewhere) -> Words:
    return Words(f"Tiếp nhận từ {origin.tenant} ({origin.id})", f"Taken over from {origin.tenant} ({origin.id})")


def _of_progress(change: ProgressChange) -> Words:
    number, said = change.progress, _PROGRESS_WORDS[change.what]
    count = f"{number.done}/{number.total}" if number.total is not None else str(number.done)
    return Words(f"{said.vi} {count} {number.unit or ''}".rstrip(), f"{said.en} {count} {number.unit or ''}".rstrip())


def _of_part(part: PartMet) -> Words:
    if part.sort == "milestone":
        return Words(f"Đạt mốc “{part.name}”", f"Milestone “{part.name}” reached")
    return Words(f"Hoàn thành kỳ {part.name}", f"Met for {part.name}")


def _of_amendment(amendment: Amendment) -> Words:
    fields = ", ".join(amendment.fields)
    return Words(f"Bổ sung chi tiết: {fields}", f"Details set: {fields}")


def _of_lead(change: LeadChange) -> Words:
    document, reason = change.document, change.reason
    return Words(
        f"Chuyển đơn vị chủ trì từ {change.from_} sang {change.to} theo {document}: {reason}",
        f"Lead changed from {change.from_} to {change.to} by {document}: {reason}",
    )


def _of_step(change: StatusChange) -> Words:
    before, after = STATUS_WORDS[change.from_], STATUS_WORDS[change.to]
    if change.adopted:
        return Words(f"Tiếp nhận trạng thái đã báo cáo: {after.vi}", f"Taken over as reported: {after.en}")
    if change.off_target:
        return Words(f"{after.vi.capitalize()} khi chưa đạt chỉ tiêu", f"{after.en.capitalize()} off target")
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
    said = f"{day:%d/%m/%Y}"
    return Words(said, said)
