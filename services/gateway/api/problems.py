"""How the gateway's own errors are answered."""

from collections.abc import Callable, Mapping
from typing import Any

from services.gateway.domain.allowances import NoSeat
from services.gateway.ports import PartMissing
from services.gateway.usecases.feed import BeyondHead
from services.gateway.usecases.hub import UnknownTenant
from services.gateway.usecases.overview import NothingToShow
from shared.chassis import Problem, ProblemKind, Text, invalid
from shared.chassis.problems import NOT_FOUND, TOO_MANY_REQUESTS

_RETRY_AFTER = {"retry-after": "2"}
_SEAT_AFTER = {"retry-after": "5"}

PART_MISSING = ProblemKind(
    "service-unavailable",
    503,
    Text("Dịch vụ tạm thời chưa sẵn sàng", "Temporarily unavailable"),
    Text(
        "Phần “{part}” chưa trả lời. Hãy gửi lại yêu cầu; lệnh thay đổi thì gửi lại với cùng khóa chống lặp.",
        "The part “{part}” does not answer. Send the request again; repeat a change with the same idempotency key.",
    ),
)


def missing(part: str) -> Problem:
    """503 that names the part."""
    return Problem(PART_MISSING, headers=_RETRY_AFTER, part=part)


def _beyond_head(error: BeyondHead) -> Problem:
    return invalid(
        "query.after",
        "beyond_head",
        f"sự kiện mới nhất là {error.head}; hãy đọc lại từ đầu",
        f"the newest event is {error.head}; start reading anew",
    )


TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    UnknownTenant: lambda _: Problem(NOT_FOUND),
    PartMissing: lambda error: missing(error.part),
    NothingToShow: lambda _: missing("tasks, reporting, notifications"),
    BeyondHead: _beyond_head,
    NoSeat: lambda _: Problem(TOO_MANY_REQUESTS, headers=_SEAT_AFTER),
}
