import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from deploy.local import keys
from deploy.local.language import Refusal
from deploy.local.tokens import issue, principal
from shared.calendar import FixedClock
from shared.tenancy import Role, UnitId

NOON = datetime(2024, 4, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    keys.create_missing(tmp_path)
    return tmp_path


def decoded(directory: Path, tenant: str, role: str, unit: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, verified with the public keys alone."""
    token = issue(directory, principal(tenant, role, unit), timedelta(hours=2), FixedClock(NOON))
    public = KeySet.import_key_set(json.loads(keys.public_keys(directory).read_text()))
    read = jwt.decode(token, public, algorithms=["Ed25519"])
    return read.header, read.claims


def test_a_token_says_who_may_act_where_and_until_when(directory: Path) -> None:
    header, claims = decoded(directory, "nghe-an", "unit_head", "NA-CA")
    assert header == {"alg": "Ed25519", "typ": "at+jwt", "kid": keys.read_issuer_key(directory)["kid"]}
    assert claims.pop("jti")
    assert claims == {
        "iss": keys.ISSUER,
        "aud": "tiendo",
        "sub": "nghe-an:unit_head@NA-CA",
        "tenant": "nghe-an",
        "role": "unit_head",
        "unit": "NA-CA",
        "iat": int(NOON.timestamp()),
        "exp": int(NOON.timestamp()) + 7200,
    }


def test_a_token_of_a_whole_tenant_names_no_unit(directory: Path) -> None:
    _, claims = decoded(directory, "nghe-an", "standing_officer")
    assert "unit" not in claims
    assert claims["sub"] == "nghe-an:standing_officer"


def test_no_two_tokens_are_the_same(directory: Path) -> None:
    ids = {decoded(directory, "nghe-an", "chairman")[1]["jti"] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize("role", ["unit_head", "unit_officer", "district_chair", "commune_officer"])
def test_a_role_of_a_unit_needs_the_unit(role: str) -> None:
    with pytest.raises(Refusal, match="add --unit"):
        principal("nghe-an", role, None)
    assert principal("nghe-an", role, "NA-CA").unit == "NA-CA"


@pytest.mark.parametrize("role", ["chairman", "standing_officer", "integrator", "ops"])
def test_a_role_of_a_tenant_may_name_the_unit_that_it_sits_in(role: str) -> None:
    assert principal("nghe-an", role, "NA-CA").unit == "NA-CA"


def test_the_central_officer_sits_at_the_central_level() -> None:
    with pytest.raises(Refusal, match="--tenant central"):
        principal("nghe-an", "central_wg_officer", None)
    assert principal("central", "central_wg_officer", None).reads_every_province


def test_only_a_head_has_a_deputy() -> None:
    assert principal("nghe-an", "unit_head", "NA-CA", deputy=True).deputises(UnitId("NA-CA"))
    with pytest.raises(Refusal, match="no deputy"):
        principal("nghe-an", "unit_officer", "NA-CA", deputy=True)


def test_an_unknown_role_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match="no role 'boss'") as refusal:
        principal("nghe-an", "boss", None)
    assert all(role in str(refusal.value) for role in Role)
