"""How this service's own errors are answered."""

from collections.abc import Callable, Mapping

from services.notifications.ports import InvalidCursor
from services.notifications.usecases.inbox import NoticeNotFound
from shared.chassis import Problem, invalid
from shared.chassis.problems import NOT_FOUND


def _bad_cursor(_: Exception) -> Problem:
    return invalid(
        "query.cursor",
        "invalid_cursor",
        "không phải con trỏ của danh sách này; hãy đọc lại từ đầu",
        "not a cursor of this list; start reading anew",
    )


TRANSLATIONS: Mapping[type[Exception], Callable[[Exception], Problem]] = {
    NoticeNotFound: lambda _: Problem(NOT_FOUND),
    InvalidCursor: _bad_cursor,
}
