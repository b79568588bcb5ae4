"""Who may change anything with a cookie: pages of ours, and nobody else's."""

import pytest

from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.issuer import Issuer
from tests.component.gateway.signing_in import demo, sign_in


@pytest.fixture
async def town(build: Builder, issuer: Issuer) -> Town:
    return await demo(build, issuer)


SENT_BY: list[tuple[dict[str, str], int]] = [
    ({"sec-fetch-site": "same-origin"}, 200),
    ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
    ({"origin": "OWN"}, 200),
    ({"sec-fetch-site": "cross-site", "origin": "OWN"}, 403),
    ({"sec-fetch-site": "same-site", "origin": "OWN"}, 403),
    ({"sec-fetch-site": "none"}, 403),
    ({"sec-fetch-site": ""}, 403),
    ({"origin": "https://elsewhere.test"}, 403),
    ({"origin": "http://127.0.0.1:1"}, 403),
    ({"origin": "null"}, 403),
    ({"referer": "OWN"}, 403),
    ({}, 403),
]
"""What a browser says of the page that sent something, and what is answered; OWN is our own origin."""


async def test_a_change_by_cookie_is_taken_from_our_own_pages_only(town: Town) -> None:
    cookie = {"cookie": await sign_in(town), "idempotency-key": "k-1"}
    for said, status in SENT_BY:
        sent = {name: town.gateway if value == "OWN" else value for name, value in said.items()} | cookie
        town.tasks.received.clear()
        answer = await town.web.post("/v1/nghe-an/tasks", json={}, headers=sent)
        assert answer.status_code == status, said
        assert [received.headers["idempotency-key"] for received in town.tasks.received] == ["k-1"] * (status == 200)


async def test_every_way_to_change_something_needs_that_proof(town: Town) -> None:
    cookie = {"cookie": await sign_in(town), "sec-fetch-site": "cross-site"}
    for language, title in (
        ("vi", "Yêu cầu đến từ trang khác"),
        ("en", "The request comes from another site"),
    ):
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
            for path in ("/v1/nghe-an/tasks", "/nowhere", "/session", "/"):
                answer = await town.web.request(method, path, headers=cookie | {"accept-language": language})
                assert (answer.status_code, answer.json()["title"]) == (403, title), (method, path)
                assert answer.json()["type"].endswith("/cross-site")
                assert answer.headers["x-content-type-options"] == "nosniff"


async def test_reading_by_cookie_needs_no_proof_and_a_bearer_token_never_does(town: Town) -> None:
    elsewhere = {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.test"}
    cookie = {"cookie": await sign_in(town)}
    assert (await town.web.get("/v1/nghe-an/tasks", headers=elsewhere | cookie)).status_code == 200
    bearer = town.issuer.bearer()
    assert (await town.web.post("/v1/nghe-an/tasks", json={}, headers=elsewhere | bearer | cookie)).status_code == 200


async def test_no_other_site_signs_anybody_in_or_out(town: Town) -> None:
    wish = {"tenant": "nghe-an", "role": "chairman"}
    for elsewhere in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.test"}):
        for refused in (
            await town.web.post("/session", json=wish, headers=elsewhere),
            await town.web.delete("/session", headers=elsewhere),
            await town.web.delete("/session", headers={**elsewhere, "cookie": await sign_in(town)}),
        ):
            assert (refused.status_code, "set-cookie" in refused.headers) == (403, False)
            assert refused.json()["type"].endswith("/cross-site")
