"""Many tasks with one request."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, Field

from services.tasks.api import examples
from services.tasks.api.access import Kept
from services.tasks.api.problems import TRANSLATIONS
from services.tasks.api.views import answer
from services.tasks.domain.works.many_steps import ManySteps
from services.tasks.usecases.progressing_together import Outcome, change_statuses
from shared.chassis import Reader, TenantCommand, refusals
from shared.chassis.answers import problem_of
from shared.chassis.problems import language_of

router = APIRouter(prefix="/v1/{tenant}/bulk", tags=["tasks"])


class BulkOutcome(BaseModel):
    """What became of one task."""

    task: str = Field(examples=["NA-T-01"])
    code: int = Field(description="As the single command would have been answered: 200, 403, 404, 409, 412, 422")
    status: str | None = Field(description="The status after it; null where it was refused")
    version: int | None
    sequence: int | None = Field(description="Number of the event")
    problem: dict[str, Any] | None = Field(description="Why it was refused, as a problem document (RFC 9457)")


class BulkOutcomes(BaseModel):
    changed: int
    refused: int
    items: list[BulkOutcome] = Field(description="In the order of the request")


@router.post(
    "/status",
    operation_id="change_task_statuses",
    summary="Đổi trạng thái nhiều nhiệm vụ / change the status of many tasks or pilot models",
    description="Each by itself and by the rules of the single command: one that is refused does not hold up the others.",
    response_model=BulkOutcomes,
    responses=refusals(403, 404, 409, 413, 422),
)
async def change_task_statuses(
    request: Request,
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    wish: Annotated[ManySteps, Body(openapi_examples=examples.MANY_STATUSES)],
) -> Response:
    outcomes = await change_statuses(records, caller, command, wish)
    language = language_of(request)
    items = [_told(step.task, outcome, language) for step, outcome in zip(wish.changes, outcomes, strict=True)]
    refused = sum(item["problem"] is not None for item in items)
    return answer({"changed": len(items) - refused, "refused": refused, "items": items})


def _told(task: str, outcome: Outcome, language: str) -> dict[str, Any]:
    if isinstance(outcome, Exception):
        problem = problem_of(outcome, TRANSLATIONS)
        said = {"code": problem.kind.status, "problem": problem.document(language)}
        return {"task": task, "status": None, "version": None, "sequence": None, **said}
    state = outcome.state
    said = {"status": state.status, "version": state.version, "sequence": outcome.sequence}
    return {"task": task, "code": 200, "problem": None, **said}
