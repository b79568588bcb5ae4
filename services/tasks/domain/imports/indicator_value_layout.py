"""The sheet of indicator values: one row for each cell of the table of who reports what for which period (FR-NA-22)."""

from services.tasks.domain.imports.cells import Choice, Number, Period
from services.tasks.domain.imports.layout import Column, Layout
from services.tasks.domain.imports.rows import Row
from services.tasks.domain.indicators.indicator_value import NewValue, value_id
from services.tasks.domain.telling import Words
from services.tasks.domain.values import Identifier

_SOURCES = {
    "entered": Words("nhập vào", "entered"),
    "seed": Words("theo văn bản", "from the texts"),
    "background": Words("số liệu nền", "background"),
    "synthetic": Words("dữ liệu mẫu", "sample data"),
}
_SCORE = Words("Từ 0 đến 100; chỉ điền khi có chấm chất lượng.", "0 to 100; only where quality was assessed.")


class ListedValue(NewValue):
    """A value with its indicator, which a single command is told by its path."""

    indicator: Identifier


def value_of(row: Row) -> str:
    """The id of the value that the row tells; empty where it does not say of which indicator and period."""
    said = {path: INDICATOR_VALUES.by_path[path].kind.read(cell) for path, cell in row.cells.items() if path in _KEY}
    indicator, period, unit, item = (said.get(path) for path in _KEY)
    return value_id(indicator, period, unit, item) if indicator and period else ""


_KEY = ("indicator", "period", "unit", "item")
INDICATOR_VALUES = Layout(
    Words("Số liệu chỉ tiêu", "Indicator values"),
    (
        Column(
            "indicator",
            Words("Mã chỉ tiêu", "Indicator code"),
            example="NA-KPI-07",
            required=True,
            help=Words("Mã của chỉ tiêu đã khai báo.", "Code of an indicator that is defined."),
        ),
        Column(
            "period",
            Words("Kỳ báo cáo", "Period"),
            Period(),
            example="2024-03",
            required=True,
            help=Words(
                "2024-03, 2024-Q1 hoặc 2024, đúng chu kỳ của chỉ tiêu.", "As often as the indicator is reported."
            ),
        ),
        Column(
            "unit",
            Words("Mã đơn vị", "Unit code"),
            example="NA-STP",
            help=Words("Để trống nếu là số liệu chung của cả tỉnh.", "Empty: the figures of the whole province."),
        ),
        Column(
            "item",
            Words("Dịch vụ công hoặc CSDL", "Service or database"),
            help=Words("Mã, nếu số liệu là của riêng một dịch vụ.", "Its code, if the figures are of it alone."),
        ),
        Column(
            "numerator",
            Words("Tử số", "Numerator"),
            Number(),
            "figures.numerator",
            90,
            help=Words("Số đếm được, không phải tỷ lệ %.", "What was counted, never a rate."),
        ),
        Column(
            "denominator",
            Words("Mẫu số", "Denominator"),
            Number(),
            "figures.denominator",
            100,
            help=Words("Bắt buộc nếu chỉ tiêu là tỷ lệ; nếu không thì để trống.", "A ratio needs it; else empty."),
        ),
        Column(
            "quality.correct",
            Words("Chất lượng: đúng", "Quality: correct"),
            Number(),
            "figures.quality.correct",
            names=("quality",),
            help=_SCORE,
        ),
        Column("quality.complete", Words("Chất lượng: đủ", "Quality: complete"), Number(), "figures.quality.complete"),
        Column("quality.clean", Words("Chất lượng: sạch", "Quality: clean"), Number(), "figures.quality.clean"),
        Column("quality.live", Words("Chất lượng: sống", "Quality: live"), Number(), "figures.quality.live"),
        Column("source", Words("Nguồn số liệu", "Source"), Choice(_SOURCES)),
    ),
    id="indicator",
    twice=Words("số liệu của kỳ này đã có ở dòng {row}", "the figures of this period are in row {row} already"),
    differs=Words(
        "kỳ này đã báo cáo số khác: dòng này được bỏ qua; muốn sửa, hãy đính chính số liệu và nêu lý do",
        "other figures are reported for this period: the row is skipped; to change them, correct them with a reason",
    ),
)
