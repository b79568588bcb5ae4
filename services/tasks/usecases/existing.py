"""What is looked up by its id: it is there, or it is not found."""

from typing import Protocol, TypeVar

from shared.messaging.errors import NotFound
from shared.tenancy import TenantId

Known_co = TypeVar("Known_co", covariant=True)


class Getting(Protocol[Known_co]):
    """What is needed of a register."""

    async def get(self, tenant: TenantId, key: str) -> Known_co | None: ...


async def existing(register: Getting[Known_co], tenant: TenantId, key: str) -> Known_co:
    """Raises NotFound."""
    known = await register.get(tenant, key)
    if known is None:
        raise NotFound
    return known
