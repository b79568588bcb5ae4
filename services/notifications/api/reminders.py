"""`/v1/{tenant}/reminders`: what the ladder will do."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from services.notifications.api.answers import PreviewAnswer, preview_answer
from services.notifications.api.guards import Spoken, StandingAgency
from services.notifications.usecases.preview_reminders import PreviewReminders
from shared.chassis import invalid, refusals

_FIRST, _LAST = date(1990, 1, 1), date(2199, 12, 31)


def reminder_routes(preview: PreviewReminders) -> APIRouter:
    router = APIRouter(tags=["reminders"])

    @router.get(
        "/v1/{tenant}/reminders/preview",
        operation_id="preview_reminders",
        summary="Ngày đó sẽ nhắc ai, việc gì / Who would be told what on a day",
        description="A dry run for the standing agency, by the deadlines as they are known now. Nobody is told anything.",
        response_model=PreviewAnswer,
        responses=refusals(403, 404, 422),
    )
    async def preview_reminders(
        tenant: StandingAgency,
        say: Spoken,
        on: Annotated[date, Query(description="A day in Vietnam", examples=["2024-10-28"])],
    ) -> PreviewAnswer:
        if not _FIRST <= on <= _LAST:
            raise invalid("query.on", "date_out_of_range", "phải từ 1990 đến 2199", "must lie between 1990 and 2199")
        return preview_answer(await preview(tenant, on), say)

    return router
