"""Cursors: where the last page ended, as an opaque and URL-safe text.

A page starts behind a key and not at a number, so documents may come and go between pages.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import blake2s
from typing import Any

import orjson

from shared.storage.conditions import Scalar

_SEAL = 6


def page_end(scope: str, order: Sequence[str], document: Mapping[str, Any]) -> str:
    """The cursor behind `document` in a query that sorts by the fields of `order`; `scope` names the query's kind."""
    key = orjson.dumps([document.get(field) for field in order])
    return urlsafe_b64encode(_seal(scope, key) + key).rstrip(b"=").decode()


def page_start(scope: str, order: Sequence[str], cursor: str) -> list[Scalar]:
    """The key that the cursor holds, one value for each field of `order`. Raises ValueError for any other query's cursor."""
    try:
        sealed = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        if _seal(scope, sealed[_SEAL:]) != sealed[:_SEAL]:
            raise ValueError("the seal is broken")
        key: list[Scalar] = orjson.loads(sealed[_SEAL:])
    except ValueError as problem:
        raise ValueError("not a cursor of this query") from problem
    if len(key) != len(order):
        raise ValueError("not a cursor of this query")
    return key


def _seal(scope: str, key: bytes) -> bytes:
    """Finds cut, altered and foreign cursors; it keeps no secret, since a cursor can only move within its own tenant's query."""
    return blake2s(key, digest_size=_SEAL, key=blake2s(scope.encode()).digest()).digest()
