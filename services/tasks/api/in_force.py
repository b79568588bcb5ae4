"""A tenant that another one has succeeded takes nothing new, by whichever route (FR-X-07)."""

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from services.tasks.api.succession_problems import tenant_succeeded
from services.tasks.ports import Tenants
from shared.chassis import Problem
from shared.chassis.answers import unavailable
from shared.chassis.doors import reader
from shared.events import TenantSnapshot
from shared.storage import StorageError
from shared.tenancy import TenantId, is_identifier

_OF_TENANT = re.compile(r"/v1/([^/]+)/.+")
_READING = frozenset({"GET", "HEAD"})


class InForce:
    """409 before any route is looked for, so that none can forget it. Who may not see the tenant is answered as ever."""

    def __init__(self, app: ASGIApp, tenants: Tenants) -> None:
        self._app = app
        self._tenants = tenants

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tenant = _entered_in(scope)
        problem = await self._refused(Request(scope), tenant) if tenant is not None else None
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await problem.answer(Request(scope))(scope, receive, send)

    async def _refused(self, request: Request, tenant: TenantId) -> Problem | None:
        try:
            ended: TenantSnapshot | None = await self._tenants.ended(tenant)
        except StorageError:
            return unavailable()
        if ended is None:
            return None
        try:
            await reader(request, tenant)
        except Problem as problem:
            return problem
        return tenant_succeeded(ended)


def _entered_in(scope: Scope) -> TenantId | None:
    """The tenant in which something would be entered; None where nothing would."""
    named = _OF_TENANT.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] not in _READING else None
    return TenantId(named[1]) if named is not None and is_identifier(named[1]) else None
