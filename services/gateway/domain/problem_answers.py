"""What the services' documents say about errors, replaced by what is true of all of them: RFC 9457 problem details."""

from collections.abc import Mapping
from typing import Any

_FRAMEWORKS_OWN = "HTTPValidationError"
_REFERENCE = {"$ref": "#/components/responses/Problem"}
_FIELD = {"type": "object", "properties": {name: {"type": "string"} for name in ("field", "code", "message")}}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `type` is stable, the texts follow Accept-Language; `errors` names the fields of a 422.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": _FIELD},
    },
}
_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
COMPONENTS = {
    "responses": {
        "Problem": {"description": "Yêu cầu không thực hiện được / the request is refused", "content": _CONTENT}
    },
    "schemas": {"Problem": _PROBLEM},
}


def with_problems(operation: Mapping[str, Any]) -> dict[str, Any]:
    """The operation with its refusals in the one shape that they have, and an answer for those it does not name."""
    answers = {status: _refusal(status, answer) for status, answer in operation.get("responses", {}).items()}
    named = {status: answer for status, answer in answers.items() if answer is not None}
    return {**operation, "responses": {**named, "default": _REFERENCE}}


def _refusal(status: str, answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """None for the 422 that the framework assumes everywhere."""
    if not status.startswith(("4", "5")):
        return answer
    if _FRAMEWORKS_OWN in str(answer.get("content")):
        return None
    return {"description": answer["description"], "content": _CONTENT}
