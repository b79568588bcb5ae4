"""How the gateway's own errors are answered."""

from collections.abc import Callable, Mapping
from typing import Any

from services.gateway.domain.allowances import NoSeat
from services.gateway.ports import PartMissing
from services.gateway.usecases.feed import BeyondHead
from services.gateway.usecases.hub import UnknownTenant
from services.gateway.usecases.overview import NothingToShow
from services.gateway.usecases.sessions import NotOffered
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

CROSS_SITE = ProblemKind(
    "cross-site",
    403,
    Text("Yêu cầu đến từ trang khác", "The request comes from another site"),
    Text(
        "Phiên đăng nhập chỉ nhận thay đổi từ chính trang này. Chương trình hãy dùng mã truy cập trong tiêu đề Authorization.",
        "A session takes changes from this site's own pages only. Programs use a token in the Authorization header.",
    ),
)
NO_CHOICE_HERE = ProblemKind(
    "no-choice-here",
    409,
    Text("Ở đây không tự chọn vai trò", "Roles are not chosen here"),
    Text(
        "Hãy đăng nhập tại hệ thống định danh của đơn vị; `GET /session/choices` cho biết bắt đầu ở đâu.",
        "Sign in at your identity provider; `GET /session/choices` says where that begins.",
    ),
)

SIGN_IN_AGAIN = ProblemKind(
    "sign-in-again",
    400,
    Text("Lượt đăng nhập không còn dùng được", "This sign-in can no longer be used"),
    Text(
        "Lượt đăng nhập đã quá hạn, hoặc được mở ở một cửa sổ khác. Hãy đăng nhập lại.",
        "It took too long, or another one was begun meanwhile. Sign in again.",
    ),
)
SIGN_IN_DECLINED = ProblemKind(
    "sign-in-declined",
    403,
    Text("Hệ thống định danh không cho đăng nhập", "The identity provider declined"),
    Text(
        "Hãy đăng nhập lại; nếu vẫn không được, hãy hỏi người quản trị hệ thống định danh.",
        "Sign in again; if that does not help, ask those who run the identity provider.",
    ),
)
SIGN_IN_UNFIT = ProblemKind(
    "sign-in-unfit",
    403,
    Text("Tài khoản chưa dùng được ở đây", "This account cannot be used here"),
    Text(
        "Mã truy cập không cấp cho hệ thống này, hoặc chưa nêu tỉnh và vai trò. Hãy báo người quản trị hệ thống định danh.",
        "Its token is not for this system, or does not state a province and a role. Tell those who run the identity provider.",
    ),
)
NO_PROVIDER = ProblemKind(
    "no-provider",
    404,
    Text("Ở đây không đăng nhập qua hệ thống định danh", "There is no identity provider here"),
    Text("Hãy xem `GET /session/choices`.", "See `GET /session/choices`."),
)


def missing(part: str) -> Problem:
    """503 that names the part."""
    return Problem(PART_MISSING, headers=_RETRY_AFTER, part=part)


def _not_offered(error: NotOffered) -> Problem:
    return invalid(
        f"body.{error.field}",
        "not_offered",
        "không có trong các lựa chọn, xem GET /session/choices",
        "is none of the choices, see GET /session/choices",
    )


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
    NotOffered: _not_offered,
    BeyondHead: _beyond_head,
    NoSeat: lambda _: Problem(TOO_MANY_REQUESTS, headers=_SEAT_AFTER),
}
