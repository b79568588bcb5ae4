"""How this service's own errors are answered, and how all of its errors are described."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from services.notifications.ports import InvalidCursor
from services.notifications.usecases.inbox import NoticeNotFound
from shared.chassis import Problem, invalid
from shared.chassis.problems import MEDIA_TYPE, NOT_FOUND


class FaultAnswer(BaseModel):
    """What is wrong with one field."""

    field: str = Field(examples=["query.cursor"])
    code: str = Field(examples=["invalid_cursor"])
    message: str = Field(examples=["không phải con trỏ của danh sách này; hãy đọc lại từ đầu"])


class ProblemAnswer(BaseModel):
    """RFC 9457. `type` is stable; the words are Vietnamese, or English by Accept-Language."""

    type: str = Field(examples=["https://tiendo.vn/problems/not-found"])
    title: str = Field(examples=["Không tìm thấy"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Không có mục này trong phạm vi của bạn."])
    errors: list[FaultAnswer] | None = Field(None, description="Each field that is wrong (422)")


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
    401: "Không có mã truy cập còn hiệu lực / No valid bearer token",
    403: "Vai trò không có hộp thư, hoặc không được làm việc này / The role has no mailbox, or may not do this",
    404: "Không có trong phạm vi của bạn; tỉnh khác cũng trả lời như vậy / Not within your scope; the same for others' tenants",
    422: "Tham số sai, xem `errors` / A parameter is wrong; `errors` names it",
    503: "Kho dữ liệu chưa sẵn sàng, hãy thử lại / The store is away; try again",
}
_REFERENCE = "#/components/schemas/{model}"
_ANSWERED = {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model=ProblemAnswer.__name__)}}}


REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "content": _ANSWERED} for code, words in _WORDS.items()
}
"""`responses` of every route."""


def describe_problems(app: FastAPI) -> None:
    """Puts the schemas of problems, which no route returns as a value, into the OpenAPI document."""
    of_routes = app.openapi
    problem = ProblemAnswer.model_json_schema(ref_template=_REFERENCE)
    schemas = {**problem.pop("$defs"), ProblemAnswer.__name__: problem}

    def openapi() -> dict[str, Any]:
        document = of_routes()
        document["components"]["schemas"] |= schemas
        return document

    app.openapi = openapi  # type: ignore[method-assign]
