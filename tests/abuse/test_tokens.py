"""Only the issuer's own tokens, as they were signed, open a door: at the gateway and at every service behind it."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from deploy.local import keys
from deploy.local.datadir import DataDirectory
from shared.tenancy.identifiers import CENTRAL
from tests.abuse import corpus, hooks, mails
from tests.abuse.callers import LEAD, NEIGHBOUR, PROVINCE
from tests.abuse.forging import Issuer, ed25519
from tests.abuse.surface import GATEWAY, inner_doors
from tests.abuse.town import Answer, Town, settled
from tests.e2e.waiting import until
from tests.stacks.tiendo import running

BAD = {**corpus.HEADERS, **corpus.CLAIMS, **corpus.SIGNATURES, **corpus.SPELLINGS}
PATIENCE = 90.0
ASKED = [
    (GATEWAY, f"/v1/{PROVINCE}/overview"),
    (GATEWAY, f"/v1/{PROVINCE}/stream"),
    (GATEWAY, f"/v1/{PROVINCE}/units"),
    ("tasks", f"/v1/{PROVINCE}/units"),
    ("reporting", f"/v1/{PROVINCE}/scoreboard"),
    ("notifications", f"/v1/{PROVINCE}/inbox/count"),
]


class Place(NamedTuple):
    """A running town, and the issuer whose tokens it trusts."""

    town: Town
    issuer: Issuer

    @property
    def internal(self) -> str:
        """The key that services show each other."""
        return keys.internal_key(self.town.tiendo.data / "keys").read_text().strip()

    def show(
        self, token: str, door: str = GATEWAY, path: str = ASKED[2][1], *, scheme: str = "Bearer", method: str = "GET"
    ) -> Answer:
        shown = f"{scheme} {token}".encode("latin-1", "replace")
        return self.town.ask(None, method, path, door, headers={b"authorization": shown})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Trusted are the issuer of the tests and the embedded one, with which the town was settled."""
    directory = DataDirectory(tmp_path_factory.mktemp("abuse"))
    directory.create()
    keys.create_missing(directory.keys)
    (embedded,) = json.loads(keys.public_keys(directory.keys).read_text())["keys"]
    issuer = Issuer(tmp_path_factory.mktemp("issuer") / "jwks.json", embedded)
    environment = {**hooks.ENVIRONMENT, **mails.ENVIRONMENT, "TIENDO_JWKS": str(issuer.jwks)}
    with running(directory.root, demo=False, environment=environment) as tiendo, settled(tiendo) as town:
        yield Place(town, issuer)


def problem(answer: Answer) -> tuple[int, str, str, bytes]:
    return (
        answer.status,
        answer.headers.get("content-type", ""),
        answer.headers.get("www-authenticate", ""),
        answer.content,
    )


def test_good_tokens_of_every_kind_of_key_open_every_door(place: Place) -> None:
    """Otherwise the refusals below would say nothing."""
    for key in (place.issuer.ed, place.issuer.rsa, place.issuer.ec):
        for door, path in ASKED:
            assert place.show(place.issuer.token(key), door, path).status == 200, (key.kid, door)
    audiences = place.issuer.token(claims=place.issuer.claims(aud=["other", keys.AUDIENCE]))
    assert place.show(audiences).status == 200
    assert place.show(place.issuer.token(), scheme="bearer").status == 200


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_opens_no_door_and_is_not_told_why(place: Place, name: str) -> None:
    nobody = problem(place.town.ask(None, "GET", ASKED[0][1]))
    assert nobody[:3] == (401, "application/problem+json", "Bearer")
    token = BAD[name](place.issuer)
    for door, path in ASKED:
        assert problem(place.show(token, door, path)) == nobody, (door, path)


@pytest.mark.parametrize("scheme", ["Basic", "Token", "Bearer,", "Bearer Bearer", "x"])
def test_a_good_token_under_another_scheme_opens_nothing(place: Place, scheme: str) -> None:
    for door, path in ASKED:
        assert place.show(place.issuer.token(), door, path, scheme=scheme).status == 401, door


def test_a_token_is_shown_in_one_place_only(place: Place) -> None:
    token = place.issuer.token()
    for door, path in ASKED:
        for more in (
            {"params": {"access_token": token, "token": token}},
            {"headers": {"cookie": f"access_token={token}; authorization=Bearer {token}"}},
            {"headers": {"x-authorization": f"Bearer {token}", "proxy-authorization": f"Bearer {token}"}},
            {"headers": {"x-tenant": PROVINCE, "x-role": "ops", "x-forwarded-user": "somebody"}},
        ):
            assert place.town.ask(None, "GET", path, door, **more).status == 401, (door, more)


def test_two_tokens_are_none(place: Place) -> None:
    """Whoever stands before us may have looked at the other one."""
    good, bad = f"Bearer {place.issuer.token()}", "Bearer x.y.z"
    for door, path in ASKED:
        for pair in ((good, bad), (bad, good), (good, good)):
            with place.town.doors[door].stream("GET", path, headers=[("authorization", one) for one in pair]) as answer:
                assert answer.status_code == 401, (door, pair[0] == good)
        assert place.show(f"{place.issuer.token()}, {bad}", door, path).status == 401, door


def test_the_tenant_of_the_token_decides(place: Place) -> None:
    """A unit's name opens that unit's mailbox in the token's own tenant, and nothing where it is somebody else's."""
    issuer = place.issuer
    foreign = issuer.token(claims=issuer.claims(tenant=NEIGHBOUR, role="unit_head", unit=LEAD))
    for path in (f"/v1/{PROVINCE}/inbox", f"/v1/{PROVINCE}/tasks/KEPT-{PROVINCE}"):
        assert place.show(foreign, GATEWAY, path).status == 404
    pretended = issuer.token(claims=issuer.claims(role="central_wg_officer"))
    assert place.show(pretended, GATEWAY, f"/v1/{NEIGHBOUR}/units").status == 404
    assert place.show(pretended, GATEWAY, "/v1/comparison").status == 403
    assert place.show(pretended, GATEWAY, f"/v1/{CENTRAL}/units").status == 404


def test_the_key_of_inner_doors_opens_no_outer_one(place: Place) -> None:
    for door, path in ASKED:
        assert place.show(place.internal, door, path).status == 401, door


@pytest.mark.parametrize(("service", "method", "path"), inner_doors())
def test_inner_doors_open_to_services_only_and_are_not_seen_from_outside(
    place: Place, service: str, method: str, path: str
) -> None:
    filled = re.sub(r"{\w+}", "x", path)
    operator = place.issuer.token(claims=place.issuer.claims(role="ops"))
    for token in (operator, place.issuer.token(), place.internal[:-1], f"{place.internal}x", "x"):
        assert place.show(token, service, filled, method=method).status == 401
    assert place.town.ask(None, method, filled, service).status == 401
    assert place.show(place.internal, GATEWAY, filled, method=method).status == 404


def test_an_inner_door_opens_with_its_key(place: Place) -> None:
    assert ("tasks", "GET", "/internal/journal/heads") in inner_doors()
    assert place.show(place.internal, "tasks", "/internal/journal/heads").status == 200


def test_a_new_key_is_accepted_and_a_removed_one_is_not(place: Place) -> None:
    """Within a minute, also for a token that was accepted before."""
    issuer, new = place.issuer, ed25519("new")
    old_token, new_token = issuer.token(), issuer.token(new)
    for door, path in ASKED:
        assert place.show(old_token, door, path).status == 200
        assert place.show(new_token, door, path).status == 401
    issuer.publish(new, issuer.rsa)
    for door, path in ASKED:
        until(lambda: place.show(new_token, door, path).status == 200, PATIENCE)  # noqa: B023
        until(lambda: place.show(old_token, door, path).status == 401, PATIENCE)  # noqa: B023
