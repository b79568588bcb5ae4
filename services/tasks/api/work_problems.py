"""How refusals about numbers, milestones, leads, approvals and plans are told, in Vietnamese and English."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain import errors
from services.tasks.domain.works import work_errors as refused
from shared.chassis import Problem, ProblemKind, Text

TARGET_NOT_REACHED = ProblemKind(
    "target-not-reached",
    409,
    Text("Chưa đạt chỉ tiêu", "The target is not reached"),
    Text(
        "Chỉ tiêu {op} {value}, kết quả đã ghi nhận: {counted}. Hãy báo cáo kết quả, hoặc hoàn thành theo quyết định "
        "của người đứng đầu Tổ công tác (off_target).",
        "The target is {op} {value}, what counts is {counted}. Report what was reached, or complete it off target by a "
        "decision of the head of the Working Group.",
    ),
)
WORK_CLOSED = ProblemKind(
    "work-closed",
    409,
    Text("Việc đã khép lại", "The work is closed"),
    Text("Trạng thái là {current}: không thay đổi được nữa.", "The status is {current}: it does not change any more."),
)
SECURITY_OPEN = ProblemKind(
    "security-open",
    409,
    Text("Chưa đủ an ninh, an toàn", "Security and safety are not shown"),
    Text(
        "Danh mục kiểm tra an ninh, an toàn còn thiếu: {listed}.",
        "The security checklist is not complete: {listed}.",
    ),
)
APPROVAL_NEEDED = ProblemKind(
    "approval-needed",
    409,
    Text("Phải qua bước phê duyệt", "This goes through its approval"),
    Text(
        "Sản phẩm do cấp có thẩm quyền quyết định: hãy trình và ghi nhận quyết định ở bước phê duyệt.",
        "An authority decides about the product: submit it and enter the decision as its approval.",
    ),
)
NOTHING_CHANGES = ProblemKind(
    "nothing-changes",
    409,
    Text("Không có gì thay đổi", "Nothing changes"),
    Text("Mọi nội dung đã đúng như yêu cầu.", "Everything is already as it is wished."),
)
PLAN_ISSUED = ProblemKind(
    "plan-issued",
    409,
    Text("Kế hoạch đã ban hành", "The plan was issued before"),
    Text("Kế hoạch chỉ ban hành một lần.", "A plan is issued once."),
)
NO_LEAD_TO_CHANGE = ProblemKind(
    "no-lead-to-change",
    409,
    Text("Việc giao cho nhiều đơn vị", "It is assigned to many units"),
    Text("Mỗi đơn vị chủ trì việc con của mình.", "Each unit leads its own share; there is no one lead to change."),
)

FIELD_REFUSALS: Mapping[type[errors.FieldRefused], tuple[str, Text]] = {
    refused.OffTargetNotNeeded: (
        "off_target_not_needed",
        Text("không có chỉ tiêu nào bị bỏ lỡ ở bước này", "no target is missed by this step"),
    ),
    refused.NumberMissing: (
        "number_missing",
        Text("cần một trong hai: value hoặc done", "one of value and done is needed, not both"),
    ),
    refused.DoneExceedsTotal: (
        "done_exceeds_total",
        Text("{done} lớn hơn tổng số {total}", "{done} is more than the total of {total}"),
    ),
    refused.NothingReported: (
        "nothing_reported",
        Text("không có số của {wanted} chờ xác nhận", "no number of {wanted} waits to be confirmed"),
    ),
    refused.PartUnknown: (
        "part_unknown",
        Text("“{wanted}” không phải mốc hoặc kỳ của việc này", "“{wanted}” is no milestone or period of this task"),
    ),
    refused.PartMetBefore: (
        "part_met_before",
        Text("“{wanted}” đã được ghi nhận trước đó", "“{wanted}” was met before"),
    ),
    refused.NamedTwice: (
        "named_twice",
        Text("“{wanted}” xuất hiện hai lần", "“{wanted}” is named twice"),
    ),
    refused.NotOfThisKind: (
        "not_of_this_kind",
        Text(
            "không dùng cho loại {kind}: việc thường xuyên theo kỳ, việc khác theo mốc",
            "not for the kind {kind}: regular tasks are met by period, others by milestones",
        ),
    ),
    refused.LeadUnchanged: (
        "lead_unchanged",
        Text("{wanted} đang chủ trì", "{wanted} leads already"),
    ),
    refused.AuthorityMissing: (
        "authority_missing",
        Text("phê duyệt phải nêu cấp có thẩm quyền", "an approval names its deciding authority"),
    ),
    refused.DocumentMissing: (
        "document_missing",
        Text("phê duyệt phải có số, ký hiệu văn bản", "an approval needs its document"),
    ),
    refused.ClassEmpty: (
        "class_empty",
        Text("không có đơn vị nào thuộc nhóm {wanted}", "no unit is of the class {wanted}"),
    ),
    refused.CriteriaMissing: (
        "criteria_missing",
        Text(
            "chỉ nêu tiêu chí với bộ custom, và bộ custom phải nêu",
            "criteria come with the preset custom, and only then",
        ),
    ),
}

TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    refused.TargetNotReached: lambda error: Problem(
        TARGET_NOT_REACHED,
        op=error.op,
        value=error.value,
        reached=error.reached,
        counted="–" if error.reached is None else str(error.reached),
    ),
    refused.WorkClosed: lambda error: Problem(WORK_CLOSED, current=error.status),
    refused.SecurityOpen: lambda error: Problem(
        SECURITY_OPEN, missing=list(error.missing), listed="; ".join(error.missing)
    ),
    refused.ApprovalNeeded: lambda _: Problem(APPROVAL_NEEDED),
    refused.NothingChanges: lambda _: Problem(NOTHING_CHANGES),
    refused.PlanIssuedBefore: lambda _: Problem(PLAN_ISSUED),
    refused.NoLeadToChange: lambda _: Problem(NO_LEAD_TO_CHANGE),
}
