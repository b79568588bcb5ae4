"""People look things up: one work, many, or what happened to it."""

import logging
from dataclasses import dataclass
from datetime import datetime

from services.tasks.domain.lifecycle import CANCELLED, TASK
from services.tasks.domain.works.schedule import unmet
from services.tasks.domain.works.suggesting import Suggestion, suggestions
from services.tasks.domain.works.work import Work
from services.tasks.ports import Found, Happenings, Records, Search, WorkOrder
from shared.events import ModelSnapshot, TaskSnapshot
from shared.messaging.errors import NotFound
from shared.tenancy import TenantId


async def look_up(records: Records, tenant: TenantId, key: str, partner: str | None = None) -> Work:
    """An external partner finds only what it helps with (FR-NA-20). Raises NotFound."""
    work = await records.works.get(tenant, key)
    if work is None or (partner is not None and partner not in getattr(work, "coordinating_units", ())):
        raise NotFound
    return work


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Around:
    """What only the look at one work shows: how far its children are, what stands open, what its links suggest."""

    children: tuple[int, int] | None = None
    unmet: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


async def look_around(records: Records, tenant: TenantId, work: Work, now: datetime) -> Around:
    """Children as (done, total), total without those that were cancelled (FR-BP-03, FR-NT-20)."""
    if isinstance(work, ModelSnapshot):
        return Around(suggestions=tuple(suggestions(work, await _linked(records, tenant, work))))
    return Around(await _children(records, tenant, work, now), tuple(unmet(work, now)))


async def _linked(records: Records, tenant: TenantId, model: ModelSnapshot) -> list[TaskSnapshot]:
    if not model.linked_tasks:
        return []
    found = await records.works.get_many(tenant, list(model.linked_tasks))
    linked = (found.get(key) for key in model.linked_tasks)
    return [task for task in linked if isinstance(task, TaskSnapshot)]


async def _children(records: Records, tenant: TenantId, task: TaskSnapshot, now: datetime) -> tuple[int, int] | None:
    if not task.assignees:
        return None
    done = Search(now=now, parent=task.id, statuses=tuple(TASK.done))
    counted = Search(now=now, parent=task.id, statuses=tuple(status for status in TASK.steps if status != CANCELLED))
    return await records.works.count(tenant, done), await records.works.count(tenant, counted)


@dataclass(frozen=True, slots=True)
class Paging:
    """At most `limit` works behind `after`; `counted`: and how many there are in all."""

    limit: int
    after: str | None
    order: WorkOrder = "id"
    counted: bool = False


async def search(records: Records, tenant: TenantId, wanted: Search, paging: Paging) -> tuple[Found[Work], int | None]:
    """A page, and how many there are on all pages where that is asked. Raises ValueError (an `after` that is not one)."""
    found = await records.works.find(tenant, wanted, paging.limit, paging.after, paging.order)
    return found, await records.works.count(tenant, wanted) if paging.counted else None


@dataclass(frozen=True, slots=True)
class Span:
    """At most so many events with a number above `after`."""

    after: int
    limit: int


async def recall(records: Records, tenant: TenantId, key: str, span: Span, partner: str | None = None) -> Happenings:
    """What happened to a work, in the order in which it was entered. Raises NotFound."""
    await look_up(records, tenant, key, partner)
    return await records.history.of(tenant, key, span.after, span.limit)


async def recall_origin(records: Records, tenant: TenantId, key: str, span: Span) -> Happenings:
    """What happened to it in the tenant that its own has succeeded; nothing where it began here (FR-X-07).

    Of a predecessor only this is read, and only of works that it passed on: the work's own record leads there. Raises NotFound.
    """
    origin = (await look_up(records, tenant, key)).origin
    if origin is None:
        return Happenings([], None)
    _log.info("a predecessor's history is read", extra={"tenant": tenant, "predecessor": origin.tenant})
    return await records.history.of(TenantId(origin.tenant), origin.id, span.after, span.limit)
