"""Signs of weakness, and how they are read: the formula of weak points (FR-NA-27)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.answers import Words
from services.reporting.domain.boards import OFTEN
from services.reporting.domain.weak_point_answers import Formula, Sign, SignCode, WeakNumbers

VERSION = "1"
TREND_DAYS = 30
MEANINGS: Mapping[SignCode, tuple[str, str, str]] = {
    "late": ("late_share", "Có việc xong muộn hoặc quá hạn", "Something was done late or is overdue"),
    "worse": (
        "late_share_before",
        "Tỷ lệ chậm tăng so với thời điểm so sánh",
        "The late share has risen since the earlier instant",
    ),
    "unmoved": (
        "unmoved",
        "Có việc không chuyển biến trong số ngày làm việc đó",
        "Something has not moved for so long",
    ),
    "moved": ("often_moved", "Có việc phải lùi hạn nhiều lần", "A deadline was moved often"),
    "returned": (
        "returned",
        "Có kết quả bị trả lại, chưa trình lại",
        "A result was given back and not handed in again",
    ),
    "bottleneck": (
        "unresolved_bottlenecks",
        "Có điểm nghẽn chưa tháo gỡ",
        "A bottleneck of the unit is unresolved",
    ),
}
_ORDER = Words(
    vi="Nhiều dấu hiệu trước; rồi tỷ lệ chậm cao, nhiều điểm nghẽn, nhiều việc quá hạn",
    en="Most signs first; then the highest late share, the most bottlenecks, the most overdue work",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What "unmoved" and "before" mean at the instant asked for."""

    working_days: int
    since: date
    compared_with: str

    def formula(self) -> Formula:
        return Formula(
            version=VERSION,
            signs=[
                Sign(code=code, number=number, meaning=Words(vi=vi, en=en))
                for code, (number, vi, en) in MEANINGS.items()
            ],
            order=_ORDER,
            unmoved_working_days=self.working_days,
            unmoved_since=self.since.isoformat(),
            trend_days=TREND_DAYS,
            compared_with=self.compared_with,
            often_moved=OFTEN,
        )


def signs_of(numbers: WeakNumbers) -> Iterable[SignCode]:
    late, before = numbers.late_share or 0, numbers.late_share_before or 0
    if late:
        yield "late"
    if late > before:
        yield "worse"
    if numbers.unmoved:
        yield "unmoved"
    if numbers.often_moved:
        yield "moved"
    if numbers.returned:
        yield "returned"
