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
COMPONENTS = {
    "responses": {
        "Problem": {
            "description": "Anything that is not well",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    },
    "schemas": {"Problem": _PROBLEM},
}


def with_problems(operation: Mapping[str, Any]) -> dict[str, Any]:
    """The operation with one answer for all errors, instead of the one that the framework assumes for a 422."""
    answers = {
        status: answer
        for status, answer in operation.get("responses", {}).items()
        if _FRAMEWORKS_OWN not in str(answer.get("content"))
    }
    return {**operation, "responses": {**answers, "default": _REFERENCE}}
