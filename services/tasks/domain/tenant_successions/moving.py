"""Each open work goes on in the successor, once, as it stood; what is done, or cancelled, stays where it was done.

Two changes belong together: the work appears in the successor with its origin, and the old one says where it went. Both take
effect on the first day of the successor, or with the work's last change if that is later; so figures of an earlier day stay.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from services.tasks.domain.differences import old_values
from services.tasks.domain.successions.heritage import is_owed
from services.tasks.domain.successions.passing_on import OPEN_BOTTLENECKS, NothingPasses
from services.tasks.domain.tenant_successions.legacy import Legacy
from services.tasks.domain.works.work import Work, WorkChange, is_still_open
from shared.events import (
    Change,
    DirectiveIssued,
    DirectiveSnapshot,
    Duty,
    GroupRegistered,
    GroupSnapshot,
    ModelRegistered,
    ModelSnapshot,
    Occurred,
    PlanRegistered,
    PlanSnapshot,
    TaskRegistered,
    TaskSnapshot,
    UnitSnapshot,
)
from shared.events.bottlenecks import BottleneckRaised, BottleneckSnapshot
from shared.events.tenant_successions import BottleneckPassedOn, DutyEnded, ModelPassedOn, TaskPassedOn

D = TypeVar("D", bound=Duty)


class Moving(NamedTuple):
    """One thing that goes on, from whom to whom. `to` None: nobody was chosen for it."""

    sort: str
    id: str
    from_: str | None
    to: str | None


class Around(NamedTuple):
    """What a work belongs to in the successor; None where that is not there. `linked`: of the works that it names, those
    that go on."""

    parent: str | None = None
    directive: str | None = None
    block: str | None = None
    linked: Collection[str] = ()


def plan_of(works: Iterable[Work], bottlenecks: Iterable[BottleneckSnapshot], legacy: Legacy) -> Iterator[Moving]:
    """Where everything that is still open goes: each once."""
    for work in works:
        if is_still_open(work):
            yield Moving(sort_of(work), work.id, work.lead_unit, destination(work, legacy))
    for known in bottlenecks:
        if is_unresolved(known):
            yield Moving("bottleneck", known.id, known.owner_unit, legacy.heirs.get(known.owner_unit))


def sort_of(work: Work) -> str:
    """Children, assignments and tasks of plans are never added up."""
    if isinstance(work, ModelSnapshot):
        return "pilot_model"
    if work.parent is not None:
        return "child"
    return "assignment" if work.kind == "directive" else "task"


def destination(work: Work, legacy: Legacy) -> str | None:
    """The unit that leads it from then on; of what was assigned to a class of units, the first of their heirs."""
    if work.lead_unit is None and isinstance(work, TaskSnapshot):
        return next(iter(legacy.heirs_of(work.assignees)), None)
    return legacy.lead_of(work.id, work.lead_unit)


def is_unresolved(known: BottleneckSnapshot) -> bool:
    return known.status in OPEN_BOTTLENECKS and known.passed_to is None


def arrived(work: Work, key: str, legacy: Legacy, around: Around) -> WorkChange:
    """The work in the successor, under that id; it keeps its status, its deadlines and when they took effect."""
    at = legacy.moment_of(work.status_since)
    if isinstance(work, ModelSnapshot):
        linked = _linked(work.linked_tasks, legacy, around.linked)
        model = work.model_copy(update=_led(work, key, legacy) | {"linked_tasks": linked})
        return Change(model, (Occurred(ModelRegistered(after=model), at),))
    task = work.model_copy(update=_led(work, key, legacy) | _framed(work, legacy, around))
    return Change(task, (Occurred(TaskRegistered(after=task), at),))


def gone(work: Work, key: str, legacy: Legacy) -> WorkChange:
    """The old work says under which id it goes on; it is owed here no more. Raises NothingPasses."""
    if not is_still_open(work):
        raise NothingPasses
    change, at = legacy.passing_on(key), legacy.moment_of(work.status_since)
    owed = work.obligation.model_copy(update={"waived": True})
    after = work.model_copy(update={"version": work.version + 1, "passed_to": change.to, "obligation": owed})
    before = old_values(work, after)
    if isinstance(after, ModelSnapshot):
        return Change(after, (Occurred(ModelPassedOn(before=before, after=after, change=change), at),))
    return Change(after, (Occurred(TaskPassedOn(before=before, after=after, change=change), at),))


def arrived_bottleneck(
    known: BottleneckSnapshot, key: str, legacy: Legacy, around: Around
) -> Change[BottleneckSnapshot]:
    owner = legacy.unit(legacy.heirs.get(known.owner_unit))
    works = _linked(known.linked_works, legacy, around.linked)
    said = {"owner_unit": owner.id if owner else known.owner_unit, "linked_works": works, "survey": None}
    after = known.model_copy(update=_own(known.id, key, legacy) | said)
    return Change(after, (Occurred(BottleneckRaised(after=after), legacy.moment_of(known.status_since)),))


def gone_bottleneck(known: BottleneckSnapshot, key: str, legacy: Legacy) -> Change[BottleneckSnapshot]:
    """Raises NothingPasses."""
    if not is_unresolved(known):
        raise NothingPasses
    change = legacy.passing_on(key)
    after = known.model_copy(update={"version": known.version + 1, "passed_to": change.to})
    payload = BottleneckPassedOn(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, legacy.moment_of(known.status_since)),))


def ended_duty(duty: D, legacy: Legacy) -> Change[D]:
    """It was owed to a tenant that is no more. Raises NothingPasses."""
    if not is_owed(duty):
        raise NothingPasses
    owed = duty.obligation.model_copy(update={"waived": True})
    after = duty.model_copy(update={"version": duty.version + 1, "obligation": owed})
    said = {"before": old_values(duty, after), "after": after, "change": legacy.ending()}
    return Change(after, (Occurred(DutyEnded.model_validate(said), legacy.moment_of(duty.status_since)),))


def arrived_plan(plan: PlanSnapshot, legacy: Legacy) -> Change[PlanSnapshot]:
    """Only what is open passes on, so that the totals which the plan stated are not stated of it."""
    unsaid = dict.fromkeys(("groups_total", "tasks_total", "models_total"))
    after = plan.model_copy(update=_renamed(plan.id, legacy) | unsaid)
    return Change(after, (Occurred(PlanRegistered(after=after), legacy.since),))


def arrived_group(group: GroupSnapshot, legacy: Legacy) -> Change[GroupSnapshot]:
    after = group.model_copy(update=_renamed(group.id, legacy) | {"plan": legacy.id_of(group.plan)})
    return Change(after, (Occurred(GroupRegistered(after=after), legacy.since),))


def arrived_directive(directive: DirectiveSnapshot, legacy: Legacy) -> Change[DirectiveSnapshot]:
    """As it was issued; the units that its text names are those of its day."""
    after = directive.model_copy(update=_renamed(directive.id, legacy) | {"parent_directive": None})
    return Change(after, (Occurred(DirectiveIssued(after=after), legacy.since),))


def _led(work: Work, key: str, legacy: Legacy) -> dict[str, Any]:
    """Whose it is in the successor."""
    said = _own(work.id, key, legacy)
    lead = _lead(work, legacy)
    if lead is None:
        return said
    owed = work.obligation.model_copy(update={"owner_unit": lead.id, "accountable_role": lead.head_role})
    said |= {"lead_unit": lead.id, "lead_basis": None, "obligation": owed}
    if isinstance(work, TaskSnapshot):
        said |= {"accountable_role_vi": lead.head_role_vi, "accountable_role_en": lead.head_role_en}
    return said


def _lead(work: Work, legacy: Legacy) -> UnitSnapshot | None:
    """None where it is assigned to a class of units."""
    return legacy.unit(destination(work, legacy)) if work.lead_unit is not None else None


def _framed(task: TaskSnapshot, legacy: Legacy, around: Around) -> dict[str, Any]:
    """What it belongs to, and who helps. Inspections stay where they were made."""
    lead = _lead(task, legacy)
    helpers = legacy.heirs_of(task.coordinating_units)
    return {
        "plan": legacy.id_of(task.plan),
        "group": legacy.id_of(task.group) if task.group else None,
        "directive": around.directive,
        "block": around.block,
        "inspection": None,
        "parent": around.parent,
        "coordinating_units": tuple(unit for unit in helpers if lead is None or unit != lead.id),
        "assignees": legacy.heirs_of(task.assignees),
    }


def _linked(works: Iterable[str], legacy: Legacy, going_on: Collection[str]) -> tuple[str, ...]:
    return tuple(legacy.id_of(work) for work in works if work in going_on)


def _own(old: str, key: str, legacy: Legacy) -> dict[str, Any]:
    return {"id": key, "tenant": legacy.new, "version": 1, "origin": legacy.origin(old), "passed_to": None}


def _renamed(key: str, legacy: Legacy) -> dict[str, Any]:
    return {"id": legacy.id_of(key), "tenant": legacy.new, "version": 1}
