"""Tasks and pilot models in one collection, so that their ids are unique together and one search finds both."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from services.tasks.domain.lifecycle import CANCELLED
from services.tasks.domain.outcome import settled
from services.tasks.domain.search import fold, spellings
from services.tasks.domain.works.clarity import CRITERIA, mask, missing
from services.tasks.domain.works.task import OBLIGATION
from services.tasks.domain.works.work import Work, WorkChange, is_still_open, life_of
from services.tasks.ports import Search, TaskSort, WorkOrder
from shared.calendar import to_wire
from shared.events import Change, ModelSnapshot, TaskSnapshot
from shared.messaging import Aggregates, Command, CommandRefused, Committed, Found, Sequencer, aggregate_spec
from shared.storage import Condition, Contains, In, Index, Order, Range, Store
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
        Index(("entity", "assigned_by")),
        Index(("entity", "follows_from")),
        Index(("entity", "owed_by")),
        Index(("entity", "settled")),
        Index(("entity", "done")),
        Index(("entity", "sort")),
    ),
    text=("search_text", "helpers"),
)
_TASK, _MODEL = "task", "pilot_model"
# Greater than any instant on the wire: what has no deadline, and what is not owed any more, never becomes overdue.
_UNDATED, _NEVER = "9998", "9999"
_DECIDED_BY_TIME = frozenset({"open_overdue", "open_in_time"})
_ORDERS: dict[WorkOrder, Order] = {"id": Order(), "need": Order("owed_by")}


class StoredWorks:
    """Every filter combination is served by one of the indexes; the other conditions are checked in the store."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        model = cast(type[Work], _EitherEntity)
        self.aggregates = Aggregates[Work](store, WORKS, model, sequencer, _fields)

    async def get(self, tenant: TenantId, key: str) -> Work | None:
        return await self.aggregates.get(tenant, key)

    async def get_many(self, tenant: TenantId, keys: list[str]) -> dict[str, Work]:
        return await self.aggregates.get_many(tenant, keys)

    async def find(
        self, tenant: TenantId, search: Search, limit: int, after: str | None, order: WorkOrder = "id"
    ) -> Found[Work]:
        return await self.aggregates.find(tenant, _where(search), _ORDERS[order], limit, after)

    async def count(self, tenant: TenantId, search: Search) -> int:
        return await self.aggregates.count(tenant, _where(search))

    async def count_assignments(self, tenant: TenantId, directive: str) -> int:
        return await self.aggregates.count(tenant, {"entity": _TASK, "assigned_by": directive})

    async def add(self, command: Command, change: WorkChange) -> Committed[Work]:
        return await self.aggregates.add(command, _of_either(change))

    async def add_many(
        self, additions: Sequence[tuple[Command, WorkChange]]
    ) -> Sequence[Committed[Work] | CommandRefused]:
        return await self.aggregates.add_many([(command, _of_either(change)) for command, change in additions])

    async def change(self, command: Command, key: str, decide: Callable[[Work], WorkChange]) -> Committed[Work]:
        return await self.aggregates.change(command, key, lambda work: _of_either(decide(work)))


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
    life = life_of(work)
    due = to_wire(due_at) if due_at else None
    return {
        "entity": _TASK if is_task else _MODEL,
        "kind": getattr(work, "kind", None),
        "sort": _sort(work) if isinstance(work, TaskSnapshot) else None,
        "lead_unit": work.lead_unit,
        "task_group": getattr(work, "group", None),
        "parent": getattr(work, "parent", None),
        "assigned_by": work.directive if isinstance(work, TaskSnapshot) and work.parent is None else None,
        "follows_from": work.inspection if isinstance(work, TaskSnapshot) and work.parent is None else None,
        "status": work.status,
        "due_at": due,
        "owed_by": (due or _UNDATED) if is_still_open(work) else _NEVER,
        "counted": work.status != CANCELLED and work.passed_to is None,
        "passed_on": work.passed_to is not None,
        "settled": settled(work),
        "done": work.status in life.done,
        "search_text": _search_text(work),
        "helpers": "".join(map(_marked, getattr(work, "coordinating_units", ()))),
        **(_assessed(work) if isinstance(work, TaskSnapshot) else {}),
    }


def _marked(unit: str) -> str:
    """Between bars, which no id holds, so that an id is never found in a longer one."""
    return f"|{unit}|"


def _assessed(task: TaskSnapshot) -> dict[str, Any]:
    """`gaps` says which criteria are missing, whichever the tenant asks for. What is cancelled or went away is not assessed."""
    resources = task.resources
    return {
        "gaps": None if task.status == CANCELLED or task.passed_to else mask(missing(task, CRITERIA)),
        "added": task.added,
        "without_legal_basis": resources is not None and not resources.legal_basis,
    }


def _sort(task: TaskSnapshot) -> TaskSort:
    if task.parent is not None:
        return "child"
    return "assignment" if task.kind == "directive" else "task"


def _search_text(work: Work) -> str:
    said = [work.id, work.title_vi, work.title_en, work.product]
    cited: set[str] = set()
    if isinstance(work, TaskSnapshot):
        said += [work.product_vi, work.product_en]
        cited = cited.union(*map(spellings, work.legal_refs))
    return "\n".join([*(fold(text) for text in said if text), *sorted(cited)])


def _owed(search: Search) -> Range | None:
    """Between which borders the time lies by which it is owed: whatever about the filters depends on the moment."""
    now = to_wire(search.now)
    ends = [
        now if search.overdue or search.outcome == "open_overdue" else None,
        _UNDATED if search.outcome == "open_in_time" else None,
        _NEVER if search.done is False else None,
    ]
    begin = now if search.overdue is False or search.outcome == "open_in_time" else None
    end = min((end for end in ends if end), default=None)
    return Range(gte=begin, lt=end) if begin or end else None


def _where(search: Search) -> dict[str, Condition]:
    wanted: dict[str, Condition] = {
        "entity": _MODEL if search.models else _TASK,
        "kind": search.kind,
        "sort": search.sort,
        "lead_unit": search.unit,
        "task_group": search.group,
        "parent": search.parent,
        "assigned_by": search.directive,
        "follows_from": search.inspection,
        "status": In(search.statuses) if search.statuses else None,
        "counted": search.counted,
        "passed_on": search.passed_on,
        "due_at": Range(lt=to_wire(search.due_before)) if search.due_before else None,
        "owed_by": _owed(search),
        "settled": search.outcome if search.outcome not in _DECIDED_BY_TIME else None,
        "done": search.done or None,
        "search_text": Contains(search.text) if search.text else None,
        "helpers": Contains(_marked(search.helper)) if search.helper else None,
        "gaps": In(search.gaps) if search.gaps is not None else None,
        "added": search.added,
        "without_legal_basis": search.without_legal_basis,
    }
    return {field: condition for field, condition in wanted.items() if condition is not None}
