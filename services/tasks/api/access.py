"""What the routes ask for: the records, a tenant that exists, and where a page begins.

All of it is `async`, although little waits: FastAPI sends a plain function to a thread, which costs more than it does.
"""

from collections.abc import Awaitable
from typing import Annotated, TypeVar

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator

from services.tasks.domain.errors import NotAllowed
from services.tasks.domain.organisation.unit import EXTERNAL_PARTNER
from services.tasks.ports import Records
from services.tasks.usecases.joining import require_tenant
from shared.chassis import Reader, invalid
from shared.messaging import Journal, NotFound
from shared.tenancy import Principal, TenantId, is_identifier

T = TypeVar("T")


async def _records(request: Request) -> Records:
    records: Records = request.app.state.records
    return records


async def _journal(request: Request) -> Journal:
    journal: Journal = request.app.state.journal
    return journal


Kept = Annotated[Records, Depends(_records)]
TheJournal = Annotated[Journal, Depends(_journal)]


async def _known_tenant(tenant: str, _: Reader, records: Kept) -> TenantId:
    """A tenant that the caller may read and that has joined."""
    await require_tenant(records, TenantId(tenant))
    return TenantId(tenant)


KnownTenant = Annotated[TenantId, Depends(_known_tenant)]


async def partner_of(records: Records, caller: Principal) -> str | None:
    """The caller's unit where it is an external partner: it sees the tasks that it is attached to, nothing else (FR-NA-20)."""
    unit = await records.units.get(caller.tenant, caller.unit) if caller.unit else None
    return unit.id if unit is not None and unit.type == EXTERNAL_PARTNER else None


async def _partner(caller: Reader, records: Kept) -> str | None:
    return await partner_of(records, caller)


Partner = Annotated[str | None, Depends(_partner)]


async def _insider(tenant: KnownTenant, partner: Partner) -> TenantId:
    """A reader who is no external partner."""
    if partner is not None:
        raise NotAllowed
    return tenant


InsidersTenant = Annotated[TenantId, Depends(_insider)]


def identifier(text: str) -> str:
    """What cannot be an id is not there."""
    if not is_identifier(text):
        raise NotFound
    return text


WorkId = Annotated[str, Path(), AfterValidator(identifier)]
ThingId = WorkId
Limit = Annotated[int, Query(ge=1, le=500, description="Số mục mỗi trang / items per page")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` của trang trước / `next` of the page before")]


async def paged(page: Awaitable[T], cursor: str | None) -> T:
    """Answers 422 where the store does not recognise the cursor."""
    try:
        return await page
    except ValueError as problem:
        if cursor is None:
            raise
        vi, en = "không phải con trỏ của danh sách này", "not a cursor of this list"
        raise invalid("query.cursor", "invalid_cursor", vi, en) from problem
