"""The services' public operations, passed on as they are. Which exist is said by their contracts.

Plain routes of Starlette: nothing of a request is read into types here, and every write of the deployment comes this way.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from services.gateway.api.exchange import bounded_body, passed_back, passed_on
from services.gateway.api.guards import RateGuard, visitor
from services.gateway.domain.contracts import Passage
from services.gateway.ports import Ask, Services
from shared.chassis import Problem
from shared.chassis.doors import caller, reader
from shared.chassis.problems import NOT_FOUND
from shared.tenancy import is_identifier


@dataclass(frozen=True, slots=True)
class Passing:
    """Where requests go; the largest body in bytes; the patience in seconds."""

    services: Services
    body_limit: int
    within: float


class _Passage(Route):
    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Names itself in the scope, as FastAPI's routes do, for metrics and the audit log."""
        match, found = super().matches(scope)
        return match, {**found, "route": self}


def passage_routes(passages: Sequence[Passage], passing: Passing, within_rate: RateGuard) -> APIRouter:
    router = APIRouter()
    for passage in passages:
        endpoint = _endpoint(passage, passing, within_rate)
        router.routes.append(_Passage(passage.path, endpoint, methods=list(passage.services)))
    return router


def _endpoint(passage: Passage, passing: Passing, within_rate: RateGuard) -> Callable[[Request], Awaitable[Response]]:
    async def pass_on(request: Request) -> Response:
        principal = await caller(request)
        await within_rate(principal)
        path = _path(passage, request)
        if "tenant" in request.path_params:
            tenant = request.path_params["tenant"]
            await visitor(tenant, await reader(request, tenant), request)
        body = await bounded_body(request, passing.body_limit)
        ask = Ask(request.method, path, request.scope["query_string"].decode("latin-1"), passed_on(request), body)
        return passed_back(await passing.services.ask(passage.services[request.method], ask, passing.within))

    return pass_on


def _path(passage: Passage, request: Request) -> str:
    """Built from the contract's path and checked identifiers, never from the text that was sent.

    No identifier needs percent-encoding, so a path with any (`%2f`, `%2e`) is somebody's trick and names nothing.
    """
    if b"%" in request.scope.get("raw_path", b"") or not all(map(is_identifier, request.path_params.values())):
        raise Problem(NOT_FOUND)
    return passage.path.format_map(request.path_params)
