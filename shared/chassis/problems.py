"""Errors as RFC 9457 problem details, in Vietnamese or English by Accept-Language; `type` is stable in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse

PROBLEM_ROOT = "https://tiendo.vn/problems/"
MEDIA_TYPE = "application/problem+json"


class Text(NamedTuple):
    """A text in both languages."""

    vi: str
    en: str

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem: its slug never changes, its words may. `{…}` in the detail is filled from the problem's values."""

    slug: str
    status: int
    title: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field of a request: `field` is a path such as `body.to`, `code` is stable."""

    field: str
    code: str
    message: Text


class Problem(Exception):
    """Raised anywhere behind the HTTP door, answered in one place.

    `values` fill the detail and are answered as extension members.
    """

    def __init__(
        self,
        kind: ProblemKind,
        *,
        faults: Sequence[FieldFault] = (),
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> None:
        super().__init__(kind.slug)
        self.kind = kind
        self.faults = faults
        self.headers = dict(headers or {})
        self.values = values

    def answer(self, request: Request) -> JSONResponse:
        language = language_of(request)
        headers = {**self.headers, "content-language": language, "vary": "accept-language"}
        return JSONResponse(self.document(language), self.kind.status, headers, MEDIA_TYPE)

    def document(self, language: str) -> dict[str, Any]:
        """The problem document, `vi` or `en`."""
        body: dict[str, Any] = {
            "type": PROBLEM_ROOT + self.kind.slug,
            "title": self.kind.title.said(language),
            "status": self.kind.status,
            "detail": self.kind.detail.said(language).format_map(self.values),
        }
        if self.faults:
            body["errors"] = [
                {"field": f.field, "code": f.code, "message": f.message.said(language)} for f in self.faults
            ]
        return body | self.values


def language_of(request: Request) -> str:
    """`vi` unless English is asked for with a higher weight."""
    weights = {"vi": 0.0, "en": 0.0}
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], _weight(weight))
    return "en" if weights["en"] > weights["vi"] else "vi"


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


NOT_FOUND = ProblemKind(
    "not-found",
    404,
    Text("Không tìm thấy", "Not found"),
    Text("Không có mục này trong phạm vi của bạn.", "There is no such thing within your scope."),
)
UNAUTHENTICATED = ProblemKind(
    "unauthenticated",
    401,
    Text("Chưa xác thực", "Not authenticated"),
    Text("Cần một mã truy cập còn hiệu lực.", "A valid bearer token is needed."),
)
FORBIDDEN = ProblemKind(
    "forbidden",
    403,
    Text("Không có quyền", "Not allowed"),
    Text("Vai trò của bạn không được làm việc này.", "Your role may not do this."),
)
INVALID = ProblemKind(
    "invalid-request",
    422,
    Text("Yêu cầu chưa hợp lệ", "The request is not valid"),
    Text("Có nội dung chưa đúng, xem từng mục.", "Some fields are wrong; see each of them."),
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    405,
    Text("Phương thức không được dùng ở đây", "This method is not used here"),
    Text("Hãy xem tài liệu API.", "See the API documentation."),
)
ALREADY_EXISTS = ProblemKind(
    "already-exists",
    409,
    Text("Mã đã được dùng", "The id is taken"),
    Text("Đã có một mục với mã này.", "Something with this id is registered."),
)
CONCURRENT_CHANGE = ProblemKind(
    "concurrent-change",
    409,
    Text("Nhiều người cùng sửa", "Others were faster"),
    Text("Hãy gửi lại yêu cầu.", "Send the request again."),
)
VERSION_MISMATCH = ProblemKind(
    "version-mismatch",
    412,
    Text("Dữ liệu đã thay đổi", "The data has changed"),
    Text("Phiên bản hiện tại là {current}; hãy đọc lại rồi sửa.", "The current version is {current}; read it again."),
)
KEY_REUSED = ProblemKind(
    "idempotency-key-reused",
    422,
    Text("Khóa chống lặp đã dùng cho nội dung khác", "The idempotency key was used for another content"),
    Text("Mỗi yêu cầu khác nhau cần một khóa riêng.", "Each different request needs a key of its own."),
)
PAYLOAD_TOO_LARGE = ProblemKind(
    "payload-too-large",
    413,
    Text("Nội dung quá lớn", "The content is too large"),
    Text("Tối đa {limit} byte.", "At most {limit} bytes."),
)
TOO_MANY_REQUESTS = ProblemKind(
    "too-many-requests",
    429,
    Text("Quá nhiều yêu cầu", "Too many requests"),
    Text("Hãy thử lại sau ít giây.", "Try again in a few seconds."),
)
UNAVAILABLE = ProblemKind(
    "service-unavailable",
    503,
    Text("Dịch vụ tạm thời chưa sẵn sàng", "Temporarily unavailable"),
    Text("Hãy gửi lại yêu cầu với cùng khóa chống lặp.", "Send the request again with the same idempotency key."),
)
INTERNAL = ProblemKind(
    "internal-error",
    500,
    Text("Lỗi hệ thống", "Internal error"),
    Text("Lỗi đã được ghi nhận.", "The error has been recorded."),
)
