"""How refusals about subscriptions are answered."""

from collections.abc import Callable, Mapping
from typing import Any

from services.notifications.domain.subscriptions import errors
from shared.chassis import Problem, ProblemKind, Text, invalid
from shared.chassis.problems import NOT_FOUND

NOT_VERIFIED = ProblemKind(
    "endpoint-not-verified",
    409,
    Text("Địa chỉ chưa được xác minh", "The endpoint is not verified"),
    Text("Hãy xác minh địa chỉ nhận trước.", "Let the endpoint answer the challenge first."),
)
TWO_SECRETS = ProblemKind(
    "two-secrets-live",
    409,
    Text("Đang có hai khóa cùng hiệu lực", "Two secrets are live"),
    Text("Hãy bỏ khóa cũ, hoặc chờ khóa cũ hết hạn.", "Drop the old one, or wait until it has ended."),
)
LAST_SECRET = ProblemKind(
    "last-secret",
    409,
    Text("Đây là khóa duy nhất", "This is the only secret"),
    Text("Hãy tạo khóa mới trước khi bỏ khóa này.", "Make a new one before you drop it."),
)
NOT_CONFIGURED = ProblemKind(
    "subscriptions-not-configured",
    503,
    Text("Chưa bật đăng ký sự kiện", "Subscriptions are not configured"),
    Text("Người vận hành cần đặt TIENDO_WEBHOOK_KEY_FILE.", "The operator has to set TIENDO_WEBHOOK_KEY_FILE."),
)
SECRET_UNREADABLE = ProblemKind(
    "subscription-secret-unreadable",
    503,
    Text("Không mở được khóa ký của đăng ký này", "No key opens a secret of this subscription"),
    Text(
        "Người vận hành cần đưa khóa cũ trở lại TIENDO_WEBHOOK_KEY_FILE.",
        "The operator has to put the older key back into TIENDO_WEBHOOK_KEY_FILE.",
    ),
)
_ADDRESSES = {
    "malformed_url": Text("không phải địa chỉ https hợp lệ", "is not a well-formed https address"),
    "https_required": Text("phải bắt đầu bằng https://", "must begin with https://"),
    "url_with_credentials": Text(
        "không được kèm tên, mật khẩu hoặc dấu #", "must not hold a user, a password or a fragment"
    ),
    "address_not_public": Text("không phải địa chỉ công khai", "is not a public address"),
    "port_not_allowed": Text("cổng không được phép", "names a port that is not allowed"),
}


def _pattern(error: errors.PatternMatchesNothing) -> Problem:
    return invalid(
        f"body.types.{error.place}",
        "unknown_event_type",
        "không có loại sự kiện nào khớp; xem docs/events.md",
        "no type of event matches; see docs/events.md",
    )


def _endpoint(error: errors.EndpointRefused) -> Problem:
    said = _ADDRESSES[error.code]
    return invalid("body.url", error.code, said.vi, said.en)


def _too_many(error: errors.TooManySubscriptions) -> Problem:
    return invalid(
        "body", "too_many", f"mỗi tỉnh tối đa {error.limit} đăng ký", f"at most {error.limit} for one tenant"
    )


TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.SubscriptionNotFound: lambda _: Problem(NOT_FOUND),
    errors.EventNotFound: lambda _: Problem(NOT_FOUND),
    errors.EndpointRefused: _endpoint,
    errors.PatternMatchesNothing: _pattern,
    errors.TooManySubscriptions: _too_many,
    errors.ReplayFromTheFuture: lambda _: invalid(
        "body.since", "in_future", "thời điểm này chưa đến", "lies in the future"
    ),
    errors.NotVerified: lambda _: Problem(NOT_VERIFIED),
    errors.TwoSecretsLive: lambda _: Problem(TWO_SECRETS),
    errors.LastSecret: lambda _: Problem(LAST_SECRET),
    errors.SecretUnreadable: lambda _: Problem(SECRET_UNREADABLE),
    errors.SubscriptionsNotConfigured: lambda _: Problem(NOT_CONFIGURED),
}
