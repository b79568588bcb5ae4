"""What has to be clear about a task, by the tenant's choice: three, four or six criteria (FR-NA-15, FR-NT-13, FR-X-10)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal, get_args

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.values import Wish
from services.tasks.domain.works.work_errors import CriteriaMissing, NothingChanges
from shared.events import Change, ClarityChosen, ClaritySnapshot, Occurred, TaskSnapshot
from shared.events.clarity import Criterion
from shared.tenancy import Role, TenantId

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
CHOICE = "clarity"
"""The id under which a tenant's choice is kept."""

PRESETS: Mapping[str, tuple[Criterion, ...]] = {
    "default": ("person", "work", "time", "responsibility", "product", "progress"),
    "three": ("person", "work", "progress"),
    "four": ("person", "work", "time", "responsibility"),
    "six": ("person", "work", "time", "responsibility", "product", "authority"),
}
"""`default` is the union of what the sources ask for; `three` is Ninh Thuận's set, `four` Nghệ An's."""


def _has_a_course(task: TaskSnapshot) -> bool:
    """Milestones with days, a rhythm, or a number of a whole: progress can be seen (FR-NT-13)."""
    schedule, measured = task.schedule, task.measured
    if schedule and (schedule.milestones or schedule.rhythm):
        return True
    return bool(task.target or (measured and measured.progress and measured.progress.total))


_IS_CLEAR: Mapping[Criterion, Callable[[TaskSnapshot], object]] = {
    "person": lambda task: task.lead_unit or task.assignees,
    "work": lambda task: task.title_vi,
    "time": lambda task: task.obligation.due_at,
    "responsibility": lambda task: task.accountable_role_vi or task.assignees,
    "product": lambda task: task.product_vi or task.deliverable_type or task.target,
    "authority": lambda task: task.approval and task.approval.authority,
    "progress": _has_a_course,
    "result": lambda task: task.target or task.product,
}


class ClarityWish(Wish):
    """A shipped preset, or `custom` with its own criteria."""

    preset: Literal["default", "three", "four", "six", "custom"]
    criteria: tuple[Criterion, ...] = Field((), max_length=8, description="With the preset custom, and only with it")


def choose(
    wish: ClarityWish, before: ClaritySnapshot | None, tenant: TenantId, role: Role, now: datetime
) -> Change[ClaritySnapshot]:
    """Raises CriteriaMissing, NothingChanges."""
    if (wish.preset == "custom") != bool(wish.criteria):
        raise CriteriaMissing
    criteria = PRESETS.get(wish.preset) or in_order(wish.criteria)
    after = ClaritySnapshot(
        id=CHOICE,
        tenant=tenant,
        version=before.version + 1 if before else 1,
        preset=wish.preset,
        criteria=criteria,
        chosen_by_role=role,
    )
    if before and (before.preset, before.criteria) == (after.preset, after.criteria):
        raise NothingChanges
    payload = ClarityChosen(before=old_values(before, after) if before else None, after=after)
    return Change(after, (Occurred(payload, now),))


def in_order(criteria: Collection[Criterion]) -> tuple[Criterion, ...]:
    return tuple(one for one in CRITERIA if one in criteria)


def missing(task: TaskSnapshot, criteria: Iterable[Criterion]) -> list[Criterion]:
    """Those that are not clear about the task, in the order of the criteria."""
    return [one for one in criteria if not _IS_CLEAR[one](task)]


def mask(criteria: Iterable[Criterion]) -> int:
    """A set of criteria as a number, so that a store can compare what is missing with what is asked for."""
    return sum(1 << CRITERIA.index(one) for one in criteria)


def masks(criteria: Iterable[Criterion], *, clear: bool) -> tuple[int, ...]:
    """Every number of missing criteria that leaves these clear, or does not."""
    wanted = mask(criteria)
    return tuple(gaps for gaps in range(1 << len(CRITERIA)) if (gaps & wanted == 0) is clear)
