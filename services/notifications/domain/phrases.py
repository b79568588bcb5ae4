"""Words and dates as officials say them, in Vietnamese first and in English (glossary; display rules of the programme)."""

from datetime import date, datetime
from typing import NamedTuple

from shared.calendar import Precision, local_date

_QUARTERS = ("I", "II", "III", "IV")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Said(NamedTuple):
    """The same thing said in both languages."""

    vi: str
    en: str


_STATUSES = {
    "not_started": Said("Chưa triển khai", "Not started"),
    "in_progress": Said("Đang triển khai", "In progress"),
    "submitted": Said("Đã trình, chờ duyệt", "Submitted"),
    "returned": Said("Trả lại để hoàn thiện", "Returned"),
    "basically_completed": Said("Cơ bản hoàn thành", "Basically completed"),
    "completed": Said("Hoàn thành", "Completed"),
    "maintained": Said("Duy trì", "Maintained"),
    "on_hold": Said("Tạm dừng", "On hold"),
    "cancelled": Said("Hủy", "Cancelled"),
    "requested": Said("Chờ xác nhận", "Requested"),
    "acknowledged": Said("Đã xác nhận", "Acknowledged"),
    "accepted": Said("Đã chấp nhận", "Accepted"),
    "open": Said("Chưa báo cáo", "Not reported"),
    "draft": Said("Đang soạn, chưa nộp", "Drafted"),
    "signed": Said("Đã ký", "Signed"),
    "corrected": Said("Đã đính chính, chờ ký", "Corrected, to be signed"),
    "waived": Said("Được miễn", "Waived"),
    "sent": Said("Chưa trả lời", "Not answered"),
    "reported": Said("Đã báo cáo kết quả", "Result reported"),
    "answered": Said("Đã trả lời", "Answered"),
    "closed": Said("Kết thúc", "Closed"),
    "withdrawn": Said("Đã rút", "Withdrawn"),
}
_NO_DEADLINE = Said("chưa rõ thời gian", "no deadline stated")


def status_label(status: str) -> Said:
    """A status that is newer than this text is shown as it is written."""
    return _STATUSES.get(status, Said(status, status))


def day_label(day: date) -> str:
    """`31/03/2024` in both languages."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def deadline_label(due_at: datetime | None, precision: Precision) -> Said:
    """Only as exact as the deadline is: 31/03/2024, tháng 10/2024, quý I/2024, năm 2024 (FR-NT-07, FR-BP-20)."""
    if due_at is None or precision is Precision.NONE:
        return _NO_DEADLINE
    day = local_date(due_at)
    if precision is Precision.MONTH:
        return Said(f"tháng {day.month}/{day.year}", f"{_MONTHS[day.month - 1]} {day.year}")
    if precision is Precision.QUARTER:
        quarter = (day.month - 1) // 3
        return Said(f"quý {_QUARTERS[quarter]}/{day.year}", f"Q{quarter + 1} {day.year}")
    if precision is Precision.YEAR:
        return Said(f"năm {day.year}", str(day.year))
    return Said(day_label(day), day_label(day))


def overdue_label(days: int) -> Said:
    """Calendar days since the deadline."""
    return Said(f"quá hạn {days} ngày", f"{_counted(days, 'day')} overdue")


def time_left_label(working_days: int, is_due_today: bool) -> Said:
    """How many working days remain after today; zero on the last one, which may lie before a deadline on a Sunday."""
    if is_due_today:
        return Said("đến hạn hôm nay", "due today")
    if working_days == 0:
        return Said("hôm nay là ngày làm việc cuối cùng trước hạn", "today is the last working day before the deadline")
    return Said(f"còn {working_days} ngày làm việc", f"{_counted(working_days, 'working day')} left")


def headline(lead: Said, title: Said) -> Said:
    """`Quá hạn 5 ngày: Số hóa dữ liệu hộ tịch`."""
    return Said(f"{_raised(lead.vi)}: {title.vi}", f"{_raised(lead.en)}: {title.en}")


def labelled(label: Said, content: Said | None) -> Said | None:
    """`Sản phẩm: báo cáo`; nothing where there is no content."""
    if content is None or not content.vi.strip():
        return None
    return Said(f"{label.vi}: {content.vi.strip()}", f"{label.en}: {content.en.strip()}")


def paragraph(*sentences: Said | None) -> Said:
    """Joins what there is; each sentence ends with exactly one mark."""
    said = [sentence for sentence in sentences if sentence is not None]
    return Said(" ".join(_ended(s.vi) for s in said), " ".join(_ended(s.en) for s in said))


def in_both(vi: str | None, en: str | None = None) -> Said | None:
    """Text as it was entered; English falls back to Vietnamese, which is authoritative (FR-BP-22)."""
    return Said(vi, en or vi) if vi else None


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
