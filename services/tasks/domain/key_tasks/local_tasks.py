"""What a province selects becomes a task of its own, linked to the item of the catalogue (FR-BP-16, FR-BP-17).

The words are the province's: an item's words may be unknown, and they may change with the next version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.tasks.domain.errors import FieldRefused
from services.tasks.domain.key_tasks.key_selection import task_id
from services.tasks.domain.key_tasks.key_selection_wishes import SelectedItem
from services.tasks.domain.key_tasks.key_task_errors import TaskIdTaken
from services.tasks.domain.works import task as tasks
from services.tasks.domain.works.new_task import NewTask, Surroundings
from shared.calendar import to_wire
from shared.events import Change, GroupSnapshot, Occurred, PlanSnapshot, TaskRegistered, TaskSnapshot, UnitSnapshot
from shared.events.key_tasks import KeyCatalogueSnapshot, KeyTaskRef
from shared.tenancy import TenantId, is_identifier


@dataclass(frozen=True, slots=True)
class Around:
    """What exists of what the local tasks name."""

    plans: Mapping[str, PlanSnapshot]
    groups: Mapping[str, GroupSnapshot]
    units: Mapping[str, UnitSnapshot]


def local_task(
    chosen: SelectedItem, catalogue: KeyCatalogueSnapshot, around: Around, by: tuple[TenantId, datetime], place: int
) -> Change[TaskSnapshot]:
    """Raises FieldRefused, which names the field of the decision's item at that place."""
    tenant, now = by
    ref = KeyTaskRef(catalogue=catalogue.id, item=chosen.item, version=catalogue.version)
    key = task_id(ref.catalogue, ref.item)
    if not is_identifier(key):
        raise TaskIdTaken(f"selected.{place}.item", key)
    said = {field: getattr(chosen, field) for field in SelectedItem.model_fields if field != "item"}
    try:
        change = tasks.register(
            NewTask(id=key, opened_at=to_wire(now), **said), tenant, _surroundings(chosen, around), now
        )
    except FieldRefused as refused:
        refused.field = f"selected.{place}.{refused.field}"
        raise
    task = change.state.model_copy(update={"key_task": ref})
    return Change(task, tuple(Occurred(TaskRegistered(after=task), event.time) for event in change.events))


def carries_out(task: TaskSnapshot, catalogue: str, item: str) -> bool:
    return task.key_task is not None and (task.key_task.catalogue, task.key_task.item) == (catalogue, item)


def _surroundings(chosen: SelectedItem, around: Around) -> Surroundings:
    return Surroundings(
        plan=around.plans.get(chosen.plan),
        group=around.groups.get(chosen.group) if chosen.group else None,
        parent=None,
        units=around.units,
    )
