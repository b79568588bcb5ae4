"""How refusals about indicators and services are told."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain.errors import FieldRefused
from services.tasks.domain.indicators import indicator_errors as errors
from shared.chassis import Problem, ProblemKind, Text

TOO_MANY_EDITIONS = ProblemKind(
    "too-many-editions",
    409,
    Text("Số liệu đã đính chính quá nhiều lần", "The value was corrected too often"),
    Text("Mỗi số liệu có tối đa {most} bản.", "A value has {most} editions at most."),
)

FIELD_REFUSALS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.BreakdownDiffers: (
        "breakdown_differs",
        Text("các phần cộng lại là {total}, khác giá trị", "the parts add up to {total}, which is not the value"),
    ),
    errors.TargetNotMeasured: (
        "target_not_measured",
        Text(
            "chỉ tiêu chất lượng chấm theo 4 tiêu chí, không có mục tiêu bằng số", "four criteria have no such target"
        ),
    ),
    errors.FiguresUnfit: (
        "figures_unfit",
        Text(
            "không hợp với loại chỉ tiêu {measure}: count cần tử số, ratio cần tử số và mẫu số, quality cần 4 tiêu chí",
            "does not fit the sort {measure}: a count needs the numerator, a ratio the denominator too, quality its criteria",
        ),
    ),
    errors.NothingToDivideBy: (
        "nothing_to_divide_by",
        Text("mẫu số bằng 0 nhưng tử số khác 0", "0, although the numerator is not"),
    ),
    errors.UnitDoesNotReport: (
        "unit_does_not_report",
        Text(
            "{wanted} không thuộc các đơn vị báo cáo chỉ tiêu này",
            "{wanted} is not among the units that report this indicator",
        ),
    ),
    errors.NotTheirFigures: (
        "not_their_figures",
        Text(
            "số liệu này do đơn vị khác báo cáo; số liệu chung do cơ quan thường trực hoặc đơn vị theo dõi chỉ tiêu báo cáo",
            "another unit reports these figures; those of the whole, the standing agency or the unit that owns the indicator",
        ),
    ),
    errors.ValueIdTooLong: (
        "id_too_long_for_values",
        Text("{wanted} dài hơn 80 ký tự", "{wanted} is longer than 80 letters"),
    ),
    errors.ServiceTwice: (
        "service_twice",
        Text("dịch vụ {wanted} bị lặp", "the service {wanted} is there twice"),
    ),
    errors.DeployedOnWithoutDeployment: (
        "not_deployed",
        Text("chỉ dịch vụ đã triển khai mới có ngày triển khai", "only what is deployed has a day"),
    ),
}

TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.TooManyEditions: lambda error: Problem(TOO_MANY_EDITIONS, most=error.most),
}
