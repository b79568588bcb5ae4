"""An issuer that signs anything, also what no library would: headers and claims as they are given, byte by byte."""

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from deploy.local import keys
from tests.abuse.callers import PROVINCE

Json = Mapping[str, Any]
_SIDE = 32


def encoded(value: bytes) -> str:
    """Base64url without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def written(value: Json | bytes) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@dataclass(frozen=True)
class Key:
    """A private key with what it signs with, and its public half as a JWK."""

    kid: str
    algorithm: str
    public: Json
    sign: Callable[[bytes], bytes]

    @property
    def jwk(self) -> Json:
        return {**self.public, "kid": self.kid, "use": "sig"}


def ed25519(kid: str) -> Key:
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Key(kid, "EdDSA", {"kty": "OKP", "crv": "Ed25519", "x": encoded(raw)}, private.sign)


def rsa2048(kid: str) -> Key:
    private = rsa.generate_private_key(65537, 2048)
    numbers = private.public_key().public_numbers()
    public = {"kty": "RSA", "n": encoded(numbers.n.to_bytes(256, "big")), "e": "AQAB"}
    return Key(kid, "RS256", public, lambda data: private.sign(data, padding.PKCS1v15(), hashes.SHA256()))


def p256(kid: str) -> Key:
    private = ec.generate_private_key(ec.SECP256R1())
    numbers = private.public_key().public_numbers()
    point = {axis: encoded(getattr(numbers, axis).to_bytes(_SIDE, "big")) for axis in "xy"}

    def sign(data: bytes) -> bytes:
        pair = decode_dss_signature(private.sign(data, ec.ECDSA(hashes.SHA256())))
        return b"".join(number.to_bytes(_SIDE, "big") for number in pair)

    return Key(kid, "ES256", {"kty": "EC", "crv": "P-256", **point}, sign)


class Issuer:
    """Publishes its keys in a file that the services read; `ed` is the first of them."""

    def __init__(self, jwks: Path, *also: Json) -> None:
        self.jwks = jwks
        self.ed, self.rsa, self.ec = ed25519("ed"), rsa2048("rsa"), p256("ec")
        self.stranger = ed25519("ed")
        self._also = also
        self.publish(self.ed, self.rsa, self.ec)

    def publish(self, *published: Key) -> None:
        """Replaces the file at once, as an issuer does that rotates its keys."""
        document = {"keys": [*self._also, *(key.jwk for key in published)]}
        unfinished = self.jwks.with_suffix(".new")
        unfinished.write_text(json.dumps(document))
        unfinished.replace(self.jwks)

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Good ones, with changes; `...` leaves a claim out."""
        now = int(time.time())
        good: dict[str, Any] = {
            "iss": keys.ISSUER,
            "aud": keys.AUDIENCE,
            "sub": "somebody",
            "tenant": PROVINCE,
            "role": "standing_officer",
            "iat": now,
            "exp": now + 3600,
        }
        return {name: value for name, value in {**good, **changes}.items() if value is not ...}

    def header(self, key: Key, **changes: Any) -> dict[str, Any]:
        good = {"alg": key.algorithm, "typ": "at+jwt", "kid": key.kid}
        return {name: value for name, value in {**good, **changes}.items() if value is not ...}

    def token(self, key: Key | None = None, claims: Json | bytes | None = None, **header: Any) -> str:
        """Signed by `key` whatever the header says."""
        key = key or self.ed
        return self.signed(key, self.header(key, **header), self.claims() if claims is None else claims)

    def signed(self, key: Key, header: Json | bytes, claims: Json | bytes) -> str:
        content = f"{encoded(written(header))}.{encoded(written(claims))}"
        return f"{content}.{encoded(key.sign(content.encode()))}"

    def resigned(self, key: Key, change: Callable[[bytes], bytes]) -> str:
        """A good token of that key with another signature."""
        content, _, signature = self.token(key).rpartition(".")
        return f"{content}.{encoded(change(decoded(signature)))}"
