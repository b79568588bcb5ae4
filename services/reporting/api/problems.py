"""How this service's own errors are answered, and how all errors are described."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, Field

from services.reporting.domain.periods import InvalidPeriod
from services.reporting.usecases.scoreboards import AssignmentUnknown
from shared.chassis import Problem, invalid
from shared.chassis.problems import NOT_FOUND


class FaultAnswer(BaseModel):
    """What is wrong with one field."""

    field: str = Field(examples=["query.as_of"])
    code: str = Field(examples=["invalid_moment"])
    message: str = Field(examples=["phải là một ngày (2024-03-31) hoặc một thời điểm kèm múi giờ"])


class ProblemAnswer(BaseModel):
    """RFC 9457. `type` is stable; the words are Vietnamese, or English by Accept-Language."""

    type: str = Field(examples=["https://tiendo.vn/problems/invalid-request"])
    title: str
    status: int
    detail: str
    errors: list[FaultAnswer] | None = Field(None, description="Each field that is wrong (422)")


def _invalid_period(_: Exception) -> Problem:
    return invalid(
        "path.period",
        "invalid_period",
        "phải là tháng (2024-10), quý (2024-Q1) hoặc năm (2024)",
        "must be a month (2024-10), a quarter (2024-Q1) or a year (2024)",
    )


TRANSLATIONS: Mapping[type[Exception], Callable[[Exception], Problem]] = {
    AssignmentUnknown: lambda _: Problem(NOT_FOUND),
    InvalidPeriod: _invalid_period,
}

_WORDS = {
    401: "Không có mã truy cập còn hiệu lực / No valid bearer token",
    403: "Vai trò không được xem / The role may not read this",
    404: "Không có trong phạm vi của bạn; tỉnh khác cũng trả lời như vậy / Not within your scope; the same for others' tenants",
    422: "Tham số sai, xem `errors` / A parameter is wrong; `errors` names it",
    503: "Kho dữ liệu chưa sẵn sàng, hãy thử lại / The store is away; try again",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that can answer these, beside 401, 403 and 503."""
    answered = sorted({401, 403, 503, *statuses})
    content: dict[str, Any] = {"application/problem+json": {}}
    return {code: {"description": _WORDS[code], "model": ProblemAnswer, "content": content} for code in answered}
