"""How this service's own errors are answered, and how all of its errors are described."""

from collections.abc import Callable, Mapping
from typing import Any

from services.notifications.api.answers import ProblemAnswer
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

_WORDS = {
    401: "No valid bearer token",
    403: "The role has no mailbox, or may not do this",
    404: "No such tenant or notice for this caller",
    422: "A parameter is wrong; `errors` names it",
    503: "The store is away; try again",
}

ANSWERS: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "model": ProblemAnswer} for code, words in _WORDS.items()
}
NO_FIELDS = tuple(code for code in _WORDS if code != 422)
