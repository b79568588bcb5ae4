"""Question sets and rounds of surveys."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from services.tasks.api import survey_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, ThingId, paged
from services.tasks.api.survey_views import (
    ChangedQuestionSet,
    QuestionSetPage,
    RegisteredRound,
    RoundPage,
    RoundView,
    committed_json,
    round_json,
)
from services.tasks.api.views import answer, page
from services.tasks.domain.surveys.question_set import NewQuestionSet, Revision
from services.tasks.domain.surveys.survey_round import AssessmentWish, NewRound
from services.tasks.usecases import surveying
from shared.chassis import Reader, TenantCommand, refusals
from shared.events.bottlenecks import BottleneckGroup
from shared.events.surveys import QuestionSetSnapshot
from shared.messaging import NotFound

router = APIRouter(prefix="/v1/{tenant}", tags=["surveys"])
_LISTING = refusals(403, 404, 422)
_REGISTERING = refusals(403, 404, 409, 413, 422)


@router.post(
    "/question-sets",
    operation_id="register_question_set",
    summary="Thêm bộ danh mục câu hỏi / register a question set",
    description="By the standing agency and the Office. Every question belongs to exactly one of five groups.",
    status_code=201,
    response_model=ChangedQuestionSet,
    responses=_REGISTERING,
)
async def register_question_set(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewQuestionSet, Body(openapi_examples=examples.QUESTION_SET)],
) -> Response:
    return committed_json(await surveying.register_question_set(records, caller, command, new), 201)


@router.get(
    "/question-sets",
    operation_id="list_question_sets",
    summary="Các bộ danh mục câu hỏi / question sets in order of id",
    response_model=QuestionSetPage,
    responses=_LISTING,
)
async def list_question_sets(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.question_sets.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/question-sets/{question_set}",
    operation_id="get_question_set",
    summary="Một bộ danh mục câu hỏi / one question set",
    response_model=QuestionSetSnapshot,
    responses=refusals(403, 404),
)
async def get_question_set(tenant: InsidersTenant, question_set: ThingId, records: Kept) -> Response:
    known = await records.question_sets.get(tenant, question_set)
    if known is None:
        raise NotFound
    return answer(known.model_dump(mode="json"), version=known.version)


@router.put(
    "/question-sets/{question_set}",
    operation_id="revise_question_set",
    summary="Phiên bản câu hỏi mới / the next version of its questions",
    description="By the standing agency and the Office. Rounds that were opened keep their questions.",
    response_model=ChangedQuestionSet,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def revise_question_set(
    caller: Reader,
    command: TenantCommand,
    question_set: ThingId,
    records: Kept,
    wish: Annotated[Revision, Body(openapi_examples=examples.REVISION)],
) -> Response:
    return committed_json(await surveying.revise_question_set(records, caller, command, question_set, wish))


@router.post(
    "/survey-rounds",
    operation_id="register_survey_round",
    summary="Mở đợt khảo sát / open a round of a survey",
    description="By the standing agency and the Office. Each invited unit owes one response.",
    status_code=201,
    response_model=RegisteredRound,
    responses=_REGISTERING,
)
async def register_survey_round(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewRound, Body(openapi_examples=examples.ROUND)],
) -> Response:
    return committed_json(await surveying.open_round(records, caller, command, new), 201)


@router.get(
    "/survey-rounds",
    operation_id="list_survey_rounds",
    summary="Các đợt khảo sát / rounds in order of id",
    response_model=RoundPage,
    responses=_LISTING,
)
async def list_survey_rounds(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.survey_rounds.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/survey-rounds/{survey_round}",
    operation_id="get_survey_round",
    summary="Một đợt khảo sát và mức độ trả lời / one round and how far it has come",
    description="Coverage overall, per group and per type of unit; who is silent; what each unit answered (FR-BP-12).",
    response_model=RoundView,
    responses=refusals(403, 404),
)
async def get_survey_round(tenant: InsidersTenant, survey_round: ThingId, records: Kept) -> Response:
    opened, reached = await surveying.follow(records, tenant, survey_round)
    return answer(round_json(opened, reached), version=opened.version)


async def _assessed(survey_round: ThingId, group: BottleneckGroup) -> tuple[str, BottleneckGroup]:
    return survey_round, group


@router.put(
    "/survey-rounds/{survey_round}/assessments/{group}",
    operation_id="assess_survey_group",
    summary="Đánh giá, giải pháp của nhóm / the assessment of a group and its solutions",
    description="By the units that lead the group, and by the standing agency.",
    response_model=RegisteredRound,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def assess_survey_group(
    caller: Reader,
    command: TenantCommand,
    of: Annotated[tuple[str, BottleneckGroup], Depends(_assessed)],
    records: Kept,
    wish: Annotated[AssessmentWish, Body(openapi_examples=examples.ASSESSMENT)],
) -> Response:
    return committed_json(await surveying.assess(records, caller, command, of, wish))
