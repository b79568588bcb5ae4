"""The responses of a round: saved, submitted, returned, accepted, and read group by group."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.tasks.api import survey_examples as examples
from services.tasks.api.access import InsidersTenant, Kept, ThingId, paged
from services.tasks.api.survey_views import ChangedResponse, ResponsePage, committed_json, response_json
from services.tasks.api.views import answer
from services.tasks.domain.surveys.survey_response import AcceptanceWish, DraftWish, ReturnWish, SubmissionWish
from services.tasks.usecases import answering
from services.tasks.usecases.answering import Asked
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.bottlenecks import BottleneckGroup
from shared.events.survey_responses import ResponseStatus, SurveyResponseSnapshot

router = APIRouter(prefix="/v1/{tenant}/survey-rounds/{survey_round}/responses", tags=["surveys"])
_WRITING = refusals(403, 404, 409, 412, 413, 422)
_BY_UNIT = "By the head and officers of the unit, and by the standing agency."
_BY_PLANNERS = "By the standing agency and the Office."


async def _asked(survey_round: ThingId, unit: ThingId) -> Asked:
    return survey_round, unit


OfUnit = Annotated[Asked, Depends(_asked)]


class ResponseFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    group: BottleneckGroup | None = Field(
        None, description="Chỉ các câu của nhóm đó / only answers to questions of that group"
    )
    status: ResponseStatus | None = Field(None, description="Trạng thái / status")
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


@router.get(
    "",
    operation_id="list_survey_responses",
    summary="Trả lời của các đơn vị, theo mã / responses in order of id",
    description="With `group`, the lead of a group reads the answers to its questions (FR-BP-10).",
    response_model=ResponsePage,
    responses=refusals(403, 404, 422),
)
async def list_survey_responses(
    tenant: InsidersTenant, survey_round: ThingId, records: Kept, filters: Annotated[ResponseFilters, Query()]
) -> Response:
    opened = await existing(records.survey_rounds, tenant, survey_round)
    wanted = {"survey_round": survey_round, "status": filters.status}
    page = records.survey_responses.page(tenant, filters.limit, filters.cursor, wanted)
    found = await paged(page, filters.cursor)
    items = [response_json(known, opened, filters.group) for known in found.items]
    return answer({"items": items, "next": found.after})


@router.get(
    "/{unit}",
    operation_id="get_survey_response",
    summary="Trả lời của một đơn vị / one unit's response",
    response_model=SurveyResponseSnapshot,
    responses=refusals(403, 404),
)
async def get_survey_response(tenant: InsidersTenant, asked: OfUnit, records: Kept) -> Response:
    known = await answering.look_up(records, tenant, asked)
    return answer(known.model_dump(mode="json"), version=known.version)


@router.put(
    "/{unit}",
    operation_id="save_survey_response",
    summary="Lưu bản nháp / save a draft",
    description=f"{_BY_UNIT} Answers may still be missing.",
    response_model=ChangedResponse,
    responses=_WRITING,
)
async def save_survey_response(
    caller: Reader,
    command: TenantCommand,
    asked: OfUnit,
    records: Kept,
    wish: Annotated[DraftWish, Body(openapi_examples=examples.DRAFT)],
) -> Response:
    return committed_json(await answering.save(records, caller, command, asked, wish))


@router.post(
    "/{unit}/submission",
    operation_id="submit_survey_response",
    summary="Nộp / submit it",
    description=f"{_BY_UNIT} Each answer `diem_nghen` raises a bottleneck of the question's group (FR-BP-13).",
    response_model=ChangedResponse,
    responses=_WRITING,
)
async def submit_survey_response(
    caller: Reader,
    command: TenantCommand,
    asked: OfUnit,
    records: Kept,
    wish: Annotated[SubmissionWish, Body(openapi_examples=examples.SUBMISSION)],
) -> Response:
    return committed_json(await answering.submit(records, caller, command, asked, wish))


@router.post(
    "/{unit}/return",
    operation_id="return_survey_response",
    summary="Trả lại để hoàn thiện / return it to be completed",
    description=_BY_PLANNERS,
    response_model=ChangedResponse,
    responses=_WRITING,
)
async def return_survey_response(
    caller: Reader,
    command: TenantCommand,
    asked: OfUnit,
    records: Kept,
    wish: Annotated[ReturnWish, Body(openapi_examples=examples.RETURN)],
) -> Response:
    return committed_json(await answering.give_back(records, caller, command, asked, wish))


@router.post(
    "/{unit}/acceptance",
    operation_id="accept_survey_response",
    summary="Chấp nhận / accept it",
    description=_BY_PLANNERS,
    response_model=ChangedResponse,
    responses=_WRITING,
)
async def accept_survey_response(
    caller: Reader,
    command: TenantCommand,
    asked: OfUnit,
    records: Kept,
    wish: Annotated[AcceptanceWish, Body(openapi_examples=examples.ACCEPTANCE)],
) -> Response:
    return committed_json(await answering.accept(records, caller, command, asked, wish))
