"""The journal as it is, for the other services of this deployment.

Bodies are passed on as they were hashed, without being parsed: one text is stored, published and answered.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.tasks.api.access import TheJournal
from services.tasks.api.views import answer
from services.tasks.domain.values import Identifier
from shared.chassis import InternalCaller
from shared.tenancy import TenantId

router = APIRouter(prefix="/internal/journal", dependencies=[InternalCaller], include_in_schema=False)

After = Annotated[int, Query(ge=0, le=10**12, description="Số thứ tự cuối đã có / the last number you have")]


@router.get("")
async def read_journal(
    tenant: Identifier, journal: TheJournal, after: After = 0, limit: Annotated[int, Query(ge=1, le=5000)] = 500
) -> Response:
    """One event per line, in order; an empty body where there is nothing after that number."""
    entries = await journal.read(TenantId(tenant), after, limit)
    return Response(b"\n".join(entry.body.encode() for entry in entries), media_type="application/x-ndjson")


@router.get("/heads")
async def read_heads(journal: TheJournal) -> Response:
    """The newest number of every tenant that has an event."""
    return answer({"heads": await journal.heads()})
