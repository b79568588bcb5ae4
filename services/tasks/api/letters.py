"""Letters of the central level to provinces, and who has read and answered them."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Response
from pydantic import AfterValidator

from services.tasks.api import duty_examples as examples
from services.tasks.api.access import Kept, identifier
from services.tasks.api.duty_views import RequestPage, SentRequests, request_json, sent
from services.tasks.api.views import answer
from services.tasks.domain.exchanges.letter import NewLetter
from services.tasks.usecases import writing_letters
from shared.chassis import Now, Reader, TenantCommand, refusals
from shared.tenancy import TenantId

router = APIRouter(prefix="/v1/{tenant}", tags=["requests"])

LetterId = Annotated[str, Path(), AfterValidator(identifier)]


@router.post(
    "/letters",
    operation_id="write_letter",
    summary="Trung ương đôn đốc, hướng dẫn các tỉnh / the central level urges and guides provinces",
    description="By the central standing agency (FR-TW-18, FR-TW-19): one request in the province for its standing agency "
    "and one for its Office; the central Office has a copy of what is asked. Guidance is acknowledged as read.",
    status_code=201,
    response_model=SentRequests,
    responses=refusals(403, 404, 409, 413, 422),
)
async def write_letter(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewLetter, Body(openapi_examples=examples.LETTER)],
) -> Response:
    return sent(await writing_letters.write_letter(records, caller, command, new), command.recorded_at)


@router.get(
    "/letters/{letter}",
    operation_id="review_letter",
    summary="Ai đã đọc, đã trả lời / who has read and answered",
    description="By the central standing agency, across provinces, all recipients at once.",
    response_model=RequestPage,
    responses=refusals(403, 404),
)
async def review_letter(caller: Reader, tenant: str, letter: LetterId, records: Kept, clock: Now) -> Response:
    found, now = await writing_letters.review_letter(records, caller, TenantId(tenant), letter), clock.now()
    return answer({"items": [request_json(request, now) for request in found], "next": None})
