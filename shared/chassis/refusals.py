"""How refusals are described: one problem document, and one meaning of each status in every service."""

from typing import Any

from fastapi import FastAPI

from shared.chassis.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

_WORDS = {
    401: "Không có mã truy cập còn hiệu lực / no valid bearer token",
    403: "Vai trò không được làm việc này / the role may not do this",
    404: "Không có trong phạm vi của bạn; tỉnh khác cũng trả lời như vậy / not within your scope; the same for others' tenants",
    409: "Trái với trạng thái hiện tại / against the present state",
    412: "If-Match không phải phiên bản hiện tại / If-Match is not the current version",
    413: "Nội dung quá lớn / the body is too large",
    422: "Có mục chưa đúng, xem `errors` / a field is wrong; `errors` names it",
    429: "Quá nhiều yêu cầu, hãy chờ theo Retry-After / too many requests; wait as Retry-After says",
    503: "Tạm thời chưa sẵn sàng, hãy gửi lại / temporarily unavailable; send it again",
}
_FAULT = {
    "description": "What is wrong with one field. `code` is stable, the words are not.",
    "type": "object",
    "required": ["field", "code", "message"],
    "properties": {
        "field": {"type": "string", "examples": ["body.product"]},
        "code": {"type": "string", "examples": ["product_missing"]},
        "message": {"type": "string", "examples": ["hoàn thành phải kèm sản phẩm"]},
    },
}
_PROBLEM = {
    "description": "RFC 9457. `type` is stable; the words are Vietnamese, or English by Accept-Language.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["https://tiendo.vn/problems/not-found"]},
        "title": {"type": "string", "examples": ["Không tìm thấy"]},
        "status": {"type": "integer", "examples": [404]},
        "detail": {"type": "string", "examples": ["Không có mục này trong phạm vi của bạn."]},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}, "description": "422"},
        "current": {"type": ["integer", "string"], "description": "The present version (412) or status (409)"},
        "wanted": {"type": "string", "description": "What was asked for and cannot be (409)"},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": "What can be instead (409)"},
        "limit": {"type": "integer", "description": "The most that is taken, in bytes (413)"},
        "part": {"type": "string", "description": "Who does not answer (503)"},
    },
}
SCHEMAS = {"Problem": _PROBLEM, "Fault": _FAULT}
_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_ASSUMED = ("HTTPValidationError", "ValidationError")
"""What the framework says of every route with a parameter, also of those that nothing can be wrong with."""


def refusals(*statuses: int) -> Responses:
    """`responses` of a route that can answer these, beside 401 and 503."""
    return {status: {"description": _WORDS[status], "content": _CONTENT} for status in sorted({401, 503, *statuses})}


def with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the schemas of problems, which no route returns as a value, and without what was assumed."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for operation in (operation for path in document["paths"].values() for operation in path.values()):
        if _ASSUMED[0] in str(operation["responses"].get("422")):
            del operation["responses"]["422"]
    for name in _ASSUMED:
        schemas.pop(name, None)
    schemas |= SCHEMAS
    return document


def describe_problems(app: FastAPI) -> None:
    """From now on the application's OpenAPI document tells of problems as they are answered."""
    of_routes = app.openapi
    app.openapi = lambda: with_problems(of_routes())  # type: ignore[method-assign]
