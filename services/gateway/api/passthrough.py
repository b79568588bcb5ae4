"""The services' public operations, passed on as they are. Which exist is said by their contracts."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.api.exchange import bounded_body, passed_back, passed_on
from services.gateway.api.guards import Guards, visitor
from services.gateway.domain.contracts import Passage
from services.gateway.ports import Ask, Services
from shared.chassis import Caller, Problem
from shared.chassis.doors import reader
from shared.chassis.problems import NOT_FOUND
from shared.tenancy import Principal, is_identifier


@dataclass(frozen=True, slots=True)
class Passing:
    """Where requests go; the largest body in bytes; the patience in seconds."""

    services: Services
    body_limit: int
    within: float


def passage_routes(passages: Sequence[Passage], passing: Passing, guards: Guards) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=guards)
    for passage in passages:
        router.add_api_route(passage.path, _endpoint(passage, passing), methods=list(passage.services))
    return router


def _endpoint(passage: Passage, passing: Passing) -> Callable[[Request, Principal], Awaitable[Response]]:
    async def pass_on(request: Request, principal: Caller) -> Response:
        path = _path(passage, request)
        if "tenant" in request.path_params:
            tenant = request.path_params["tenant"]
            await visitor(tenant, await reader(tenant, principal), request)
        body = await bounded_body(request, passing.body_limit)
        ask = Ask(request.method, path, request.url.query, passed_on(request), body)
        return passed_back(await passing.services.ask(passage.services[request.method], ask, passing.within))

    return pass_on


def _path(passage: Passage, request: Request) -> str:
    """Built from the contract's path and checked identifiers, never from the text that was sent.

    No identifier needs percent-encoding, so a path with any (`%2f`, `%2e`) is somebody's trick and names nothing.
    """
    if b"%" in request.scope.get("raw_path", b"") or not all(map(is_identifier, request.path_params.values())):
        raise Problem(NOT_FOUND)
    return passage.path.format_map(request.path_params)
