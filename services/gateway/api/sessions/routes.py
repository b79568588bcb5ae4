"""Who I am, whom I could be, signing in by choice, and signing out."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel, ValidationError
from starlette.responses import Response

from services.gateway.api.exchange import bounded_body, passed_on
from services.gateway.api.guards import Guards, expiry_of, keep_within_rate
from services.gateway.api.problems import CROSS_SITE, NO_CHOICE_HERE
from services.gateway.api.sessions.address import Address
from services.gateway.api.sessions.jar import Jar
from services.gateway.api.sessions.provider import START, WayThere
from services.gateway.api.sessions.views import SignedIn, SignInChoices, SignInWish, offered, signed_in
from services.gateway.domain.allowances import Buckets
from services.gateway.usecases.sessions import LIFETIME, Choices, NotOffered, Sessions
from shared.chassis import Caller, Now, Problem, Responses, language_of, refusals
from shared.chassis.authentication import LEEWAY_SECONDS
from shared.chassis.validation import invalid_request
from shared.observability import metrics
from shared.tenancy import Principal

_BODY_LIMIT = 4 * 1024
_CHOOSING = """
An installation that is there to be tried lets its visitor choose an office and signs the token itself. Elsewhere people sign
in at the identity provider, which is where `sign_in` leads.
"""
_BEGINNING = """
Sets the cookie of a session for one of the choices. With the cookie all operations of the API, the feed and the stream answer as
with a bearer token; changes are taken from this site's own pages only. 409: roles are not chosen here.
"""
_WISH = {"requestBody": {"required": True, "content": {"application/json": {"schema": SignInWish.model_json_schema()}}}}


@dataclass(frozen=True)
class Desk:
    """What signing in speaks to. `choices`: only where offices are chosen; `jar`: only where there are sessions; `way`: only
    where there is an identity provider.
    """

    sessions: Sessions
    choices: Choices | None
    jar: Jar | None
    address: Address
    buckets: Buckets
    way: WayThere | None = None

    def demo(self, request: Request) -> tuple[Choices, Jar] | None:
        """Nothing where offices are not chosen, or where the visitor came by a name that may be a stranger's."""
        if self.choices is None or self.jar is None or not self.address.is_at_home(request):
            return None
        return self.choices, self.jar


def session_routes(desk: Desk, guards: Guards = ()) -> APIRouter:
    router = APIRouter(tags=["session"])
    _reading(router, desk, guards)
    _choosing(router, desk)
    _beginning(router, desk)
    _ending(router, desk)
    return router


def _reading(router: APIRouter, desk: Desk, guards: Guards) -> None:
    @router.get(
        "/session",
        operation_id="get_session",
        summary="Tôi là ai / who I am",
        description="Of the session's cookie, or of the bearer token that is shown. 401: there is no session.",
        responses={200: {"model": SignedIn}, **refusals()},
        dependencies=guards,
    )
    async def get_session(request: Request, principal: Caller) -> Response:
        expires = datetime.fromtimestamp(await expiry_of(request) - LEEWAY_SECONDS, UTC)
        session = await desk.sessions.of(principal, expires, passed_on(request))
        return _private(request, signed_in(session, language_of(request)))


def _choosing(router: APIRouter, desk: Desk) -> None:
    @router.get(
        "/session/choices",
        operation_id="list_session_choices",
        summary="Đăng nhập bằng cách nào / how to sign in",
        description=_CHOOSING,
        responses={200: {"model": SignInChoices}, **_for_strangers()},
    )
    async def list_session_choices(request: Request) -> Response:
        keep_within_rate(desk.buckets, request)
        if desk.way:
            return _private(request, SignInChoices(mode="oidc", sign_in=START, choices=[]))
        if (demo := desk.demo(request)) is None:
            return _private(request, SignInChoices(mode="none", sign_in=None, choices=[]))
        found = [offered(choice, language_of(request)) for choice in await demo[0].listed()]
        return _private(request, SignInChoices(mode="demo", sign_in=None, choices=found))


def _beginning(router: APIRouter, desk: Desk) -> None:
    @router.post(
        "/session",
        operation_id="begin_session",
        summary="Đăng nhập / sign in",
        description=_BEGINNING,
        status_code=201,
        responses={201: {"model": SignedIn}, **_for_strangers(403, 409, 422)},
        openapi_extra=_WISH,
    )
    async def begin_session(request: Request, clock: Now) -> Response:
        keep_within_rate(desk.buckets, request)
        _refuse_other_sites(desk, request)
        if (demo := desk.demo(request)) is None:
            raise Problem(NO_CHOICE_HERE)
        choices, jar = demo
        principal = await _chosen(choices, request)
        token = choices.sign(principal)
        headers = {"authorization": f"Bearer {token}"}
        session = await desk.sessions.of(principal, clock.now() + LIFETIME, headers)
        answer = _private(request, signed_in(session, language_of(request)), 201)
        jar.put(answer, request, token, int(LIFETIME.total_seconds()))
        metrics.sessions_begun.labels("demo").inc()
        return answer


def _ending(router: APIRouter, desk: Desk) -> None:
    @router.delete(
        "/session",
        operation_id="end_session",
        summary="Đăng xuất / sign out",
        description="Takes the cookie back. Without a session nothing happens.",
        status_code=204,
        responses=_for_strangers(403),
    )
    async def end_session(request: Request) -> Response:
        keep_within_rate(desk.buckets, request)
        _refuse_other_sites(desk, request)
        answer = Response(status_code=204)
        if desk.jar:
            desk.jar.clear(answer, request)
        return answer


def _for_strangers(*statuses: int) -> Responses:
    """Nobody needs a token to sign in or out."""
    return {status: said for status, said in refusals(*statuses).items() if status != 401}


def _refuse_other_sites(desk: Desk, request: Request) -> None:
    """Nobody is signed in or out by a page of somebody else's."""
    if desk.address.is_ours(request) is False:
        metrics.sessions_refused.labels("cross_site").inc()
        raise Problem(CROSS_SITE)


async def _chosen(choices: Choices, request: Request) -> Principal:
    try:
        wish = SignInWish.model_validate_json(await bounded_body(request, _BODY_LIMIT)).wish
        return await choices.chosen(wish)
    except ValidationError as problem:
        metrics.sessions_refused.labels("not_offered").inc()
        faults = [{**error, "loc": ("body", *error["loc"])} for error in problem.errors(include_url=False)]
        raise invalid_request(faults) from problem
    except NotOffered:
        metrics.sessions_refused.labels("not_offered").inc()
        raise


def _private(request: Request, content: BaseModel, status: int = 200) -> Response:
    language = language_of(request)
    headers = {"cache-control": "no-store", "content-language": language, "vary": "accept-language, cookie"}
    return Response(content.model_dump_json(), status, headers, "application/json")
