"""Tasks and pilot models in one collection, so that their ids are unique together and one search finds both."""

from collections.abc import Callable
from typing import Any, cast

from services.tasks.domain.search import fold
from services.tasks.domain.task import OBLIGATION
from services.tasks.domain.work import Work, WorkChange, life_of
from services.tasks.ports import Search
from shared.calendar import to_wire
from shared.events import Change, ModelSnapshot, TaskSnapshot
from shared.messaging import Aggregates, Command, Committed, Found, Sequencer, aggregate_spec
from shared.storage import Condition, Contains, In, Index, Range, Store
from shared.tenancy import TenantId

WORKS = aggregate_spec(
    "works",
    (
        Index(("entity",)),
        Index(("entity", "lead_unit")),
        Index(("entity", "task_group")),
        Index(("entity", "kind")),
        Index(("entity", "status")),
        Index(("entity", "parent")),
    ),
    text=("search_text",),
)
_TASK, _MODEL = "task", "pilot_model"
# Greater than any instant on the wire: what has no deadline, or is not owed any more, never becomes overdue.
_NEVER = "9999"


class StoredWorks:
    """Every filter combination is served by one of the indexes; the other conditions are checked in the store."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        model = cast(type[Work], _EitherEntity)
        self._works = Aggregates[Work](store, WORKS, model, sequencer, _fields)

    async def get(self, tenant: TenantId, key: str) -> Work | None:
        return await self._works.get(tenant, key)

    async def get_many(self, tenant: TenantId, keys: list[str]) -> dict[str, Work]:
        return await self._works.get_many(tenant, keys)

    async def find(self, tenant: TenantId, search: Search, limit: int, after: str | None) -> Found[Work]:
        return await self._works.find(tenant, _where(search), limit=limit, after=after)

    async def add(self, command: Command, change: WorkChange) -> Committed[Work]:
        return await self._works.add(command, _of_either(change))

    async def change(self, command: Command, key: str, decide: Callable[[Work], WorkChange]) -> Committed[Work]:
        return await self._works.change(command, key, lambda work: _of_either(decide(work)))


class _EitherEntity:
    """Stands where a snapshot's class stands; what is owed tells which of the two it is."""

    @staticmethod
    def model_validate(state: dict[str, Any]) -> Work:
        entity = TaskSnapshot if state["obligation"]["kind"] == OBLIGATION else ModelSnapshot
        return entity.model_validate(state)


def _of_either(change: WorkChange) -> Change[Work]:
    return Change(change.state, change.events)


def _fields(work: Work) -> dict[str, Any]:
    is_task = isinstance(work, TaskSnapshot)
    due_at = work.obligation.due_at
    is_open = life_of(work).is_open(work.status)
    return {
        "entity": _TASK if is_task else _MODEL,
        "kind": getattr(work, "kind", None),
        "lead_unit": work.lead_unit,
        "task_group": getattr(work, "group", None),
        "parent": getattr(work, "parent", None),
        "status": work.status,
        "due_at": to_wire(due_at) if due_at else None,
        "overdue_after": to_wire(due_at) if due_at and is_open else _NEVER,
        "search_text": _search_text(work),
    }


def _search_text(work: Work) -> str:
    said = [work.id, work.title_vi, work.title_en, work.product]
    if isinstance(work, TaskSnapshot):
        said += [work.product_vi, work.product_en]
    return "\n".join(fold(text) for text in said if text)


def _where(search: Search) -> dict[str, Condition]:
    now = to_wire(search.now)
    wanted: dict[str, Condition] = {
        "entity": _MODEL if search.models else _TASK,
        "kind": search.kind,
        "lead_unit": search.unit,
        "task_group": search.group,
        "parent": search.parent,
        "status": In(search.statuses) if search.statuses else None,
        "due_at": Range(lt=to_wire(search.due_before)) if search.due_before else None,
        "overdue_after": {True: Range(lt=now), False: Range(gte=now), None: None}[search.overdue],
        "search_text": Contains(search.text) if search.text else None,
    }
    return {field: condition for field, condition in wanted.items() if condition is not None}
