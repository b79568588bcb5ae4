"""Only a token of the configured issuer, for this audience, in its time, with a known role is accepted (RFC 8725, RFC 9068)."""

import asyncio
import base64
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from shared.chassis.authentication import Authenticator, InvalidToken, PublicKeys
from shared.tenancy import Role

ED25519 = OKPKey.generate_key("Ed25519", {"kid": "ed"})
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
P256 = ECKey.generate_key("P-256", {"kid": "ec"})
STRANGER = OKPKey.generate_key("Ed25519", {"kid": "ed"})
Claims = dict[str, Any]


def _claims(**changes: Any) -> Claims:
    now = int(time.time())
    claims: Claims = {
        "iss": "https://issuer.test",
        "aud": "tiendo",
        "sub": "u-1",
        "exp": now + 600,
        "iat": now,
        "tenant": "nghe-an",
        "role": "unit_head",
        "unit": "NA-STP",
    }
    return {key: value for key, value in {**claims, **changes}.items() if value is not ...}


def _token(claims: Claims, key: Any = ED25519, alg: str = "EdDSA", **header: Any) -> str:
    return jwt.encode({"alg": alg, "typ": "at+jwt", "kid": key.kid, **header}, claims, key, algorithms=[alg])


def _unsigned(header: Claims, claims: Claims) -> str:
    def part(value: Claims) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part(header)}.{part(claims)}."


def _hmac_signed(claims: Claims, secret: bytes) -> str:
    """What an attacker makes who knows the public key; libraries refuse to sign so, hence by hand."""
    signed = _unsigned({"alg": "HS256", "typ": "at+jwt", "kid": "rsa"}, claims)[:-1]
    digest = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


@pytest.fixture
def authenticator(tmp_path: Path) -> Authenticator:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([ED25519, RSA, P256]).as_dict(private=False)))
    return Authenticator(PublicKeys(str(jwks)), "https://issuer.test", "tiendo", "internal-secret")


@pytest.mark.parametrize(("key", "alg"), [(ED25519, "EdDSA"), (RSA, "RS256"), (P256, "ES256")])
async def test_a_good_token_is_the_principal(authenticator: Authenticator, key: Any, alg: str) -> None:
    principal = await authenticator.principal(_token(_claims(), key, alg))
    assert (principal.tenant, principal.role, principal.unit) == ("nghe-an", Role.UNIT_HEAD, "NA-STP")


async def test_a_deputys_token_says_so(authenticator: Authenticator) -> None:
    """FR-NA-17."""
    assert (await authenticator.principal(_token(_claims(deputy=True)))).deputy
    assert not (await authenticator.principal(_token(_claims()))).deputy


BAD_CLAIMS: dict[str, Claims] = {
    "another issuer": {"iss": "https://issuer.test.evil"},
    "another audience": {"aud": "other"},
    "no audience": {"aud": ...},
    "expired": {"exp": int(time.time()) - 3_600},
    "no expiry": {"exp": ...},
    "expiry of the wrong type": {"exp": "tomorrow"},
    "not yet valid": {"nbf": int(time.time()) + 3_600},
    "no subject": {"sub": ...},
    "no tenant": {"tenant": ...},
    "a list of tenants": {"tenant": ["nghe-an", "ninh-thuan"]},
    "a tenant with a path": {"tenant": "../central"},
    "a tenant with other letters": {"tenant": "nghệ-an"},
    "an unknown role": {"role": "root"},
    "no role": {"role": ...},
    "a list of roles": {"role": ["ops"]},
    "a unit with a path": {"unit": "a/b"},
    "a numeric unit": {"unit": 7},
    "a deputy of an officer": {"role": "unit_officer", "deputy": True},
    "a deputy by a word": {"deputy": "yes"},
}


@pytest.mark.parametrize("changes", BAD_CLAIMS.values(), ids=BAD_CLAIMS.keys())
async def test_a_token_with_wrong_claims_is_refused(authenticator: Authenticator, changes: Claims) -> None:
    with pytest.raises(InvalidToken):
        await authenticator.principal(_token(_claims(**changes)))


BAD_TOKENS: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "not a token": lambda: "abc",
    "three dots": lambda: "a.b.c.d",
    "alg none": lambda: _unsigned({"alg": "none", "typ": "at+jwt", "kid": "ed"}, _claims()),
    "alg nOnE": lambda: _unsigned({"alg": "nOnE", "typ": "at+jwt", "kid": "ed"}, _claims()),
    "signed by a stranger under a known kid": lambda: _token(_claims(), STRANGER),
    "the public key as a shared secret": lambda: _hmac_signed(_claims(), RSA.as_pem(private=False)),
    "an unknown kid": lambda: _token(_claims(), kid="../../etc/passwd"),
    "an id token": lambda: _token(_claims(), typ="JWT"),
    "no typ": lambda: jwt.encode({"alg": "EdDSA", "kid": "ed"}, _claims(), ED25519, algorithms=["EdDSA"]),
    "a kid of the wrong type": lambda: _unsigned({"alg": "EdDSA", "typ": "at+jwt", "kid": 1}, _claims()),
    "huge": lambda: _token(_claims(padding="x" * 20_000)),
    "cut off": lambda: _token(_claims())[:-4],
}


@pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
async def test_a_token_that_is_not_the_issuers_is_refused(
    authenticator: Authenticator, make: Callable[[], str]
) -> None:
    with pytest.raises(InvalidToken):
        await authenticator.principal(make())


async def test_a_remembered_token_is_refused_after_it_expired(authenticator: Authenticator) -> None:
    token = _token(_claims(exp=int(time.time()) - 59))
    await authenticator.principal(token)
    expires, principal = authenticator._verified[token]
    authenticator._verified[token] = (expires - 3_600, principal)
    await authenticator.principal(token)
    assert authenticator._verified[token][0] == expires


async def test_keys_of_an_issuer_that_is_away_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([ED25519]).as_dict(private=False)))
    keys = PublicKeys(str(jwks))
    await keys.holding("ed")
    jwks.unlink()
    monkeypatch.setattr(keys, "_read_at", float("-inf"))
    with pytest.raises(InvalidToken):
        await keys.holding("unknown")
    await keys.holding("ed")


async def test_a_new_key_of_the_issuer_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([ED25519]).as_dict(private=False)))
    keys = PublicKeys(str(jwks))
    await keys.holding("ed")
    jwks.write_text(json.dumps(KeySet([ED25519, RSA]).as_dict(private=False)))
    monkeypatch.setattr(keys, "_read_at", float("-inf"))
    await keys.holding("rsa")


async def test_all_who_come_at_once_to_a_fresh_process_are_known(authenticator: Authenticator) -> None:
    tokens = [_token(_claims(sub=f"u-{number}")) for number in range(5)]
    principals = await asyncio.gather(*(authenticator.principal(token) for token in tokens))
    assert [principal.subject for principal in principals] == [f"u-{number}" for number in range(5)]


def test_only_the_internal_key_opens_internal_doors(authenticator: Authenticator) -> None:
    assert authenticator.is_internal("internal-secret")
    assert not authenticator.is_internal("internal-secret ")
    assert not authenticator.is_internal("")
    assert not authenticator.is_internal("đ")
