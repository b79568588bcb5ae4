"""Every error leaves as a problem document, whatever raised it."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from shared.chassis import problems
from shared.chassis.clients import ServiceDown
from shared.chassis.problems import Problem, ProblemKind, Text
from shared.chassis.validation import invalid_request
from shared.messaging import (
    AlreadyRegistered,
    ConcurrentChange,
    KeyReused,
    NotFound,
    OutboxFull,
    SourceUnavailable,
    VersionMismatch,
)
from shared.storage import StorageError

_log = logging.getLogger(__name__)
_RETRY = {"retry-after": "1"}


def _away(_: Exception) -> Problem:
    return Problem(problems.UNAVAILABLE, headers=_RETRY)


_ALWAYS: dict[type[Exception], Callable[[Any], Problem]] = {
    NotFound: lambda _: Problem(problems.NOT_FOUND),
    AlreadyRegistered: lambda _: Problem(problems.ALREADY_EXISTS),
    KeyReused: lambda _: Problem(problems.KEY_REUSED),
    VersionMismatch: lambda error: Problem(problems.VERSION_MISMATCH, current=error.current),
    ConcurrentChange: lambda _: Problem(problems.CONCURRENT_CHANGE, headers=_RETRY),
    OutboxFull: _away,
    StorageError: _away,
    ServiceDown: _away,
    SourceUnavailable: _away,
}
_BY_STATUS = {
    401: problems.UNAUTHENTICATED,
    403: problems.FORBIDDEN,
    404: problems.NOT_FOUND,
    405: problems.METHOD_NOT_ALLOWED,
    413: problems.PAYLOAD_TOO_LARGE,
    429: problems.TOO_MANY_REQUESTS,
}


def answer_problems(app: FastAPI, translations: Mapping[type[Exception], Callable[[Any], Problem]]) -> None:
    """Registers one handler per kind of error; a service's own translations come before the common ones."""
    for error, translate in {**_ALWAYS, **translations}.items():
        app.add_exception_handler(error, _answering(translate))
    app.add_exception_handler(Problem, _answering(lambda problem: problem))
    app.add_exception_handler(RequestValidationError, _answering(lambda error: invalid_request(error.errors())))
    app.add_exception_handler(HTTPException, _answering(_of_status))
    app.add_exception_handler(Exception, _unexpected)


def _answering(translate: Callable[[Any], Problem]) -> Callable[[Request, Exception], JSONResponse]:
    def handle(request: Request, error: Exception) -> JSONResponse:
        return translate(error).answer(request)

    return handle


def _of_status(error: HTTPException) -> Problem:
    kind = _BY_STATUS.get(error.status_code)
    if kind is None:
        kind = ProblemKind("http-error", error.status_code, Text("Lỗi yêu cầu", "Request error"), Text("", ""))
    return Problem(kind, headers=error.headers)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("an unexpected error", exc_info=error, extra={"method": request.method})
    return Problem(problems.INTERNAL).answer(request)
