"""How refusals of the domain are told: as problem documents, in Vietnamese and English."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from services.tasks.api import (
    duty_problems,
    import_problems,
    indicator_problems,
    oversight_problems,
    succession_problems,
    work_problems,
)
from services.tasks.api.bottleneck_problems import BOTTLENECK_CLOSED, BOTTLENECK_FIELDS
from services.tasks.api.key_task_problems import KEY_TASK_FIELDS, SETTING_FIELDS
from services.tasks.api.survey_problems import SURVEY_FIELDS, SURVEY_TRANSLATIONS
from services.tasks.domain import errors
from services.tasks.domain.bottlenecks import bottleneck_errors
from services.tasks.domain.directives import directive_errors
from services.tasks.domain.key_tasks import key_task_errors
from shared.calendar import to_wire
from shared.chassis import Problem, ProblemKind, Text, invalid
from shared.chassis.problems import FORBIDDEN

ILLEGAL_TRANSITION = ProblemKind(
    "illegal-transition",
    409,
    Text("Không chuyển trạng thái như vậy được", "This step does not exist"),
    Text(
        "Từ trạng thái {current} không chuyển sang {wanted} được; các bước được phép nằm trong allowed.",
        "The status {current} does not lead to {wanted}; allowed names the steps that exist.",
    ),
)
DEADLINE_CLOSED = ProblemKind(
    "deadline-closed",
    409,
    Text("Thời hạn đã khép lại", "The deadline is closed"),
    Text(
        "Trạng thái là {current}: không dời thời hạn của việc đã xong hoặc đã hủy.",
        "The status is {current}: the deadline of what is done or cancelled stays.",
    ),
)
DEADLINE_UNCHANGED = ProblemKind(
    "deadline-unchanged",
    409,
    Text("Thời hạn không đổi", "The deadline does not change"),
    Text("Thời hạn mới trùng với thời hạn hiện tại.", "The new deadline is the present one."),
)
DEADLINE_NOT_KEPT = ProblemKind(
    "deadline-not-kept",
    409,
    Text("Mô hình không có thời hạn riêng", "Pilot models have no deadline of their own"),
    Text("Hãy dời thời hạn của nhiệm vụ liên quan.", "Move the deadline of the task that it is linked to."),
)

FIELD_REFUSALS: Mapping[type[errors.FieldRefused], tuple[str, Text]] = {
    **work_problems.FIELD_REFUSALS,
    **BOTTLENECK_FIELDS,
    **SURVEY_FIELDS,
    **KEY_TASK_FIELDS,
    **SETTING_FIELDS,
    **duty_problems.FIELD_REFUSALS,
    **indicator_problems.FIELD_REFUSALS,
    **oversight_problems.FIELD_REFUSALS,
    **succession_problems.FIELD_REFUSALS,
    errors.UnknownReference: (
        "unknown_reference",
        Text("{wanted} chưa được đăng ký", "{wanted} is not registered"),
    ),
    errors.NotAProvince: (
        "not_a_province",
        Text("{wanted} không phải là tỉnh", "{wanted} is no province"),
    ),
    errors.GroupOfOtherPlan: (
        "group_of_other_plan",
        Text("nhóm {wanted} thuộc kế hoạch khác", "the group {wanted} belongs to another plan"),
    ),
    errors.UnitNotInForce: (
        "unit_not_in_force",
        Text("đơn vị {wanted} không tồn tại vào ngày {day}", "the unit {wanted} does not exist on {day}"),
    ),
    errors.PartnerCannotLead: (
        "partner_cannot_lead",
        Text("{wanted} là đối tác ngoài, chỉ phối hợp", "{wanted} is an external partner and can only coordinate"),
    ),
    errors.LeadMissing: (
        "lead_missing",
        Text("cần đúng một đơn vị chủ trì, hoặc danh sách đơn vị được giao", "one lead unit, or assignees, are needed"),
    ),
    errors.LeadAndAssignees: (
        "lead_and_assignees",
        Text("đã có đơn vị chủ trì thì không giao cho nhiều đơn vị", "what has a lead unit has no assignees"),
    ),
    errors.LeadCoordinates: (
        "lead_coordinates",
        Text("{wanted} là đơn vị chủ trì, không đồng thời phối hợp", "{wanted} leads, so it does not coordinate"),
    ),
    errors.ChildIdTooLong: (
        "id_too_long_for_children",
        Text("quá dài để ghép với mã đơn vị được giao", "too long to carry the ids of the assignees"),
    ),
    errors.DeadlineIncomplete: (
        "deadline_incomplete",
        Text("ngày và độ chính xác phải đi cùng nhau", "a date and its precision come together"),
    ),
    errors.PeriodReversed: (
        "period_reversed",
        Text("kết thúc trước khi bắt đầu", "ends before it begins"),
    ),
    errors.ReasonMissing: (
        "reason_missing",
        Text("bước này phải nêu lý do", "this step needs its reason"),
    ),
    errors.ProductMissing: (
        "product_missing",
        Text("hoàn thành phải kèm sản phẩm", "completion needs its product"),
    ),
    errors.EffectiveInFuture: (
        "effective_in_future",
        Text("không được ở tương lai", "must not lie in the future"),
    ),
    errors.EffectiveBeforeLastChange: (
        "effective_before_last_change",
        Text("trước lần thay đổi gần nhất ({since})", "lies before the last change ({since})"),
    ),
    directive_errors.SubjectMissing: (
        "subject_missing",
        Text(
            "văn bản chưa có trong hệ thống cần trích yếu tiếng Việt",
            "what is not known yet needs its Vietnamese subject",
        ),
    ),
    directive_errors.NumberContradicted: (
        "number_contradicted",
        Text("{wanted} không khớp với số và ký hiệu", "{wanted} is not what number and symbol say"),
    ),
    directive_errors.NumberOfOtherDay: (
        "number_of_other_day",
        Text("số này thuộc văn bản {wanted} ngày {day}", "this number belongs to {wanted} of {day}"),
    ),
    directive_errors.BlockTwice: (
        "block_twice",
        Text("mã nội dung {wanted} bị lặp", "the block {wanted} is there twice"),
    ),
    directive_errors.BlockOfOtherDirective: (
        "block_of_other_directive",
        Text("văn bản không có nội dung {wanted}", "the directive has no block {wanted}"),
    ),
    directive_errors.LinkTooFar: (
        "link_too_far",
        Text("chỉ liên kết trong tỉnh hoặc tới Trung ương", "links lead to the own tenant or to the central level"),
    ),
    errors.NotADecider: (
        "not_a_decider",
        Text("vai trò này không quyết định thời hạn", "this role does not decide on deadlines"),
    ),
}


def _field(error: errors.FieldRefused) -> Problem:
    code, text = FIELD_REFUSALS[type(error)]
    values = {name: to_wire(value) if isinstance(value, datetime) else value for name, value in vars(error).items()}
    return invalid(f"body.{error.field}", code, text.vi.format_map(values), text.en.format_map(values))


def _transition(error: errors.IllegalTransition) -> Problem:
    return Problem(ILLEGAL_TRANSITION, current=error.current, wanted=error.wanted, allowed=list(error.allowed))


def _step(error: key_task_errors.StepRefused) -> Problem:
    allowed = list(error.allowed)
    return Problem(ILLEGAL_TRANSITION, item=error.item, current=error.current, wanted=error.wanted, allowed=allowed)


TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    **work_problems.TRANSLATIONS,
    **duty_problems.TRANSLATIONS,
    **oversight_problems.TRANSLATIONS,
    **indicator_problems.TRANSLATIONS,
    **succession_problems.TRANSLATIONS,
    errors.NotAllowed: lambda _: Problem(FORBIDDEN),
    errors.FieldRefused: _field,
    errors.IllegalTransition: _transition,
    key_task_errors.StepRefused: _step,
    errors.DeadlineClosed: lambda error: Problem(DEADLINE_CLOSED, current=error.status),
    errors.DeadlineUnchanged: lambda _: Problem(DEADLINE_UNCHANGED),
    errors.DeadlineNotKept: lambda _: Problem(DEADLINE_NOT_KEPT),
    **SURVEY_TRANSLATIONS,
    **import_problems.TRANSLATIONS,
    bottleneck_errors.BottleneckClosed: lambda error: Problem(BOTTLENECK_CLOSED, current=error.status),
}
