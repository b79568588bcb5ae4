"""The services' public operations, passed on as they are. Which exist is said by their contracts.

Plain routes of Starlette: nothing of a request is read into types here, and every write of the deployment comes this way.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from services.gateway.api.exchange import bounded_body, passed_back, passed_on
from services.gateway.api.guards import InsiderGuard, RateGuard, visitor
from services.gateway.domain.contracts import Passage
from services.gateway.ports import Ask, Services
from shared.chassis import Problem
from shared.chassis.doors import caller, reader
from shared.chassis.problems import NOT_FOUND
from shared.tenancy import is_identifier

_OF_THE_WHOLE = frozenset({"reporting"})
"""Services that answer about a whole tenant; the others tell external partners only what concerns them."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest body in bytes, and the patience in seconds."""

    size: int
    within: float


@dataclass(frozen=True, slots=True)
class Passing:
    """Where requests go, and what is borne with: of most requests, and of files."""

    services: Services
    requests: Bounds
    uploads: Bounds


class _Passage(Route):
    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Names itself in the scope, as FastAPI's routes do, for metrics and the audit log."""
        match, found = super().matches(scope)
        return match, {**found, "route": self}


class _Passages(BaseRoute):
    """All of them as one route, which looks at the few that a path can mean: a router would compare it with each.

    The paths of `/v1/{tenant}/…` differ in their length and in their third segment, which is never a placeholder.
    """

    def __init__(self, passages: Sequence[_Passage]) -> None:
        self._shelves: defaultdict[tuple[int, str], list[_Passage]] = defaultdict(list)
        for passage in passages:
            self._shelves[_shelf(passage.path)].append(passage)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        for passage in self._shelves.get(_shelf(scope["path"]), ()):
            match, found = passage.matches(scope)
            if match is not Match.NONE:  # a passage has all methods of its path
                return match, found
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before what is passed on."""

    within_rate: RateGuard
    insider: InsiderGuard


def _shelf(path: str) -> tuple[int, str]:
    segments = path.split("/")
    return len(segments), segments[3] if len(segments) > 3 else ""


def passage_routes(passages: Sequence[Passage], passing: Passing, before: Before) -> APIRouter:
    router = APIRouter()
    each = [_Passage(it.path, _endpoint(it, passing, before), methods=list(it.services)) for it in passages]
    router.routes.append(_Passages(each))
    return router


def _endpoint(passage: Passage, passing: Passing, before: Before) -> Callable[[Request], Awaitable[Response]]:
    async def pass_on(request: Request) -> Response:
        principal = await caller(request)
        await before.within_rate(principal)
        service = passage.services[request.method]
        if service in _OF_THE_WHOLE:
            await before.insider(principal, request)
        path = _path(passage, request)
        if "tenant" in request.path_params:
            tenant = request.path_params["tenant"]
            await visitor(tenant, await reader(request, tenant), request)
        bounds = passing.uploads if request.method in passage.uploads else passing.requests
        body = await bounded_body(request, bounds.size)
        ask = Ask(request.method, path, request.scope["query_string"].decode("latin-1"), passed_on(request), body)
        return passed_back(await passing.services.ask(service, ask, bounds.within))

    return pass_on


def _path(passage: Passage, request: Request) -> str:
    """Built from the contract's path and checked identifiers, never from the text that was sent.

    No identifier needs percent-encoding, so a path with any (`%2f`, `%2e`) is somebody's trick and names nothing.
    """
    if b"%" in request.scope.get("raw_path", b"") or not all(map(is_identifier, request.path_params.values())):
        raise Problem(NOT_FOUND)
    return passage.path.format_map(request.path_params)
