"""How this service's own errors are answered."""

from collections.abc import Callable, Mapping
from typing import Any

from services.notifications.api.email import problems as email
from services.notifications.api.subscriptions import problems as subscriptions
from services.notifications.domain.ladder_wishes import InvalidLadder
from services.notifications.domain.snoozing import CannotSnooze
from services.notifications.ports import InvalidCursor
from services.notifications.ports.delivering import JournalAway
from services.notifications.usecases.calendars import NoCalendar
from services.notifications.usecases.inbox import NoticeNotFound
from shared.chassis import FieldFault, Problem, Text, invalid
from shared.chassis.answers import unavailable
from shared.chassis.problems import INVALID, NOT_FOUND


def _bad_cursor(_: Exception) -> Problem:
    return invalid(
        "query.cursor",
        "invalid_cursor",
        "không phải con trỏ của danh sách này; hãy đọc lại từ đầu",
        "not a cursor of this list; start reading anew",
    )


def _bad_ladder(problem: Any) -> Problem:
    return Problem(
        INVALID, faults=[FieldFault(f"body.{field}", code, Text(*said)) for field, code, said in problem.faults]
    )


TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    **subscriptions.TRANSLATIONS,
    **email.TRANSLATIONS,
    JournalAway: unavailable,
    NoticeNotFound: lambda _: Problem(NOT_FOUND),
    NoCalendar: lambda _: Problem(NOT_FOUND),
    InvalidCursor: _bad_cursor,
    InvalidLadder: _bad_ladder,
    CannotSnooze: lambda problem: invalid("body.until", problem.code, *problem.message),
}
