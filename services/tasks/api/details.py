"""What is known of works besides their status: numbers, milestones and periods, details, leads, approvals."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.tasks.api import details_examples as examples
from services.tasks.api.access import Kept, WorkId
from services.tasks.api.views import ChangedModel, ChangedTask, changed
from services.tasks.domain.works.approving import ApprovalWish
from services.tasks.domain.works.details import ModelDetails, TaskDetails
from services.tasks.domain.works.leads import LeadWish
from services.tasks.domain.works.measuring import ConfirmationWish, ProgressWish
from services.tasks.domain.works.schedule import PartWish
from services.tasks.usecases import detailing, progressing
from services.tasks.usecases.clarifying import yardstick
from shared.chassis import Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["tasks"])
_WRITING = refusals(403, 404, 409, 412, 413, 422)


@router.post(
    "/tasks/{task}/progress",
    operation_id="report_task_progress",
    summary="Báo cáo khối lượng, kết quả bằng số / report progress in numbers",
    description="What the lead reports counts; what a coordinating unit reports waits until the lead confirms it.",
    response_model=ChangedTask | ChangedModel,
    responses=_WRITING,
)
async def report_task_progress(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[ProgressWish, Body(openapi_examples=examples.PROGRESS)],
) -> Response:
    committed = await detailing.report_progress(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/tasks/{task}/progress/confirmation",
    operation_id="confirm_task_progress",
    summary="Xác nhận số của đơn vị phối hợp / confirm or refuse a number of another unit",
    response_model=ChangedTask | ChangedModel,
    responses=_WRITING,
)
async def confirm_task_progress(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[ConfirmationWish, Body(openapi_examples=examples.CONFIRMATION)],
) -> Response:
    committed = await detailing.confirm_progress(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/tasks/{task}/parts",
    operation_id="meet_task_part",
    summary="Đạt mốc, hoàn thành kỳ / a milestone is reached, a period is met",
    response_model=ChangedTask,
    responses=_WRITING,
)
async def meet_task_part(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[PartWish, Body(openapi_examples=examples.PART)],
) -> Response:
    committed = await detailing.meet_part(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/tasks/{task}/details",
    operation_id="amend_task",
    summary="Bổ sung chi tiết nhiệm vụ / set details of a task",
    description="Milestones, resources and the product also by the lead; what is left out stays as it is.",
    response_model=ChangedTask,
    responses=_WRITING,
)
async def amend_task(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[TaskDetails, Body(openapi_examples=examples.TASK_DETAILS)],
) -> Response:
    committed = await detailing.amend_task(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/models/{model}/details",
    operation_id="amend_model",
    summary="Bổ sung chi tiết mô hình / set details of a pilot model",
    description="Sites and the checklist also by the lead; what is left out stays as it is.",
    response_model=ChangedModel,
    responses=_WRITING,
)
async def amend_model(
    caller: Reader,
    command: TenantCommand,
    model: WorkId,
    records: Kept,
    wish: Annotated[ModelDetails, Body(openapi_examples=examples.MODEL_DETAILS)],
) -> Response:
    committed = await detailing.amend_model(records, caller, command, model, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/tasks/{task}/lead",
    operation_id="change_task_lead",
    summary="Đổi đơn vị chủ trì / another unit leads",
    description="By the standing agency and the Office, with reason and document; what is owed goes with the task.",
    response_model=ChangedTask,
    responses=_WRITING,
)
async def change_task_lead(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[LeadWish, Body(openapi_examples=examples.LEAD)],
) -> Response:
    committed = await detailing.change_lead(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/tasks/{task}/approval",
    operation_id="decide_task_approval",
    summary="Trình, trả lại, phê duyệt / submit, return, approve",
    description="The lead submits; the authority's decision is entered by the standing agency or the Office.",
    response_model=ChangedTask,
    responses=_WRITING,
)
async def decide_task_approval(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[ApprovalWish, Body(openapi_examples=examples.APPROVAL)],
) -> Response:
    committed = await progressing.decide_approval(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))
