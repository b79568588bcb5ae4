"""`/v1/{tenant}/inbox/{notice}/acknowledge`: "tôi đã nhận"."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.api.answers import AcknowledgementAnswer, acknowledgement_answer
from services.notifications.api.guards import MailboxReader, Member, Spoken
from services.notifications.api.inbox import NoticeId
from services.notifications.usecases.acknowledge import Acknowledge
from shared.chassis import refusals


class NoticeAcknowledgement(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"note": "Đã nhận, trình trong tuần này"}]},
    )

    note: str | None = Field(default=None, max_length=1_000, description="What is added, for those who look back")


def acknowledgement_routes(acknowledge: Acknowledge) -> APIRouter:
    router = APIRouter(tags=["inbox"])

    @router.post(
        "/v1/{tenant}/inbox/{notice}/acknowledge",
        operation_id="acknowledge_notice",
        summary="Tôi đã nhận / Acknowledge a notice; the first time counts",
        description="Of a reminder of the ladder: where the highest level that was told acknowledges it before anybody "
        "higher is told, those come later by as many working days as the tenant's ladder says; silence moves it up.",
        response_model=AcknowledgementAnswer,
        responses=refusals(403, 404, 413, 422),
    )
    async def acknowledge_notice(
        notice: NoticeId,
        reader: MailboxReader,
        caller: Member,
        say: Spoken,
        wish: Annotated[NoticeAcknowledgement, Body()],
    ) -> AcknowledgementAnswer:
        return acknowledgement_answer(await acknowledge(reader, notice, caller.actor, wish.note), say)

    return router
