"""Putting a notice aside for some days: it comes back as unread, on a working morning before anything is due."""

from datetime import date, datetime, timedelta

from services.notifications.domain.notices import Notice, NoticeKind
from services.notifications.domain.phrases import Said
from services.notifications.domain.timetable import Timetable
from shared.calendar import local_date, start_of_day

LONGEST = timedelta(days=30)
_MANDATORY = frozenset({NoticeKind.OVERDUE, NoticeKind.ESCALATION})


class CannotSnooze(Exception):
    """`code` is stable; `message` says what to do."""

    def __init__(self, code: str, message: Said) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def comes_back(notice: Notice, until: date, now: datetime, timetable: Timetable) -> datetime:
    """The morning on which the notice is unread again. Raises CannotSnooze."""
    if notice.kind in _MANDATORY:
        raise CannotSnooze("mandatory", Said("việc quá hạn không được tạm gác", "what is overdue cannot be put aside"))
    today = local_date(now)
    if not today < until <= today + LONGEST:
        raise CannotSnooze(
            "outside_30_days",
            Said("phải từ ngày mai và trong vòng 30 ngày", "must lie between tomorrow and 30 days from now"),
        )
    morning = timetable.next_morning(start_of_day(until))
    due_at = notice.message.obligation.due_at
    # Of something that was due long ago, as it was told then, nothing is missed.
    if due_at is not None and now <= due_at < morning:
        raise CannotSnooze("after_deadline", Said("phải trước thời hạn", "must come before the deadline"))
    return morning
