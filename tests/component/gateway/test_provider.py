"""Signing in at an identity provider: the way there, the way back, and everything that can go wrong on it."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.responses import JSONResponse, Response

from services.gateway.settings import GatewaySettings
from services.gateway.usecases.providing import local_path
from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.provider import CLIENT, CODE, SECRET, Provider, application
from tests.component.gateway.serving import served
from tests.component.gateway.signing_in import KEY, settle

PUBLIC = "https://tiendo.test"
CALLBACK = f"{PUBLIC}/session/oidc/callback"
PAGE = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    provider = Provider()
    async with served(application(provider)) as address:
        provider.issuer = address
        yield provider


@pytest.fixture
async def town(build: Builder, provider: Provider) -> Town:
    return settle(await build(**settings(provider.issuer)))


def settings(issuer: str) -> dict[str, Any]:
    client = {"oidc_client_id": CLIENT, "oidc_client_secret": SECRET, "public_url": PUBLIC, "session_key": KEY}
    return {**client, "issuer": issuer, "jwks": f"{issuer}/keys"}


class Visitor:
    """A browser: keeps cookies, whatever the address says of encryption, which ends before the gateway."""

    def __init__(self, town: Town, provider: Provider) -> None:
        self._web, self._provider = town.web, provider
        self.cookies: dict[str, str] = {}

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        kept = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        answer = await self._web.get(path, headers={**kept, **headers})
        self._web.cookies.clear()
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies.pop(name, None)
            if "Max-Age=0" not in line:
                self.cookies[name] = value
        return answer

    async def begin(self, following: str = "/t/nghe-an") -> dict[str, str]:
        """What the provider is asked."""
        answer = await self.get(f"/session/oidc/start?next={following}")
        assert answer.status_code == 303, answer.text
        asked = {name: value for name, (value,) in parse_qs(urlsplit(answer.headers["location"]).query).items()}
        self._provider.expected = asked
        return asked

    async def come_back(self, headers: dict[str, str] | None = None, **given: str) -> httpx2.Response:
        query = {"code": CODE, **given}
        return await self.get(f"/session/oidc/callback?{httpx2.QueryParams(query)}", **(headers or {}))


@pytest.fixture
def visitor(town: Town, provider: Provider) -> Visitor:
    return Visitor(town, provider)


async def test_where_it_begins_is_told(town: Town) -> None:
    told = (await town.web.get("/session/choices")).json()
    assert told == {"mode": "oidc", "sign_in": "/session/oidc/start", "choices": []}
    answer = await town.web.post("/session", json={"tenant": "nghe-an", "role": "chairman"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (409, False)


async def test_whoever_the_provider_knows_gets_a_session_and_the_page_they_wanted(
    town: Town, provider: Provider, visitor: Visitor
) -> None:
    asked = await visitor.begin("/t/nghe-an/tasks%3Fa=1")
    assert (asked["response_type"], asked["client_id"], asked["redirect_uri"]) == ("code", CLIENT, CALLBACK)
    assert (asked["scope"], asked["code_challenge_method"]) == ("openid", "S256")
    assert list(visitor.cookies) == ["__Host-tiendo-sign-in"]
    answer = await visitor.come_back(state=asked["state"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/nghe-an/tasks?a=1")
    assert list(visitor.cookies) == ["__Host-tiendo"]
    session = (await visitor.get("/session")).json()
    assert (session["subject"], session["tenant"], session["role"]) == ("u-1", "nghe-an", "chairman")
    assert (await visitor.get("/v1/nghe-an/tasks")).status_code == 200
    assert provider.asked[0]["code_verifier"] not in answer.text


async def test_cookies_come_back_from_the_provider_and_end_with_the_token(visitor: Visitor, town: Town) -> None:
    begun = await town.web.get("/session/oidc/start")
    *_, line = begun.headers.get_list("set-cookie")
    assert sorted(line.split("; ")[1:]) == ["HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax", "Secure"]
    asked = await visitor.begin()
    answer = await visitor.come_back(state=asked["state"])
    (line,) = [line for line in answer.headers.get_list("set-cookie") if line.startswith("__Host-tiendo=")]
    flags = {name: value for name, _, value in (part.partition("=") for part in line.split("; ")[1:])}
    assert 590 <= int(flags.pop("Max-Age")) <= 600
    assert flags == {"HttpOnly": "", "Path": "/", "SameSite": "lax", "Secure": ""}


async def test_two_attempts_share_no_secret(visitor: Visitor) -> None:
    one, other = await visitor.begin(), await visitor.begin()
    for name in ("state", "nonce", "code_challenge"):
        assert one[name] != other[name]
        assert len(one[name]) >= 43


async def refused(visitor: Visitor, town: Town, answer: httpx2.Response, status: int, slug: str) -> None:
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, slug), answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert list(visitor.cookies) == []
    assert (await visitor.get("/session")).status_code == 401


async def test_an_answer_to_another_attempt_is_none(visitor: Visitor, town: Town, provider: Provider) -> None:
    for wrong in ("", "x", "é"):
        await visitor.begin()
        await refused(visitor, town, await visitor.come_back(state=wrong), 400, "sign-in-again")
    first = await visitor.begin()
    await visitor.begin()
    await refused(visitor, town, await visitor.come_back(state=first["state"]), 400, "sign-in-again")
    asked = await visitor.begin()
    visitor.cookies.clear()
    await refused(visitor, town, await visitor.come_back(state=asked["state"]), 400, "sign-in-again")
    asked = await visitor.begin()
    visitor.cookies = {"__Host-tiendo-sign-in": visitor.cookies["__Host-tiendo-sign-in"][:-4] + "AAAA"}
    answer = await visitor.come_back(state=asked["state"])
    assert answer.status_code == 400
    assert provider.asked == []


async def test_the_answer_of_another_provider_is_none(visitor: Visitor, town: Town, provider: Provider) -> None:
    asked = await visitor.begin()
    answer = await visitor.come_back(state=asked["state"], iss="https://elsewhere.test")
    await refused(visitor, town, answer, 400, "sign-in-again")
    asked = await visitor.begin()
    answer = await visitor.come_back(state=asked["state"], iss=provider.issuer)
    assert answer.status_code == 303


async def test_an_attempt_is_good_for_one_answer(visitor: Visitor, town: Town) -> None:
    asked = await visitor.begin()
    assert (await visitor.come_back(state=asked["state"])).status_code == 303
    visitor.cookies.clear()
    await refused(visitor, town, await visitor.come_back(state=asked["state"]), 400, "sign-in-again")


async def test_what_the_provider_declines_is_declined(visitor: Visitor, town: Town, provider: Provider) -> None:
    for given in ({"error": "access_denied"}, {"error": "<b>", "error_description": "x"}, {"code": ""}, {"code": "no"}):
        asked = await visitor.begin()
        answer = await visitor.come_back(state=asked["state"], **given)
        await refused(visitor, town, answer, 403, "sign-in-declined")
        assert "<b>" not in answer.text


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("identity", {"nonce": "another"}),
    ("identity", {"nonce": None}),
    ("identity", {"aud": "another-client"}),
    ("identity", {"aud": [CLIENT, "another"], "azp": "another"}),
    ("identity", {"iss": "https://elsewhere.test"}),
    ("identity", {"exp": 1}),
    ("identity", {"sub": "somebody-else"}),
    ("access", {"aud": "another-api"}),
    ("access", {"iss": "https://elsewhere.test"}),
    ("access", {"exp": 1}),
    ("access", {"tenant": None}),
    ("access", {"role": "king"}),
    ("access", {"padding": "x" * 4_000}),
]


async def test_a_token_that_is_not_for_us_opens_nothing(visitor: Visitor, town: Town, provider: Provider) -> None:
    for which, claims in FAULTS:
        setattr(provider, which, claims)
        asked = await visitor.begin()
        answer = await visitor.come_back(state=asked["state"])
        await refused(visitor, town, answer, 403, "sign-in-unfit")
        setattr(provider, which, {})
    for said in ({}, {"access_token": "x", "id_token": "y"}, {"access_token": 1, "id_token": None}):
        provider.said = JSONResponse(said)
        asked = await visitor.begin()
        await refused(visitor, town, await visitor.come_back(state=asked["state"]), 403, "sign-in-unfit")


async def test_a_provider_that_fails_is_named(visitor: Visitor, town: Town, provider: Provider) -> None:
    for said in (Response(status_code=502), Response("<html>"), JSONResponse([1])):
        provider.said = said
        asked = await visitor.begin()
        answer = await visitor.come_back(state=asked["state"])
        await refused(visitor, town, answer, 503, "service-unavailable")
        assert answer.json()["part"] == "issuer"


@pytest.mark.parametrize(
    "discovered",
    [
        {"issuer": "https://elsewhere.test"},
        {"token_endpoint": "http://elsewhere.test/t"},
        {"authorization_endpoint": 1},
    ],
    ids=str,
)
async def test_a_provider_that_says_nonsense_of_itself_is_not_gone_to(
    town: Town, provider: Provider, discovered: dict[str, Any]
) -> None:
    provider.discovered = discovered
    answer = await town.web.get("/session/oidc/start")
    assert (answer.status_code, answer.json()["part"]) == (503, "issuer")


async def test_a_provider_that_is_away_is_named_and_its_return_is_noticed(build: Builder, nobody: str) -> None:
    town = settle(await build(**settings(f"http://{nobody}")))
    for language, title in (("vi", "Dịch vụ tạm thời chưa sẵn sàng"), ("en", "Temporarily unavailable")):
        answer = await town.web.get("/session/oidc/start", headers={"accept-language": language})
        assert (answer.status_code, answer.json()["part"], answer.json()["title"]) == (503, "issuer", title)


async def test_somebody_with_a_browser_sees_a_page_in_both_languages(visitor: Visitor) -> None:
    for language, first, second in (
        ("vi", "Lượt đăng nhập không còn dùng được", "This sign-in can no longer be used"),
        ("en", "This sign-in can no longer be used", "Lượt đăng nhập không còn dùng được"),
    ):
        answer = await visitor.come_back({**PAGE, "accept-language": language}, state="x")
        assert (answer.status_code, answer.headers["content-language"]) == (400, language)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert 0 < answer.text.index(first) < answer.text.index(second)
        assert 'href="/session/oidc/start"' in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")


@pytest.mark.parametrize(
    "given",
    [
        "https://elsewhere.test/",
        "//elsewhere.test/",
        "///elsewhere.test",
        "/\\elsewhere.test",
        "\\\\elsewhere.test",
        "/\t/elsewhere.test",
        "/\n/elsewhere.test",
        "javascript:alert(1)",
        "t/nghe-an",
        "",
        " /t",
        "/a b",
        "/session/oidc/start",
        "/session",
        "/" + "x" * 1_000,
        "/t\r\nset-cookie: a=b",
    ],
)
def test_nobody_is_led_elsewhere(given: str) -> None:
    assert local_path(given) == "/"


@pytest.mark.parametrize(
    "given", ["/", "/t/nghe-an", "/t/nghe-an/tasks?outcome=overdue&q=https://x#a", "/t/ti%E1%BA%BFn"]
)
def test_a_page_of_ours_is_come_back_to(given: str) -> None:
    assert local_path(given) == given


async def test_a_lure_in_the_link_leads_to_the_first_page(visitor: Visitor) -> None:
    asked = await visitor.begin("//elsewhere.test/")
    assert (await visitor.come_back(state=asked["state"])).headers["location"] == "/"


async def test_without_a_provider_there_is_no_way_to_one(build: Builder) -> None:
    town = await build(session_key=KEY)
    for path in ("/session/oidc/start", "/session/oidc/callback"):
        answer = await town.web.get(path)
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (404, "no-provider")


@pytest.mark.parametrize(
    "missing",
    [{"public_url": ""}, {"session_key": ""}, {"issuer": "urn:tiendo:embedded"}, {"demo_issuer_key_file": "k"}],
)
def test_settings_that_lead_nowhere_are_told_at_the_start(missing: dict[str, Any]) -> None:
    given = {"kafka": "k:1", "internal_key": "x", **settings("https://issuer.test"), **missing}
    with pytest.raises(ValueError, match="TIENDO_OIDC_CLIENT_ID"):
        GatewaySettings(**given)
