"""Tasks and pilot models: registered, listed, looked at, changed. Both live under /tasks with their ids."""

import dataclasses
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Response

from services.tasks.api import examples
from services.tasks.api.access import InsidersTenant, Kept, KnownTenant, Limit, Partner, WorkId, paged
from services.tasks.api.filters import TaskFilters
from services.tasks.api.views import (
    ChangedModel,
    ChangedTask,
    HistoryPage,
    OneModel,
    OneTask,
    WorkPage,
    answer,
    around_json,
    changed,
    happening_json,
    work_json,
)
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.works.new_task import NewTask
from services.tasks.domain.works.pilot_model import NewModel
from services.tasks.domain.works.steps import StatusWish
from services.tasks.ports import Happenings
from services.tasks.usecases import assigning, looking, progressing
from services.tasks.usecases.clarifying import yardstick
from shared.chassis import Now, Reader, TenantCommand, refusals

router = APIRouter(prefix="/v1/{tenant}", tags=["tasks"])
_WRITING = refusals(403, 404, 409, 412, 413, 422)


async def _span(
    limit: Limit = 100,
    cursor: Annotated[int, Query(ge=0, le=10**12, description="`next` of the page before")] = 0,
) -> looking.Span:
    return looking.Span(cursor, limit)


@router.post(
    "/tasks",
    operation_id="register_task",
    summary="Giao nhiệm vụ / register a task",
    description="With `assignees`, one child task `<id>.<unit>` is opened for each of them (FR-BP-03).",
    status_code=201,
    response_model=ChangedTask,
    responses=examples.answered(201, sequence=12) | refusals(403, 404, 409, 413, 422),
)
async def register_task(
    caller: Reader, command: TenantCommand, records: Kept, new: Annotated[NewTask, Body(openapi_examples=examples.TASK)]
) -> Response:
    committed = await assigning.register_task(records, caller, command, new)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant), 201)


@router.post(
    "/models",
    operation_id="register_model",
    summary="Thêm mô hình điểm / register a pilot model",
    status_code=201,
    response_model=ChangedModel,
    responses=refusals(403, 404, 409, 413, 422),
)
async def register_model(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewModel, Body(openapi_examples=examples.MODEL)],
) -> Response:
    committed = await assigning.register_model(records, caller, command, new)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant), 201)


@router.get(
    "/tasks",
    operation_id="list_tasks",
    summary="Danh sách nhiệm vụ, theo mã hoặc theo mức cần kíp / tasks in order of id or of need",
    description="Without `kind`: tasks of every kind, child tasks included, but no pilot models. A page of the order by "
    "need begins behind the last item of the page before, wherever deadlines have moved since.",
    response_model=WorkPage,
    responses=refusals(403, 404, 422),
)
async def list_tasks(
    tenant: KnownTenant, partner: Partner, records: Kept, clock: Now, filters: Annotated[TaskFilters, Query()]
) -> Response:
    now, by = clock.now(), await yardstick(records, tenant)
    wanted = dataclasses.replace(filters.search(now, by.criteria), helper=partner)
    paging = looking.Paging(filters.limit, filters.cursor, filters.order, filters.total)
    found, total = await paged(looking.search(records, tenant, wanted, paging), filters.cursor)
    return answer({"items": [work_json(work, now, by) for work in found.items], "next": found.after, "total": total})


@router.get(
    "/tasks/{task}",
    operation_id="get_task",
    summary="Một nhiệm vụ hoặc mô hình / one task or pilot model",
    response_model=OneTask | OneModel,
    responses=examples.answered(200, children=None, unmet_periods=[]) | refusals(403, 404),
)
async def get_task(tenant: KnownTenant, partner: Partner, task: WorkId, records: Kept, clock: Now) -> Response:
    now, work = clock.now(), await looking.look_up(records, tenant, task, partner)
    around = await looking.look_around(records, tenant, work, now)
    shown = work_json(work, now, await yardstick(records, tenant)) | around_json(work, around)
    return answer(shown, version=work.version)


@router.get(
    "/tasks/{task}/history",
    operation_id="get_task_history",
    summary="Đã diễn ra những gì / what happened to it, in the order of entry",
    response_model=HistoryPage,
    responses=refusals(403, 404, 422),
)
async def get_task_history(
    tenant: KnownTenant, partner: Partner, task: WorkId, records: Kept, span: Annotated[looking.Span, Depends(_span)]
) -> Response:
    return _happened(await looking.recall(records, tenant, task, span, partner))


@router.get(
    "/tasks/{task}/origin-history",
    operation_id="get_task_origin_history",
    summary="Đã diễn ra ở tỉnh trước khi sáp nhập / what happened to it before another tenant passed it on",
    description="Empty where it was begun here. Its `origin` says where it came from (FR-X-07).",
    response_model=HistoryPage,
    responses=refusals(403, 404, 422),
)
async def get_task_origin_history(
    tenant: InsidersTenant, task: WorkId, records: Kept, span: Annotated[looking.Span, Depends(_span)]
) -> Response:
    return _happened(await looking.recall_origin(records, tenant, task, span))


def _happened(happened: Happenings) -> Response:
    following = None if happened.after is None else str(happened.after)
    return answer({"items": [happening_json(event) for event in happened.events], "next": following})


@router.post(
    "/tasks/{task}/status",
    operation_id="change_task_status",
    summary="Đổi trạng thái / change the status of a task or pilot model",
    description="By the head and officers of the lead unit, and by the standing agency.",
    response_model=ChangedTask | ChangedModel,
    responses=_WRITING,
)
async def change_task_status(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[StatusWish, Body(openapi_examples=examples.STATUS)],
) -> Response:
    committed = await progressing.change_status(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))


@router.post(
    "/tasks/{task}/deadline",
    operation_id="move_task_deadline",
    summary="Dời thời hạn / move the deadline",
    description="By the standing agency and the Office, with reason, document and decision maker; the original stays.",
    response_model=ChangedTask,
    responses=_WRITING,
)
async def move_task_deadline(
    caller: Reader,
    command: TenantCommand,
    task: WorkId,
    records: Kept,
    wish: Annotated[DeadlineWish, Body(openapi_examples=examples.DEADLINE)],
) -> Response:
    committed = await progressing.move_deadline(records, caller, command, task, wish)
    return changed(committed, command.recorded_at, await yardstick(records, command.tenant))
