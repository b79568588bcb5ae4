"""Secrets in places that others can read: AES-256-GCM; what was sealed for one place opens in no other."""

import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class DoesNotOpen(Exception):
    """Sealed with another key, for another place, or altered since."""


class Seal:
    """`key` is any text with 256 bits of chance in it; `purpose` keeps two uses of one key apart."""

    def __init__(self, purpose: str, key: str) -> None:
        self._cipher = AESGCM(sha256(f"{purpose}\n{key}".encode()).digest())

    def close(self, secret: str, place: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Raises DoesNotOpen."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode()).decode()
        except (InvalidTag, ValueError) as problem:
            raise DoesNotOpen from problem
