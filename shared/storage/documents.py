"""What a store accepts, checked before anything is written, so that both adapters refuse the same documents."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson

from shared.storage.port import Document
from shared.storage.specification import CollectionSpec
from shared.tenancy import TenantId, is_identifier

Item = TypeVar("Item")

_LARGEST = 2**63
_OF_STORES = frozenset("_$")
_PLAIN = frozenset((str, bool, type(None)))
_STRICT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def checked_tenant(tenant: TenantId) -> TenantId:
    """Raises ValueError: a tenant that is no identifier could reach into another's keys."""
    if not is_identifier(tenant):
        raise ValueError(f"{tenant!r} is no tenant id")
    return tenant


def admit(spec: CollectionSpec, tenant: TenantId, document: Mapping[str, Any], revision: int) -> Document:
    """A copy as it will be stored. Raises ValueError: no id, another tenant's document, a declared field that is no scalar."""
    key = document.get("id")
    if not isinstance(key, str) or not key:
        raise ValueError(f"{spec.name}: a document needs an id, not {key!r}")
    if document.get("tenant", tenant) != tenant:
        raise ValueError(f"{spec.name}/{key}: the document belongs to another tenant")
    if any(field[:1] in _OF_STORES for field in document):
        raise ValueError(f"{spec.name}/{key}: top-level fields that start with _ or $ belong to the stores")
    for field in spec.fields:
        value = document.get(field)
        if type(value) not in _PLAIN and not is_scalar(value):
            raise ValueError(
                f"{spec.name}/{key}: {field} is declared, so it must be a text, a 64-bit integer, a boolean or null"
            )
    return {**document, "tenant": tenant, "revision": revision}


def as_json(document: Document) -> bytes:
    """The document as it is kept. Raises ValueError where it holds more than JSON does, an instant or a UUID for example."""
    try:
        return orjson.dumps(document, option=_STRICT)
    except TypeError as problem:
        raise ValueError(f"{document['id']}: {problem}") from problem


def is_scalar(value: object) -> bool:
    """Whether every store can index the value: a text, an integer of 64 bits, a boolean or null."""
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return value is None or isinstance(value, str)


def in_turns(items: Sequence[Item], most: int) -> Iterator[tuple[int, Sequence[Item]]]:
    """Slices of at most `most` items, each with the position of its first: a long batch lets other writers in between."""
    for start in range(0, len(items), most):
        yield start, items[start : start + most]
