"""What every HTTP door asks first: who is calling, for which tenant, and in what frame a command comes."""

import hashlib
import re
import uuid
from typing import Annotated

from fastapi import Depends, Header, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shared.calendar import Clock
from shared.chassis.authentication import Authenticator, InvalidToken
from shared.chassis.problems import FORBIDDEN, NOT_FOUND, UNAUTHENTICATED, Problem
from shared.chassis.validation import invalid
from shared.messaging.commands import Command
from shared.tenancy import Principal, Role, TenantId, is_identifier

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="`./tiendo token --tenant T --role R`")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_ETAG = re.compile(r'(?:W/)?"?(\d{1,18})"?')
_CORRELATION = re.compile(r"[A-Za-z0-9._-]{1,100}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")

Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


def _authenticator(request: Request) -> Authenticator:
    authenticator: Authenticator = request.app.state.authenticator
    return authenticator


async def _clock(request: Request) -> Clock:
    """A coroutine function only because plain ones are sent to a thread."""
    clock: Clock = request.app.state.clock
    return clock


Now = Annotated[Clock, Depends(_clock)]


async def caller(request: Request, credentials: Credentials) -> Principal:
    """The verified caller, else 401."""
    try:
        if credentials is None:
            raise InvalidToken("none given")
        return await _authenticator(request).principal(credentials.credentials)
    except InvalidToken as problem:
        raise Problem(UNAUTHENTICATED, headers={"www-authenticate": "Bearer"}) from problem


Caller = Annotated[Principal, Depends(caller)]


async def reader(tenant: str, principal: Caller) -> Principal:
    """A caller who may read this tenant. Another's tenant answers exactly as one that does not exist (G6)."""
    if principal.role is Role.OPS:
        raise Problem(FORBIDDEN)
    if not is_identifier(tenant) or not principal.may_read(TenantId(tenant)):
        raise Problem(NOT_FOUND)
    return principal


Reader = Annotated[Principal, Depends(reader)]


async def internal_caller(request: Request, credentials: Credentials) -> None:
    """Another service of this deployment, else 401."""
    if credentials is None or not _authenticator(request).is_internal(credentials.credentials):
        raise Problem(UNAUTHENTICATED, headers={"www-authenticate": "Bearer"})


InternalCaller = Depends(internal_caller)


async def command_of(
    request: Request,
    principal: Principal,
    tenant: TenantId,
) -> Command:
    """The command's frame, from the headers of the request."""
    headers = request.headers
    return Command(
        tenant=tenant,
        actor=f"{principal.role}@{principal.unit}" if principal.unit else str(principal.role),
        recorded_at=(await _clock(request)).now(),
        correlation=correlation_of(request),
        key=_idempotency_key(headers.get("idempotency-key")),
        fingerprint=await _fingerprint(request),
        expected_version=_expected_version(headers.get("if-match")),
        traceparent=_traceparent(headers.get("traceparent")),
    )


async def tenant_command(
    request: Request,
    tenant: str,
    principal: Reader,
    _key: Annotated[
        str | None, Header(alias="Idempotency-Key", description="repeating with it changes nothing")
    ] = None,
    _match: Annotated[str | None, Header(alias="If-Match", description="the ETag that was read")] = None,
) -> Command:
    """A command in the tenant of the path; whether the role may give it is for the use case to say."""
    return await command_of(request, principal, TenantId(tenant))


TenantCommand = Annotated[Command, Depends(tenant_command)]


def correlation_of(request: Request) -> str:
    """Given by the caller, or made here once per request."""
    if not hasattr(request.state, "correlation"):
        given = request.headers.get("x-correlation-id", "")
        request.state.correlation = given if _CORRELATION.fullmatch(given) else uuid.uuid4().hex
    correlation: str = request.state.correlation
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
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode())
    digest.update(await request.body())
    return digest.hexdigest()
