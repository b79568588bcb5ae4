"""What a store accepts, checked before anything is written, so that both adapters refuse the same documents."""

from collections.abc import Mapping
from typing import Any

from shared.storage.port import Document
from shared.storage.specification import CollectionSpec
from shared.tenancy import TenantId, is_identifier

_LARGEST = 2**63


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
    for field in spec.fields:
        if not is_scalar(document.get(field)):
            raise ValueError(
                f"{spec.name}/{key}: {field} is declared, so it must be a text, a 64-bit integer, a boolean or null"
            )
    return {**document, "tenant": tenant, "revision": revision}


def is_scalar(value: object) -> bool:
    """Whether every store can index the value: a text, an integer of 64 bits, a boolean or null."""
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return value is None or isinstance(value, str)
