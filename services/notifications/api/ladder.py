"""`/v1/{tenant}/ladder`: who is reminded when, as the tenant wants it."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from services.notifications.api.guards import Member, StandingAgency
from services.notifications.api.ladder_answers import (
    EXAMPLE,
    LadderAnswer,
    LadderHistoryAnswer,
    history_answer,
    ladder_answer,
)
from services.notifications.domain.ladder_settings import LadderVersion
from services.notifications.domain.ladder_wishes import NewLadder
from services.notifications.usecases.ladders import LadderSettings
from shared.chassis import TenantCommand, refusals

_CURSOR = "`next` of the page before"


def ladder_routes(settings: LadderSettings) -> APIRouter:
    router = APIRouter(tags=["ladder"])
    _reading(router, settings)

    @router.put(
        "/v1/{tenant}/ladder",
        operation_id="set_ladder",
        summary="Đặt thang nhắc việc và báo cáo lên cấp trên / Set who is reminded when",
        description="By the standing agency, all lines at once. In force at once: the next step of whatever is open is found "
        "anew; what was told stays told, and of the steps that are over by then only the latest is told, once. Each version "
        "is kept with when and by whom.",
        response_model=LadderAnswer,
        responses=refusals(403, 404, 412, 413, 422),
    )
    async def set_ladder(
        _: StandingAgency,
        command: TenantCommand,
        response: Response,
        wish: Annotated[NewLadder, Body(openapi_examples={"ladder": {"value": EXAMPLE}})],
    ) -> LadderAnswer:
        return _tagged(await settings.set(command, wish), response)

    return router


def _reading(router: APIRouter, settings: LadderSettings) -> None:
    @router.get(
        "/v1/{tenant}/ladder",
        operation_id="get_ladder",
        summary="Thang nhắc việc đang dùng / Who is reminded when",
        description="Version 0 is what everybody starts with.",
        response_model=LadderAnswer,
        responses=refusals(403, 404),
    )
    async def get_ladder(caller: Member, response: Response) -> LadderAnswer:
        return _tagged(await settings.current(caller.tenant), response)

    @router.get(
        "/v1/{tenant}/ladder/history",
        operation_id="list_ladder_versions",
        summary="Các phiên bản đã đặt, mới nhất trước / Versions that were set, newest first",
        response_model=LadderHistoryAnswer,
        responses=refusals(403, 404, 422),
    )
    async def list_ladder_versions(
        tenant: StandingAgency,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        cursor: Annotated[str | None, Query(description=_CURSOR, max_length=1_000)] = None,
    ) -> LadderHistoryAnswer:
        return history_answer(await settings.history(tenant, limit, cursor))


def _tagged(version: LadderVersion, response: Response) -> LadderAnswer:
    response.headers["etag"] = f'"{version.version}"'
    return ladder_answer(version)
