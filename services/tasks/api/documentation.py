"""What the OpenAPI document says beside the types: the problems that can be answered."""

from typing import Any

from fastapi import FastAPI

_SCHEMA = "ProblemDocument"
_PROBLEM: dict[str, Any] = {
    "title": _SCHEMA,
    "description": "RFC 9457; `type` is stable, title and detail follow Accept-Language (vi, en).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["https://tiendo.vn/problems/illegal-transition"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "current": {"description": "the present status, or the present version"},
        "wanted": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": "string", "examples": ["body.product"]},
                    "code": {"type": "string", "examples": ["product_missing"]},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
_WORDS = {
    401: "Chưa xác thực / no valid token",
    403: "Vai trò không được làm việc này / the role may not do this",
    404: "Không có trong phạm vi của bạn / not within your scope; the same for another's tenant",
    409: "Trái với trạng thái hiện tại / against the present state",
    412: "If-Match không phải phiên bản hiện tại / If-Match is not the current version",
    422: "Có mục chưa đúng, hoặc khóa chống lặp đã dùng / a field is wrong, or the idempotency key was used",
    503: "Tạm thời chưa sẵn sàng, hãy gửi lại / temporarily unavailable, send it again",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that can answer these, beside 401 and 503."""
    content = {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{_SCHEMA}"}}}
    return {status: {"description": _WORDS[status], "content": content} for status in sorted({401, 503, *statuses})}


def document_problems(app: FastAPI) -> None:
    """Puts the problem's schema, which no route returns as a value, into the document."""
    of_routes = app.openapi

    def openapi() -> dict[str, Any]:
        document = of_routes()
        document.setdefault("components", {}).setdefault("schemas", {})[_SCHEMA] = _PROBLEM
        return document

    app.openapi = openapi  # type: ignore[method-assign]
