"""What of a request goes on to a service, and how its answer comes back."""

from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

from services.gateway.ports import Answer
from shared.chassis import Problem, correlation_of
from shared.chassis.problems import PAYLOAD_TOO_LARGE

_PASSED_ON = (
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "traceparent",
    "tracestate",
)


def passed_on(request: Request) -> Mapping[str, str]:
    """The caller's own token among them: a service trusts it, not us. Cookies and hop-by-hop headers stay here."""
    headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
    return headers | {"x-correlation-id": correlation_of(request)}


def passed_back(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers)


async def bounded_body(request: Request, limit: int) -> bytes:
    """The body, if it is within the limit; otherwise 413, without reading the rest."""
    body = bytearray()
    if int(request.headers.get("content-length", "0")) <= limit:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                break
        else:
            return bytes(body)
    raise Problem(PAYLOAD_TOO_LARGE, limit=limit)
