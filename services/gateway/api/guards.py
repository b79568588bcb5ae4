"""What stands before every route of the API: the caller's rate, and a trace of reads in other tenants."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import Depends, Request
from fastapi.params import Depends as DependsMarker

from services.gateway.api.exchange import passed_on
from services.gateway.domain.allowances import Buckets, whole_seconds
from services.gateway.usecases.insiders import Insiders
from shared.chassis import Caller, Problem, Reader, correlation_of
from shared.chassis.authentication import Authenticator
from shared.chassis.problems import FORBIDDEN, TOO_MANY_REQUESTS
from shared.tenancy import AcrossTenants, Principal, TenantId

Guards = Sequence[DependsMarker]
RateGuard = Callable[[Principal], Awaitable[None]]
InsiderGuard = Callable[[Principal, Request], Awaitable[None]]
_audit = logging.getLogger("tiendo.audit")


def rate_guard(buckets: Buckets) -> RateGuard:
    """A dependency: 429 with Retry-After for a caller who asks faster than allowed."""

    async def within_rate(principal: Caller) -> None:
        wait = buckets.take(caller_key(principal), time.monotonic())
        if wait:
            raise Problem(TOO_MANY_REQUESTS, headers={"retry-after": str(whole_seconds(wait))})

    return within_rate


def insider_guard(insiders: Insiders) -> InsiderGuard:
    """A dependency: 403 for an external partner, before what is about a whole tenant (FR-NA-20)."""

    async def insider(principal: Caller, request: Request) -> None:
        if await insiders.is_partner(principal, passed_on(request)):
            raise Problem(FORBIDDEN)

    return insider


def caller_key(principal: Principal) -> tuple[str, str]:
    return (principal.tenant, principal.subject)


def keep_within_rate(buckets: Buckets, request: Request) -> None:
    """Raises a 429 for an address from which strangers ask too often."""
    host = request.client.host if request.client else ""
    if wait := buckets.take(("stranger", host), time.monotonic()):
        raise Problem(TOO_MANY_REQUESTS, headers={"retry-after": str(whole_seconds(wait))})


async def expiry_of(request: Request) -> float:
    """The second (Unix time) at which the token of a verified caller is no longer accepted."""
    authenticator: Authenticator = request.app.state.authenticator
    expires, _ = await authenticator.verified(request.headers["authorization"].split(maxsplit=1)[1])
    return expires


async def visitor(tenant: str, principal: Reader, request: Request) -> Principal:
    """A reader of this tenant; one who comes from another is written to the audit log (G6)."""
    if principal.tenant != tenant:
        crossing = AcrossTenants(f"{principal.role} reads {request.scope['route'].path}")
        _audit.info(
            "read across tenants",
            extra={
                "reason": crossing.reason,
                "tenant": TenantId(tenant),
                "subject": principal.subject,
                "correlation": correlation_of(request),
            },
        )
    return principal


Visitor = Annotated[Principal, Depends(visitor)]
