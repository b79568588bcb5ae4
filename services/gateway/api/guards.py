"""What stands before every route of the API: the caller's rate, and a trace of reads in other tenants."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import Depends, Request
from fastapi.params import Depends as DependsMarker

from services.gateway.domain.allowances import Buckets, whole_seconds
from shared.chassis import Caller, Problem, Reader, correlation_of
from shared.chassis.problems import TOO_MANY_REQUESTS
from shared.tenancy import AcrossTenants, Principal, TenantId

Guards = Sequence[DependsMarker]
RateGuard = Callable[[Principal], Awaitable[None]]
_audit = logging.getLogger("tiendo.audit")


def rate_guard(buckets: Buckets) -> RateGuard:
    """A dependency: 429 with Retry-After for a caller who asks faster than allowed."""

    async def within_rate(principal: Caller) -> None:
        wait = buckets.take(caller_key(principal), time.monotonic())
        if wait:
            raise Problem(TOO_MANY_REQUESTS, headers={"retry-after": str(whole_seconds(wait))})

    return within_rate


def caller_key(principal: Principal) -> tuple[str, str]:
    return (principal.tenant, principal.subject)


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
