"""Sessions of browsers: choices, the cookie, and who may change anything with it."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

from services.gateway.domain.offices import NAMES
from services.gateway.settings import GatewaySettings
from shared.chassis.sealing import Seal
from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.issuer import Issuer
from tests.component.gateway.listening import events, listening
from tests.component.gateway.signing_in import HERE, KEY, demo, roles, settle, sign_in

ROLES = Path("deploy/local/demo/data/roles.yaml")


@pytest.fixture
async def town(build: Builder, issuer: Issuer) -> Town:
    return await demo(build, issuer)


async def test_every_tenant_offers_the_roles_that_make_sense_there(town: Town) -> None:
    answer = await town.web.get("/session/choices")
    choices = answer.json()
    assert (choices["mode"], choices["sign_in"]) == ("demo", None)
    assert [choice["tenant"] for choice in choices["choices"]] == ["central", "nghe-an", "atlantis"]
    assert roles(choices, "nghe-an") == {
        "chairman": None,
        "permanent_vice_chairman": None,
        "standing_officer": None,
        "office_officer": None,
        "unit_head": ["NA-CA"],
        "unit_officer": ["NA-CA", "NA-VINH"],
        "district_chair": ["NA-VINH"],
        "commune_officer": ["NA-XA"],
        "home_affairs_officer": None,
        "integrator": None,
    }
    assert roles(choices, "central") == {"central_wg_officer": None, "ops": None}
    assert answer.headers["cache-control"] == "no-store"


def test_roles_are_called_as_the_sample_data_calls_them() -> None:
    told = {role["id"]: (role["vi"], role["en"]) for role in yaml.safe_load(ROLES.read_text("utf-8"))["roles"]}
    assert {str(role): tuple(names) for role, names in NAMES.items()} == told


async def test_names_are_in_the_language_that_is_asked_for(town: Town) -> None:
    for language, name, of_unit in (("vi", "Tỉnh Nghệ An", "Đơn vị NA-CA"), ("en", "Nghe An Province", "Unit NA-CA")):
        answer = await town.web.get("/session/choices", headers={"accept-language": language})
        choice = answer.json()["choices"][1]
        assert (answer.headers["content-language"], choice["name"]) == (language, name)
        assert choice["roles"][4]["units"] == [{"id": "NA-CA", "name": of_unit}]
        assert choice["roles"][4]["name"] == {"vi": "Thủ trưởng đơn vị chủ trì", "en": "Head of the lead agency"}


async def test_without_tasks_the_roles_of_units_are_missing_and_the_rest_is_there(town: Town) -> None:
    town.tasks.answers["/v1/nghe-an/units"].status_code = 503
    found = await town.web.get("/session/choices")
    assert found.status_code == 200
    assert "unit_head" not in roles(found.json(), "nghe-an")
    await town.stop("tasks")
    assert roles((await town.web.get("/session/choices")).json(), "nghe-an")["chairman"] is None


async def test_whoever_chooses_an_office_has_a_session(town: Town) -> None:
    wish = {"tenant": "nghe-an", "role": "unit_head", "unit": "NA-CA"}
    answer = await town.web.post("/session", json=wish, headers=HERE | {"accept-language": "en"})
    session = answer.json()
    assert answer.status_code == 201
    expires = datetime.fromisoformat(session.pop("expires_at"))
    assert abs(expires - datetime.now(UTC) - timedelta(hours=8)) < timedelta(minutes=5)
    assert session == {
        "tenant": "nghe-an",
        "tenant_name": "Nghe An Province",
        "subject": "nghe-an:unit_head@NA-CA",
        "role": "unit_head",
        "role_name": {"vi": "Thủ trưởng đơn vị chủ trì", "en": "Head of the lead agency"},
        "unit": "NA-CA",
        "unit_name": "Unit NA-CA",
        "central": False,
        "sample": False,
    }
    again = await town.web.get("/session", headers={"accept-language": "en"})
    told = again.json()
    assert abs(datetime.fromisoformat(told.pop("expires_at")) - expires) < timedelta(seconds=2)
    assert (again.status_code, told) == (200, session)


async def test_the_sample_tenant_and_the_central_level_are_marked(town: Town) -> None:
    for tenant, role, marks in (("atlantis", "chairman", (False, True)), ("central", "ops", (True, False))):
        cookie = await sign_in(town, role, tenant=tenant)
        session = (await town.web.get("/session", headers={"cookie": cookie})).json()
        assert (session["central"], session["sample"]) == marks


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(town: Town) -> None:
    answer = await town.web.post("/session", json={"tenant": "nghe-an", "role": "chairman"}, headers=HERE)
    value, *flags = answer.headers["set-cookie"].split("; ")
    assert value.startswith("tiendo=")
    assert sorted(flags) == ["HttpOnly", "Max-Age=28800", "Path=/", "SameSite=strict"]


async def test_over_https_the_cookie_belongs_to_this_host_alone(build: Builder, issuer: Issuer) -> None:
    town = await demo(build, issuer, public_url="https://tiendo.test")
    at = {"host": "tiendo.test", "origin": "https://tiendo.test"}
    answer = await town.web.post("/session", json={"tenant": "nghe-an", "role": "chairman"}, headers=at)
    value, *flags = answer.headers["set-cookie"].split("; ")
    assert value.startswith("__Host-tiendo=")
    assert sorted(flags) == ["HttpOnly", "Max-Age=28800", "Path=/", "SameSite=strict", "Secure"]
    assert (await town.web.get("/session", headers={**at, "cookie": value})).status_code == 200
    weaker = value.replace("__Host-", "")
    assert (await town.web.get("/session", headers={**at, "cookie": weaker})).status_code == 401


async def test_without_a_session_nobody_is_anybody(town: Town) -> None:
    for language, title in (("vi", "Chưa xác thực"), ("en", "Not authenticated")):
        answer = await town.web.get("/session", headers={"accept-language": language})
        assert (answer.status_code, answer.json()["title"]) == (401, title)


async def test_a_cookie_that_we_have_not_sealed_is_no_session(town: Town) -> None:
    good = await sign_in(town)
    sealed = good.removeprefix("tiendo=")
    token = town.issuer.token()
    other_key = Seal("tiendo sessions", "another key").close(token, "tiendo")
    other_place = Seal("tiendo sessions", KEY).close(token, "tiendo-sign-in")
    altered = [
        sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:],
        sealed[:-6],
        sealed + "AAAA",
        "",
        "é",
        "=",
    ]
    foreign = [base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in (other_key, other_place)]
    for value in (*altered, *foreign, token):
        answer = await town.web.get("/session", headers={"cookie": f"tiendo={value}".encode()})
        assert answer.status_code == 401, value
    both = await town.web.get("/session", headers={"cookie": f"tiendo={foreign[0]}; {good}"})
    assert both.status_code == 200


async def test_a_session_ends_with_its_token(town: Town) -> None:
    late = Seal("tiendo sessions", KEY).close(town.issuer.token(seconds=-61), "tiendo")
    cookie = f"tiendo={base64.urlsafe_b64encode(late).rstrip(b'=').decode()}"
    for path in ("/session", "/v1/nghe-an/tasks"):
        assert (await town.web.get(path, headers={"cookie": cookie})).status_code == 401


async def test_the_cookie_is_a_bearer_token_everywhere_behind_it(town: Town) -> None:
    cookie = {"cookie": await sign_in(town)}
    for path in ("/v1/nghe-an/tasks", "/v1/nghe-an/overview", "/v1/nghe-an/events", "/v1/nghe-an/inbox"):
        assert (await town.web.get(path, headers=cookie)).status_code == 200, path
    assert (await town.web.get("/v1/atlantis/tasks", headers=cookie)).status_code == 404
    passed = town.tasks.received[-1].headers
    assert passed["authorization"].startswith("Bearer ey")
    assert "cookie" not in passed


async def test_the_stream_hears_with_the_cookie(town: Town) -> None:
    cookie = {"cookie": await sign_in(town), "last-event-id": "0"}
    async with listening(town.web, "/v1/nghe-an/stream", cookie) as heard:
        assert (await events(heard, 1))[0].sequence == 1


async def test_a_token_in_the_header_wins(town: Town) -> None:
    cookie = {"cookie": await sign_in(town, "chairman")}
    answer = await town.web.get("/session", headers=cookie | town.issuer.bearer(role="office_officer"))
    assert answer.json()["role"] == "office_officer"
    for shown in ("Bearer nonsense", "Basic eA==", ""):
        assert (await town.web.get("/session", headers=cookie | {"authorization": shown})).status_code == 401


async def test_programs_may_sign_in_too(town: Town) -> None:
    answer = await town.web.post("/session", json={"tenant": "nghe-an", "role": "chairman"})
    assert answer.status_code == 201


NOT_OFFERED: list[tuple[dict[str, object], str]] = [
    ({"tenant": "nowhere", "role": "chairman"}, "tenant"),
    ({"tenant": "../x", "role": "chairman"}, "tenant"),
    ({"tenant": "nghe-an", "role": "king"}, "role"),
    ({"tenant": "nghe-an", "role": "central_wg_officer"}, "role"),
    ({"tenant": "nghe-an", "role": "ops"}, "role"),
    ({"tenant": "central", "role": "chairman"}, "role"),
    ({"tenant": "nghe-an", "role": "unit_head"}, "unit"),
    ({"tenant": "nghe-an", "role": "unit_head", "unit": "NA-VINH"}, "unit"),
    ({"tenant": "nghe-an", "role": "unit_head", "unit": "NA-OLD"}, "unit"),
    ({"tenant": "nghe-an", "role": "unit_head", "unit": "NA-ALL"}, "unit"),
    ({"tenant": "nghe-an", "role": "chairman", "unit": "NA-CA"}, "unit"),
    ({"tenant": 1, "role": "chairman"}, "tenant"),
    ({"tenant": "nghe-an", "role": "x" * 81}, "role"),
    ({"role": "chairman"}, "tenant"),
    ({"tenant": "nghe-an", "role": "chairman", "deputy": True}, "deputy"),
]


async def test_what_is_not_offered_is_refused_and_named(town: Town) -> None:
    for wish, field in NOT_OFFERED:
        for language in ("vi", "en"):
            answer = await town.web.post("/session", json=wish, headers=HERE | {"accept-language": language})
            assert (answer.status_code, answer.headers["content-language"]) == (422, language), wish
            assert [fault["field"] for fault in answer.json()["errors"]] == [f"body.{field}"]
            assert "set-cookie" not in answer.headers


async def test_what_is_no_wish_is_refused(town: Town) -> None:
    for body in (b"", b"{", b"[]", b"\xff"):
        assert (await town.web.post("/session", content=body, headers=HERE)).status_code == 422


async def test_a_wish_is_short(town: Town) -> None:
    answer = await town.web.post("/session", content=b" " * 5_000, headers=HERE)
    assert (answer.status_code, answer.json()["limit"]) == (413, 4096)


async def test_signing_out_takes_the_cookie_back(town: Town) -> None:
    cookie = await sign_in(town)
    answer = await town.web.delete("/session", headers=HERE | {"cookie": cookie})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["set-cookie"].startswith('tiendo=""; ')
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await town.web.delete("/session")).status_code == 204


async def test_names_are_missing_while_tasks_is_away_and_the_session_is_not(build: Builder, issuer: Issuer) -> None:
    town = await build(session_key=KEY, view_seconds=0.2)
    for trouble in ("fail", "hang", "garbage"):
        town.tasks.trouble = trouble
        answer = await town.get("/session")
        assert answer.status_code == 200, trouble
        assert answer.json()["tenant_name"] is None
    await town.stop("tasks")
    answer = await town.get("/session")
    assert (answer.status_code, answer.json()["tenant_name"], answer.json()["sample"]) == (200, None, False)


async def test_a_unit_cannot_be_chosen_while_nobody_knows_the_units(town: Town) -> None:
    town.tasks.answers["/v1/nghe-an/units"].status_code = 503
    wish = {"tenant": "nghe-an", "role": "unit_head", "unit": "NA-CA"}
    answer = await town.web.post("/session", json=wish, headers=HERE)
    assert (answer.status_code, answer.json()["part"]) == (503, "tasks")


@pytest.mark.parametrize("settings", [{}, {"session_key": KEY}], ids=["no key", "no issuer"])
async def test_where_nobody_chooses_nothing_is_offered(build: Builder, settings: dict[str, str]) -> None:
    town = settle(await build(**settings))
    assert (await town.web.get("/session/choices")).json() == {"mode": "none", "sign_in": None, "choices": []}
    answer = await town.web.post("/session", json={"tenant": "nghe-an", "role": "chairman"}, headers=HERE)
    assert (answer.status_code, answer.json()["type"]) == (409, "https://tiendo.vn/problems/no-choice-here")
    assert (await town.get("/session")).json()["role"] == "standing_officer"
    assert (await town.web.delete("/session")).status_code == 204


async def test_a_strangers_name_that_leads_here_opens_nothing(town: Town) -> None:
    """A page of evil.test whose name was made to lead to 127.0.0.1 is of the same origin as what it asks."""
    evil = {"host": "evil.test:8080", "origin": "http://evil.test:8080", "sec-fetch-site": "same-origin"}
    assert (await town.web.get("/session/choices", headers=evil)).json()["mode"] == "none"
    answer = await town.web.post("/session", json={"tenant": "nghe-an", "role": "chairman"}, headers=evil)
    assert (answer.status_code, "set-cookie" in answer.headers) == (409, False)


async def test_strangers_who_ask_too_often_are_told_to_wait(build: Builder, issuer: Issuer) -> None:
    town = await demo(build, issuer, rate_burst=2, rate_per_second=0.1)
    answers = [await town.web.get("/session/choices") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["retry-after"]


async def test_what_is_begun_and_refused_is_counted(town: Town) -> None:
    def counted() -> dict[str, float]:
        found = {
            "demo": REGISTRY.get_sample_value("tiendo_sessions_begun_total", {"way": "demo"}),
            "cross_site": REGISTRY.get_sample_value("tiendo_sessions_refused_total", {"reason": "cross_site"}),
            "not_offered": REGISTRY.get_sample_value("tiendo_sessions_refused_total", {"reason": "not_offered"}),
        }
        return {name: value or 0 for name, value in found.items()}

    before = counted()
    cookie = await sign_in(town)
    await town.web.post("/v1/nghe-an/tasks", json={}, headers={"cookie": cookie})
    await town.web.post("/session", json={"tenant": "nowhere", "role": "chairman"}, headers=HERE)
    assert {name: value - before[name] for name, value in counted().items()} == dict.fromkeys(before, 1)


def test_the_key_that_signs_is_for_an_installation_that_only_this_machine_reaches(tmp_path: Path) -> None:
    given = {"kafka": "k:1", "jwks": "j", "issuer": "i", "internal_key": "x", "demo_issuer_key_file": tmp_path}
    for host in ("127.0.0.1", "localhost", "::1"):
        GatewaySettings(host=host, **given)
    for host in ("::", "10.0.0.1", "gateway"):
        with pytest.raises(ValueError, match="only this machine"):
            GatewaySettings(host=host, **given)


@pytest.mark.parametrize("url", ["tiendo.vn", "https://tiendo.vn/", "https://tiendo.vn/x", "ftp://x", "https://"])
def test_a_public_address_is_an_origin(url: str) -> None:
    with pytest.raises(ValueError, match="scheme://host"):
        GatewaySettings(kafka="k:1", jwks="j", issuer="i", internal_key="x", public_url=url)
