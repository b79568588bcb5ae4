"""Signing in at the identity provider: the way there and the way back. Browsers come here, so what goes wrong is a page."""

import time
from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.api.guards import keep_within_rate
from services.gateway.api.problems import (
    NO_PROVIDER,
    SIGN_IN_AGAIN,
    SIGN_IN_DECLINED,
    SIGN_IN_UNFIT,
    missing,
)
from services.gateway.api.sessions.failing import failed
from services.gateway.api.sessions.jar import Jar, TooLarge
from services.gateway.domain.allowances import Buckets
from services.gateway.ports import PartMissing
from services.gateway.usecases.providing import Attempt, Provided, Unfit
from shared.chassis import Problem
from shared.chassis.authentication import LEEWAY_SECONDS, Authenticator, InvalidToken
from shared.observability import metrics

START = "/session/oidc/start"
_CALLBACK = "/session/oidc/callback"
_ATTEMPT_SECONDS = 600
_PROBLEMS = {"state": SIGN_IN_AGAIN, "declined": SIGN_IN_DECLINED, "token": SIGN_IN_UNFIT}


class Provider(Protocol):
    """The identity provider."""

    async def address(self, attempt: Attempt, callback: str) -> str:
        """Where the browser is to go. Raises PartMissing."""
        ...

    async def exchange(self, code: str, named: str | None, attempt: Attempt, callback: str) -> Provided:
        """What the code is good for; `named` is the issuer that the answer names. Raises PartMissing, Unfit."""
        ...


@dataclass(frozen=True, slots=True)
class WayThere:
    """`attempts` keeps what must come back, `sessions` what is had in the end; `origin` is ours, as browsers see it."""

    provider: Provider
    attempts: Jar
    sessions: Jar
    origin: str

    @property
    def callback(self) -> str:
        return f"{self.origin}{_CALLBACK}"


def provider_routes(way: WayThere | None, buckets: Buckets) -> APIRouter:
    """Not described: nothing but a browser has use for them."""
    router = APIRouter(include_in_schema=False)

    @router.get(START)
    async def start(request: Request) -> Response:
        try:
            keep_within_rate(buckets, request)
            return await _begun(_existing(way), request)
        except Problem as problem:
            return failed(problem, request)

    @router.get(_CALLBACK)
    async def callback(request: Request) -> Response:
        try:
            keep_within_rate(buckets, request)
            answer = await _ended(_existing(way), request)
        except Problem as problem:
            answer = failed(problem, request)
        if way:
            way.attempts.clear(answer, request)
        return answer

    return router


def _existing(way: WayThere | None) -> WayThere:
    if way is None:
        raise Problem(NO_PROVIDER)
    return way


async def _begun(way: WayThere, request: Request) -> Response:
    attempt = Attempt.begun(request.query_params.get("next", "/"))
    try:
        address = await way.provider.address(attempt, way.callback)
    except PartMissing as problem:
        raise _refused("issuer", missing(problem.part)) from problem
    answer = RedirectResponse(address, 303, {"cache-control": "no-store"})
    way.attempts.put(answer, request, attempt.kept, _ATTEMPT_SECONDS)
    return answer


async def _ended(way: WayThere, request: Request) -> Response:
    try:
        attempt = Attempt.read(way.attempts.taken(request))
        token, seconds = await _token(way, request, attempt)
        answer = RedirectResponse(attempt.following, 303, {"cache-control": "no-store"})
        way.sessions.put(answer, request, token, seconds)
    except PartMissing as problem:
        raise _refused("issuer", missing(problem.part)) from problem
    except (InvalidToken, TooLarge) as problem:
        raise _refused("token", Problem(SIGN_IN_UNFIT)) from problem
    except Unfit as problem:
        raise _refused(problem.reason, Problem(_PROBLEMS[problem.reason])) from problem
    metrics.sessions_begun.labels("oidc").inc()
    return answer


async def _token(way: WayThere, request: Request, attempt: Attempt) -> tuple[str, int]:
    """The token of the API and how many seconds it lasts. Raises Unfit, PartMissing, InvalidToken."""
    given = request.query_params
    attempt.require_state(given.get("state", ""))
    if "error" in given or not given.get("code"):
        raise Unfit("declined")
    provided = await way.provider.exchange(given["code"], given.get("iss"), attempt, way.callback)
    authenticator: Authenticator = request.app.state.authenticator
    expires, principal = await authenticator.verified(provided.token)
    if principal.subject != provided.subject:
        raise Unfit("token")
    return provided.token, max(1, int(expires - LEEWAY_SECONDS - time.time()))


def _refused(reason: str, problem: Problem) -> Problem:
    metrics.sessions_refused.labels(reason).inc()
    return problem
