"""How refusals about reports and requests are told."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain import duty_errors as errors
from services.tasks.domain.errors import FieldRefused
from shared.calendar import to_wire
from shared.chassis import Problem, ProblemKind, Text

REPORT_LOCKED = ProblemKind(
    "report-locked",
    409,
    Text("Báo cáo đã khóa", "The report is locked"),
    Text("Kỳ báo cáo đã khóa sau {locked_at}.", "The period is locked since {locked_at}."),
)
EDITION_CHANGED = ProblemKind(
    "edition-changed",
    409,
    Text("Báo cáo đã có bản mới", "The report has another edition"),
    Text("Bản hiện tại là {current}; hãy đọc lại rồi ký.", "The present edition is {current}; read it, then sign."),
)
PUBLICATION_UNCHANGED = ProblemKind(
    "publication-unchanged",
    409,
    Text("Không có gì thay đổi", "Nothing changes"),
    Text("Ghi chú đã ở trạng thái này: {current}.", "The note is so already: {current}."),
)

FIELD_REFUSALS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.DueUnclear: (
        "due_unclear",
        Text(
            "cần đúng một trong due_days, due_day_of_month; due_on dành cho báo cáo một lần",
            "exactly one of due_days and due_day_of_month; due_on is for what is reported once",
        ),
    ),
    errors.ReportersMissing: (
        "reporters_missing",
        Text("cần nêu đơn vị báo cáo hoặc loại đơn vị", "units, or sorts of units, are needed"),
    ),
    errors.PeriodUnknown: (
        "unknown_period",
        Text("{wanted} không phải là kỳ dạng {example}", "{wanted} is not a period such as {example}"),
    ),
    errors.PeriodNotBegun: (
        "period_not_begun",
        Text("kỳ bắt đầu ngày {day}", "the period begins on {day}"),
    ),
    errors.FirstPeriodOver: (
        "first_period_over",
        Text("kỳ {wanted} đã kết thúc; hãy mở bằng tay", "{wanted} is over; open it by hand"),
    ),
    errors.NobodyReports: (
        "nobody_reports",
        Text("không có đơn vị nào tồn tại trong kỳ", "no unit of the cycle exists in that period"),
    ),
    errors.ReportIdTooLong: (
        "id_too_long_for_reports",
        Text("{wanted} dài hơn 80 ký tự", "{wanted} is longer than 80 letters"),
    ),
    errors.ContentMissing: (
        "content_missing",
        Text(
            "cần nội dung, vướng mắc, hoặc nêu rõ không có gì để báo cáo",
            "a text or difficulties are needed, or the statement that there is nothing to report",
        ),
    ),
    errors.NothingNotAllowed: (
        "nothing_not_allowed",
        Text("báo cáo này luôn phải có nội dung", "this report always needs content"),
    ),
    errors.NothingWithDifficulties: (
        "nothing_with_difficulties",
        Text(
            "đã nêu vướng mắc thì không phải là không có", "where there are difficulties, there is something to report"
        ),
    ),
    errors.WorkOfOthers: (
        "work_of_others",
        Text("đơn vị không chủ trì {wanted}", "{wanted} is not led by the unit"),
    ),
    errors.LateItemsMissing: (
        "late_items_missing",
        Text("chưa giải trình việc chậm: {wanted}", "late and not explained: {wanted}"),
    ),
    errors.ReplyByOver: (
        "reply_by_over",
        Text("hạn trả lời đã qua", "the day for the answer is over"),
    ),
    errors.ReplyByMissing: (
        "reply_by_missing",
        Text("đôn đốc, giải trình cần hạn trả lời; hướng dẫn thì không", "what is asked needs it, guidance has none"),
    ),
    errors.NobodyToWriteTo: (
        "nobody_to_write_to",
        Text(
            "tỉnh chưa khai báo cơ quan thường trực, Văn phòng", "no standing agency and no Office is registered there"
        ),
    ),
    errors.SubjectIncomplete: (
        "subject_incomplete",
        Text("mã và loại của nội dung phải đi cùng nhau", "the subject's id and its sort come together"),
    ),
    errors.WantedDueMisplaced: (
        "wanted_due_misplaced",
        Text(
            "chỉ đề nghị phối hợp về một nhiệm vụ mới xin được thời hạn",
            "only a peer request about a task asks for a deadline",
        ),
    ),
    errors.AsksItself: (
        "asks_itself",
        Text("{wanted} là đơn vị gửi", "{wanted} is the unit that asks"),
    ),
    errors.WordsMissing: (
        "text_missing",
        Text("bước này phải có nội dung", "this step needs its words"),
    ),
}

TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.ReportLocked: lambda error: Problem(REPORT_LOCKED, locked_at=to_wire(error.locked_at)),
    errors.PublicationUnchanged: lambda error: Problem(
        PUBLICATION_UNCHANGED, current="published" if error.published else "private"
    ),
    errors.EditionChanged: lambda error: Problem(EDITION_CHANGED, current=error.current),
}
