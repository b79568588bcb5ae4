"""Every error leaves as a problem document, whatever raised it, and the OpenAPI document says so."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from shared.chassis import problems
from shared.chassis.bodies import MOST
from shared.chassis.clients import ServiceDown
from shared.chassis.problems import Problem, ProblemKind, Text
from shared.chassis.refusals import describe_problems
from shared.chassis.validation import invalid, invalid_request
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


def unavailable(_: Exception | None = None) -> Problem:
    return Problem(problems.UNAVAILABLE, headers=_RETRY)


_ALWAYS: dict[type[Exception], Callable[[Any], Problem]] = {
    NotFound: lambda _: Problem(problems.NOT_FOUND),
    AlreadyRegistered: lambda _: Problem(problems.ALREADY_EXISTS),
    KeyReused: lambda _: Problem(problems.KEY_REUSED),
    VersionMismatch: lambda error: Problem(problems.VERSION_MISMATCH, current=error.current),
    ConcurrentChange: lambda _: Problem(problems.CONCURRENT_CHANGE, headers=_RETRY),
    OutboxFull: unavailable,
    StorageError: unavailable,
    ServiceDown: unavailable,
    SourceUnavailable: unavailable,
}
_BY_STATUS = {404: problems.NOT_FOUND, 405: problems.METHOD_NOT_ALLOWED}


def answer_problems(app: FastAPI, translations: Mapping[type[Exception], Callable[[Any], Problem]]) -> None:
    """Registers one handler per kind of error; a service's own translations come before the common ones."""
    describe_problems(app)
    for error, translate in {**_ALWAYS, **translations}.items():
        app.add_exception_handler(error, _answering(translate))
    app.add_exception_handler(Problem, _answering(lambda problem: problem))
    app.add_exception_handler(RequestValidationError, _answering(lambda error: invalid_request(error.errors())))
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(ClientDisconnect, _nobody_listens)
    app.add_exception_handler(Exception, _unexpected)


def _answering(translate: Callable[[Any], Problem]) -> Callable[[Request, Exception], JSONResponse]:
    def handle(request: Request, error: Exception) -> JSONResponse:
        return translate(error).answer(request)

    return handle


def problem_of(error: Exception, translations: Mapping[type[Exception], Callable[[Any], Problem]]) -> Problem:
    """How an error of the domain, or a common one, is answered. Raises KeyError for one that nobody expects."""
    known = {**_ALWAYS, **translations}
    return known[next(kind for kind in type(error).mro() if kind in known)](error)


def _of_framework(request: Request, error: Any) -> Response:
    if error.status_code == 400:
        # The body could not be read: bytes that are no text, or nested beyond reason.
        problem = invalid("body", "json_invalid", "không phải JSON hợp lệ", "not valid JSON")
    elif error.status_code == 413:
        problem = Problem(problems.PAYLOAD_TOO_LARGE, limit=request.scope[MOST])
    else:
        problem = Problem(_kind(error.status_code), headers=error.headers)
    return problem.answer(request)


def _kind(status: int) -> ProblemKind:
    unnamed = ProblemKind("http-error", status, Text("Lỗi yêu cầu", "Request error"), Text("", ""))
    return _BY_STATUS.get(status, unnamed)


def _nobody_listens(_: Request, __: Exception) -> Response:
    """The caller left before the body was whole: nothing to answer, and nothing that is wrong with us."""
    return Response(status_code=400)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("an unexpected error", exc_info=error, extra={"method": request.method})
    return Problem(problems.INTERNAL).answer(request)
