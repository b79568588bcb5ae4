"""People look things up: one work, many, or what happened to it."""

from services.tasks.domain.work import Work
from services.tasks.ports import Found, Happenings, Records, Search
from shared.messaging.errors import NotFound
from shared.tenancy import TenantId


async def look_up(records: Records, tenant: TenantId, key: str) -> Work:
    """Raises NotFound."""
    work = await records.works.get(tenant, key)
    if work is None:
        raise NotFound
    return work


async def search(records: Records, tenant: TenantId, wanted: Search, limit: int, after: str | None) -> Found[Work]:
    """Raises ValueError (an `after` that is not one)."""
    return await records.works.find(tenant, wanted, limit, after)


async def recall(records: Records, tenant: TenantId, key: str, after: int, limit: int) -> Happenings:
    """What happened to a work, in the order in which it was entered. Raises NotFound."""
    await look_up(records, tenant, key)
    return await records.history.of(tenant, key, after, limit)
