"""How refusals about inspections and undertakings are told."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain.errors import FieldRefused
from services.tasks.domain.evaluations import appraisal
from services.tasks.domain.oversight import oversight_errors as errors
from services.tasks.domain.reports.progress_report import DigestMissing
from shared.chassis import Problem, ProblemKind, Text

SESSION_LIES_AHEAD = ProblemKind(
    "session-lies-ahead",
    409,
    Text("Phiên làm việc chưa diễn ra", "The session lies ahead"),
    Text(
        "Phiên làm việc diễn ra ngày {day}; hãy ghi cam kết sau đó.",
        "It is held on {day}; enter what is said there then.",
    ),
)

FIELD_REFUSALS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.InspectsItself: (
        "inspects_itself",
        Text("{wanted} thuộc đoàn kiểm tra", "{wanted} is one of the inspectors"),
    ),
    errors.NotInspected: (
        "not_inspected",
        Text("{wanted} không được kiểm tra", "{wanted} was not inspected"),
    ),
    appraisal.JudgementMisplaced: (
        "judgement_misplaced",
        Text("đánh giá cần mức đánh giá; ghi nhận, tác động thì không", "an assessment needs it, nothing else has one"),
    ),
    appraisal.WorkMissing: (
        "work_missing",
        Text("tác động phải gắn với nhiệm vụ hoặc mô hình", "an impact is that of a task or model"),
    ),
    appraisal.NotLate: (
        "not_late",
        Text("{wanted} không chậm", "{wanted} is not late"),
    ),
    errors.NotParticipating: (
        "not_participating",
        Text("{wanted} không tham dự phiên làm việc", "{wanted} does not take part in the session"),
    ),
    DigestMissing: (
        "digest_missing",
        Text("trình báo cáo phải kèm mã băm nội dung; bước khác thì không", "delivery needs it, nothing else has one"),
    ),
    errors.DueBeforeItsDay: (
        "due_before_its_day",
        Text("hạn trước ngày {day}", "lies before {day}"),
    ),
}

TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.SessionLiesAhead: lambda error: Problem(SESSION_LIES_AHEAD, day=error.day.isoformat()),
}
