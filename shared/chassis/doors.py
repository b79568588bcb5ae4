"""What every HTTP door asks first: who is calling, for which tenant, and in what frame a command comes."""

import hashlib
import re
import uuid
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from shared.calendar import Clock
from shared.chassis.authentication import Authenticator, InvalidToken
from shared.chassis.problems import FORBIDDEN, NOT_FOUND, UNAUTHENTICATED, Problem
from shared.chassis.validation import invalid
from shared.messaging.commands import Command
from shared.tenancy import Principal, Role, TenantId, is_identifier

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_ETAG = re.compile(r'(?:W/)?"?(\d{1,18})"?')
_CORRELATION = re.compile(r"[A-Za-z0-9._-]{1,100}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


async def _clock(request: Request) -> Clock:
    """A coroutine function only because plain ones are sent to a thread."""
    clock: Clock = request.app.state.clock
    return clock


Now = Annotated[Clock, Depends(_clock)]


def _token(request: Request) -> str:
    """Raises InvalidToken."""
    shown = request.headers.getlist("authorization")
    if len(shown) != 1:
        raise InvalidToken("none given, or several")  # whoever stands before us may have looked at another one
    scheme, _, token = shown[0].partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise InvalidToken("none given")
    return token


def _unauthenticated() -> Problem:
    return Problem(UNAUTHENTICATED, headers={"www-authenticate": "Bearer"})


class _Door(SecurityBase):
    """A dependency that the description shows as a bearer token.

    Doors depend on nothing and call each other: FastAPI resolves what a dependency depends on anew wherever it is
    named, which costs more than the check itself.
    """

    model = HTTPBearer(bearerFormat="JWT", description="`./tiendo token --tenant T --role R`")
    scheme_name = "HTTPBearer"


class _AnyCaller(_Door):
    async def __call__(self, request: Request) -> Principal:
        """The verified caller, else 401."""
        authenticator: Authenticator = request.app.state.authenticator
        try:
            return await authenticator.principal(_token(request))
        except InvalidToken as problem:
            raise _unauthenticated() from problem


class _TenantReader(_Door):
    async def __call__(self, request: Request, tenant: str) -> Principal:
        """A caller who may read this tenant. Another's tenant answers exactly as one that does not exist (G6)."""
        principal = await caller(request)
        if principal.role is Role.OPS:
            raise Problem(FORBIDDEN)
        if not is_identifier(tenant) or not principal.may_read(TenantId(tenant)):
            raise Problem(NOT_FOUND)
        return principal


caller, reader = _AnyCaller(), _TenantReader()
Caller = Annotated[Principal, Depends(caller)]
Reader = Annotated[Principal, Depends(reader)]


async def internal_caller(request: Request) -> None:
    """Another service of this deployment, else 401."""
    authenticator: Authenticator = request.app.state.authenticator
    try:
        known = authenticator.is_internal(_token(request))
    except InvalidToken:
        known = False
    if not known:
        raise _unauthenticated()


InternalCaller = Depends(internal_caller)


async def command_of(
    request: Request,
    principal: Principal,
    tenant: TenantId,
) -> Command:
    """The command's frame, from the headers of the request."""
    headers = request.headers
    key = _idempotency_key(headers.get("idempotency-key"))
    return Command(
        tenant=tenant,
        actor=principal.actor,
        recorded_at=(await _clock(request)).now(),
        correlation=correlation_of(request),
        key=key,
        fingerprint=await _fingerprint(request) if key else None,
        expected_version=_expected_version(headers.get("if-match")),
        traceparent=_traceparent(headers.get("traceparent")),
    )


async def tenant_command(
    request: Request,
    tenant: str,
    _key: Annotated[
        str | None, Header(alias="Idempotency-Key", description="repeating with it changes nothing")
    ] = None,
    _match: Annotated[str | None, Header(alias="If-Match", description="the ETag that was read")] = None,
) -> Command:
    """A command in the tenant of the path; whether the role may give it is for the use case to say."""
    return await command_of(request, await reader(request, tenant), TenantId(tenant))


TenantCommand = Annotated[Command, Depends(tenant_command)]


def correlation_of(request: Request) -> str:
    """Given by the caller, or made here once per request."""
    state = request.scope.setdefault("state", {})
    if "correlation" not in state:
        given = request.headers.get("x-correlation-id", "")
        state["correlation"] = given if _CORRELATION.fullmatch(given) else uuid.uuid4().hex
    correlation: str = state["correlation"]
    return correlation


def _idempotency_key(text: str | None) -> str | None:
    if text is None or _KEY.fullmatch(text):
        return text
    raise invalid(
        "header.Idempotency-Key",
        "invalid_key",
        "1 đến 200 ký tự ASCII, không dấu cách",
        "1 to 200 visible ASCII letters",
    )


def _expected_version(text: str | None) -> int | None:
    """A tag that is not one of ours matches no version: the answer is 412, as for any other stale tag."""
    if text is None or text.strip() == "*":
        return None
    match = _ETAG.fullmatch(text.strip())
    return int(match[1]) if match else -1


def _traceparent(text: str | None) -> str | None:
    return text if text and _TRACEPARENT.fullmatch(text) else None


async def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(f"{request.method} {request.scope['path']}\n".encode())
    digest.update(await request.body())
    return digest.hexdigest()
