"""Conferences, meetings and working sessions (FR-NA-13, FR-BP-12)."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.tasks.api import session_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, ThingId, paged
from services.tasks.api.oversight_views import ChangedSession, SessionPage, SessionView, session_json
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.oversight.session import NewCommitment, NewSession
from services.tasks.usecases import meeting
from services.tasks.usecases.existing import existing
from shared.chassis import Now, Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["sessions"])


@router.post(
    "/sessions",
    operation_id="convene_session",
    summary="Ghi hội nghị, phiên làm việc / enter a conference or session",
    description="By the standing agency and the Office. `statements` names the reporting period whose reports are what units "
    "state there: results, advantages, difficulties by group, proposals.",
    status_code=201,
    response_model=ChangedSession,
    responses=refusals(403, 404, 409, 413, 422),
)
async def convene_session(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewSession, Body(openapi_examples=examples.SESSION)],
) -> Response:
    return registered(await meeting.convene(records, caller, command, new))


@router.get(
    "/sessions",
    operation_id="list_sessions",
    summary="Các hội nghị, phiên làm việc, theo mã / sessions in order of id",
    response_model=SessionPage,
    responses=refusals(403, 404, 422),
)
async def list_sessions(tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    found = await paged(records.sessions.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/sessions/{session}",
    operation_id="get_session",
    summary="Một phiên làm việc, báo cáo và cam kết / one session with statements and commitments",
    response_model=SessionView,
    responses=refusals(403, 404),
)
async def get_session(tenant: InsidersTenant, session: ThingId, records: Kept, clock: Now) -> Response:
    found = await existing(records.sessions, tenant, session)
    minutes = await meeting.look_at_minutes(records, tenant, found)
    return answer(session_json(found, minutes, clock.now()), version=found.version)


@router.post(
    "/sessions/{session}/commitments",
    operation_id="make_commitment",
    summary="Ghi cam kết của đơn vị / a unit commits itself",
    description="By the unit's own people, or by the standing agency and the Office for the minutes. It is an undertaking "
    "`<session>.<number>`, which is reminded of.",
    response_model=ChangedSession,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def make_commitment(
    caller: Reader,
    command: TenantCommand,
    session: ThingId,
    records: Kept,
    new: Annotated[NewCommitment, Body(openapi_examples=examples.COMMITMENT)],
) -> Response:
    return registered(await meeting.commit(records, caller, command, session, new), 200)
