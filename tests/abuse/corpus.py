"""Tokens that must not open a door, each with what is wrong with it (RFC 7515, 7519, 8725, 9068)."""

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.abuse.forging import Issuer, Key, decoded, encoded, written

Make = Callable[[Issuer], str]
_CURVE_ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of Ed25519: a signature whose second half has it added verifies too where nobody looks."""


def _claiming(**changes: object) -> Make:
    return lambda issuer: issuer.token(claims=issuer.claims(**changes))


def _saying(**changes: Any) -> Make:
    return lambda issuer: issuer.token(**changes)


def _unsigned(algorithm: str) -> Make:
    return lambda issuer: issuer.token(alg=algorithm).rpartition(".")[0] + "."


def _shared_secret(secret: Callable[[Key], bytes], of: Callable[[Issuer], Key]) -> Make:
    """Signed with HMAC, the secret being what everybody knows of the issuer's key."""

    def make(issuer: Issuer) -> str:
        content = issuer.token(of(issuer), alg="HS256").rpartition(".")[0]
        return f"{content}.{encoded(hmac.digest(secret(of(issuer)), content.encode(), 'sha256'))}"

    return make


def _spelled(change: Callable[[str], str]) -> Make:
    return lambda issuer: change(issuer.token())


def _twice(issuer: Issuer) -> str:
    claims = json.dumps(issuer.claims())
    return issuer.token(claims=f'{claims[:-1]}, "tenant": "central"}}'.encode())


def _other_last_letter(token: str) -> str:
    """The last letter of a signature of 64 bytes carries four bits that mean nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def _shifted(signature: bytes) -> bytes:
    half = len(signature) // 2
    scalar = int.from_bytes(signature[half:], "little") + _CURVE_ORDER
    return signature[:half] + scalar.to_bytes(half, "little")


def _as_json(token: str) -> str:
    protected, payload, signature = token.split(".")
    return json.dumps({"protected": protected, "payload": payload, "signature": signature})


HEADERS: Mapping[str, Make] = {
    **{f"alg {name}": _unsigned(name) for name in ("none", "None", "NONE", "nOnE", "")},
    **{
        f"alg {name} with another key": _saying(alg=name)
        for name in ("HS256", "RS256", "ES256", "PS256", "ES256K", "A128KW")
    },
    "an algorithm that is a list": _saying(alg=["EdDSA"]),
    "no algorithm": _saying(alg=...),
    "the public key as a shared secret, raw": _shared_secret(
        lambda key: decoded(key.public["x"]), lambda issuer: issuer.ed
    ),
    "the public key as a shared secret, as JSON": _shared_secret(
        lambda key: written(key.jwk), lambda issuer: issuer.ed
    ),
    "the public key as a shared secret, RSA": _shared_secret(
        lambda key: decoded(key.public["n"]), lambda issuer: issuer.rsa
    ),
    "another key's kid": _saying(kid="rsa"),
    "RSA under the name of a curve": lambda issuer: issuer.token(issuer.rsa, kid="ec"),
    "an unknown kid": _saying(kid="nobody"),
    "a kid that is a path": _saying(kid="../../../../dev/null"),
    "a kid that is a query": _saying(kid="' OR 1=1 --"),
    "a kid that is a number": _saying(kid=0),
    "a kid that is a list": _saying(kid=["ed"]),
    "an empty kid": _saying(kid=""),
    "no kid": _saying(kid=...),
    "a stranger's key under our kid": lambda issuer: issuer.token(issuer.stranger),
    "a key that it brings along": lambda issuer: issuer.token(issuer.stranger, jwk=issuer.stranger.jwk),
    "a key that it brings along, kid and all": lambda issuer: issuer.token(
        issuer.stranger, jwk={**issuer.stranger.jwk, "kid": "mine"}, kid="mine"
    ),
    "an address of keys": lambda issuer: issuer.token(issuer.stranger, jku="http://127.0.0.1:9/jwks.json", kid="mine"),
    "an address of a certificate": lambda issuer: issuer.token(issuer.stranger, x5u="http://127.0.0.1:9/c.pem"),
    "a certificate": lambda issuer: issuer.token(issuer.stranger, x5c=["MIIB"]),
    "an ID token": _saying(typ="JWT"),
    "another kind of token": _saying(typ="logout+jwt"),
    "no kind": _saying(typ=...),
    "a critical extension": _saying(crit=["exp"]),
    "no critical extension": _saying(crit=[]),
    "a payload that is not encoded": _saying(crit=["b64"], b64=False),
    "a header that is a list": lambda issuer: issuer.signed(issuer.ed, b"[]", issuer.claims()),
    "a header that is no JSON": lambda issuer: issuer.signed(issuer.ed, b"{", issuer.claims()),
    "a header that is no text": lambda issuer: issuer.signed(issuer.ed, b"\xff\xfe", issuer.claims()),
    "a bottomless header": lambda issuer: issuer.signed(issuer.ed, b"[" * 4000, b"{}"),
    "a bottomless name in the header": lambda issuer: issuer.signed(issuer.ed, b'{"kid":' + b"[" * 4000, b"{}"),
}
CLAIMS: Mapping[str, Make] = {
    "another issuer": _claiming(iss="urn:tiendo:embedded.evil"),
    "a list of issuers": _claiming(iss=["urn:tiendo:embedded"]),
    "no issuer": _claiming(iss=...),
    "another audience": _claiming(aud="other"),
    "other audiences": _claiming(aud=["other", "tiendo.evil"]),
    "no audience": _claiming(aud=...),
    "expired": _claiming(exp=int(time.time()) - 3600),
    "expired long ago": _claiming(exp=-1),
    "no expiry": _claiming(exp=...),
    "an expiry that is null": _claiming(exp=None),
    "an expiry that is true": _claiming(exp=True),
    "an expiry in words": _claiming(exp="9999999999"),
    "an expiry that never comes": _claiming(exp=float("inf")),
    "an expiry that is no number": _claiming(exp=float("nan")),
    "an expiry beyond numbers": _claiming(exp=10**400),
    "not valid yet": _claiming(nbf=int(time.time()) + 3600),
    "not valid ever": _claiming(nbf=float("inf")),
    "issued tomorrow": _claiming(iat=int(time.time()) + 86_400),
    "no subject": _claiming(sub=...),
    "an empty subject": _claiming(sub=""),
    "a subject that is a number": _claiming(sub=1),
    "a subject that is a list": _claiming(sub=["somebody"]),
    "no tenant": _claiming(tenant=...),
    "an empty tenant": _claiming(tenant=""),
    "a list of tenants": _claiming(tenant=["nghe-an", "central"]),
    "a tenant that is an object": _claiming(tenant={"id": "nghe-an"}),
    "a tenant that is a number": _claiming(tenant=1),
    "a tenant with a slash": _claiming(tenant="nghe-an/tasks"),
    "a tenant that climbs": _claiming(tenant="../central"),
    "a tenant with another's letters": _claiming(tenant="nghе-an"),
    "a tenant with a line break": _claiming(tenant="nghe-an\n"),
    "a tenant with a zero": _claiming(tenant="nghe-an\0"),
    "a very long tenant": _claiming(tenant="x" * 81),
    "an unknown role": _claiming(role="root"),
    "a role in capitals": _claiming(role="OPS"),
    "a list of roles": _claiming(role=["ops", "chairman"]),
    "a role that is an object": _claiming(role={"ops": True}),
    "no role": _claiming(role=...),
    "a unit that climbs": _claiming(unit="../NA-STP"),
    "a unit that is a number": _claiming(unit=7),
    "a list of units": _claiming(unit=["LEAD", "OTHER"]),
    "an empty unit": _claiming(unit=""),
    "a name twice": _twice,
    "claims that are a list": lambda issuer: issuer.token(claims=b"[]"),
    "claims that are a text": lambda issuer: issuer.token(claims=b'"nghe-an"'),
    "no claims": lambda issuer: issuer.token(claims=b""),
    "claims that are no JSON": lambda issuer: issuer.token(claims=b"{"),
    "claims that are no text": lambda issuer: issuer.token(claims=b"\xff\xfe"),
    "bottomless claims": lambda issuer: issuer.token(claims=b'{"tenant":' + b"[" * 4000),
}
SIGNATURES: Mapping[str, Make] = {
    "no signature": _spelled(lambda token: token.rpartition(".")[0] + "."),
    "half a signature": lambda issuer: issuer.resigned(issuer.ed, lambda signature: signature[:32]),
    "a longer signature": lambda issuer: issuer.resigned(issuer.ed, lambda signature: signature + b"\0"),
    "a signature of zeros": lambda issuer: issuer.resigned(issuer.ed, lambda signature: bytes(len(signature))),
    "a shifted Ed25519 signature": lambda issuer: issuer.resigned(issuer.ed, _shifted),
    "ES256 with r and s zero": lambda issuer: issuer.resigned(issuer.ec, lambda signature: bytes(64)),
    "ES256 with r zero": lambda issuer: issuer.resigned(issuer.ec, lambda signature: bytes(32) + signature[32:]),
    "ES256 without a signature": lambda issuer: issuer.resigned(issuer.ec, lambda signature: b""),
    "ES256 too short": lambda issuer: issuer.resigned(issuer.ec, lambda signature: signature[:-1]),
    "ES256 too long": lambda issuer: issuer.resigned(issuer.ec, lambda signature: b"\0" + signature),
    "RS256 of zeros": lambda issuer: issuer.resigned(issuer.rsa, lambda signature: bytes(256)),
    "claims of one token under another's signature": lambda issuer: ".".join(
        [*issuer.token(claims=issuer.claims(role="ops")).split(".")[:2], issuer.token().split(".")[2]]
    ),
}
SPELLINGS: Mapping[str, Make] = {
    "a word": lambda _: "abc",
    "two parts": _spelled(lambda token: token.rpartition(".")[0]),
    "four parts": _spelled(lambda token: f"{token}.x"),
    "five parts, as if encrypted": _spelled(lambda token: f"{token}.x.y"),
    "as JSON": _spelled(_as_json),
    "with padding": _spelled(lambda token: f"{token}=="),
    "with the letters of plain Base64": _spelled(lambda token: token[:-2] + "+/"),
    "with bits that mean nothing": _spelled(_other_last_letter),
    "with a space inside": _spelled(lambda token: token.replace(".", " .", 1)),
    "with a letter that is no ASCII": _spelled(lambda token: token[:-1] + "é"),
    "huge": lambda issuer: issuer.token(claims=issuer.claims(padding="x" * 20_000)),
}
