"""The scoreboard of one tenant, put together from sums over boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reporting.domain import headlines
from services.reporting.domain.answers import (
    Assignments,
    Children,
    Focus,
    FocusModel,
    GroupLine,
    Models,
    Moment,
    PlanLine,
    Scoreboard,
    SlowGroups,
    Tasks,
    UnitLine,
)
from services.reporting.domain.boards import FRAME
from services.reporting.domain.counting import (
    MODEL_STATUSES,
    TASK_STATUSES,
    by_kind,
    by_status,
    lines,
    numbers,
    planned_and_added,
    unit_lines,
)
from services.reporting.domain.names import Names
from services.reporting.domain.states import ASSIGNMENTS, CHILDREN, MODELS, TASKS
from services.reporting.domain.tallies import GROUP, KIND, PLAN, Tally, counted_by, percent, together

PLAN_KINDS = ("regular", "roadmap", "unspecified")


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a scoreboard is made of: what each board says at the instant asked for, names, the acceleration list."""

    tallies: Mapping[str, Tally]
    names: Names
    focus: Sequence[FocusModel] = ()

    def tally(self, work: str) -> Tally:
        return together(self.by_frame(work, PLAN).values())

    def by_frame(self, work: str, place: int) -> dict[str, Tally]:
        return counted_by(self.tallies, work, FRAME, place)

    def units(self, work: str) -> list[UnitLine]:
        return unit_lines(self.tallies, work, self.names)

    @property
    def directives(self) -> frozenset[str]:
        """Plans that are the frame of a directive: they hold assignments and no task of a plan."""
        return frozenset(self.by_frame(ASSIGNMENTS, PLAN).keys() - self.by_frame(TASKS, PLAN).keys())

    @property
    def groups_of_plans(self) -> list[str]:
        """Groups of a directive's frame stand with its assignments, not among the groups of plans."""
        directives = self.directives
        return [key for key, group in self.names.groups.items() if group["plan"] not in directives]


def scoreboard(tenant: str, material: Material, moment: Moment) -> Scoreboard:
    tasks, models = material.tally(TASKS), material.tally(MODELS)
    groups, known = _groups(material), material.names.tenant or {}
    return Scoreboard(
        **moment.model_dump(),
        tenant=tenant,
        valid_to=known.get("valid_to"),
        succeeded_by=known.get("succeeded_by"),
        groups=len(material.groups_of_plans) or None,
        slow_groups=_slow(groups),
        tasks=_tasks(material, tasks),
        assignments=_assignments(material),
        models=_models(material, models),
        by_plan=_plans(material),
        by_group=groups,
        by_unit=material.units(TASKS),
        headline=headlines.of_tenant(tasks, models),
    )


def slow_groups(material: Material) -> int | None:
    """How many groups are assessed as slow; None where there are no groups."""
    slow = _slow(_groups(material))
    return None if slow is None else slow.count


def _tasks(material: Material, counted: Tally) -> Tasks:
    return Tasks(
        **numbers(counted),
        **planned_and_added(counted),
        rate_remaining=percent(counted.remaining, counted.total),
        by_status=by_status(counted, TASK_STATUSES),
        by_kind=by_kind(PLAN_KINDS, material.by_frame(TASKS, KIND), counted),
        headline=headlines.of_tasks(counted),
    )


def _assignments(material: Material) -> Assignments | None:
    counted, names = material.tally(ASSIGNMENTS), material.names
    if not counted.reported:
        return None
    plans, groups = material.by_frame(ASSIGNMENTS, PLAN), material.by_frame(ASSIGNMENTS, GROUP)
    return Assignments(
        **numbers(counted),
        **planned_and_added(counted),
        rate_remaining=percent(counted.remaining, counted.total),
        by_status=by_status(counted, TASK_STATUSES),
        by_kind=by_kind(("directive",), material.by_frame(ASSIGNMENTS, KIND), counted),
        headline=headlines.of_assignments(counted),
        by_plan=lines(plans, lambda key, counts: PlanLine(**names.plan(key), **counts)),
        by_group=lines(groups, lambda key, counts: GroupLine(**names.group(key), **counts)),
        by_unit=material.units(ASSIGNMENTS),
        children=_children(material),
    )


def _children(material: Material) -> Children | None:
    counted = material.tally(CHILDREN)
    if not counted.reported:
        return None
    return Children(**numbers(counted), by_unit=material.units(CHILDREN))


def _models(material: Material, counted: Tally) -> Models:
    shares = {status: percent(counted.statuses.get(status, 0), counted.total) for status in MODEL_STATUSES}
    focus = Tally(statuses=counted.focus)
    return Models(
        **numbers(counted),
        rate_remaining=percent(counted.remaining, counted.total),
        by_status=by_status(counted, MODEL_STATUSES),
        shares=shares,
        focus=Focus(
            total=focus.total if counted.reported else None,
            done=focus.done if counted.reported else None,
            models=list(material.focus),
        ),
        by_unit=material.units(MODELS),
        headline=headlines.of_models(counted),
    )


def _plans(material: Material) -> list[PlanLine]:
    counted = {key: Tally() for key in material.names.plans.keys() - material.directives}
    counted |= material.by_frame(TASKS, PLAN)
    return lines(counted, lambda key, counts: PlanLine(**material.names.plan(key), **counts))


def _groups(material: Material) -> list[GroupLine]:
    counted = {key: Tally() for key in material.groups_of_plans}
    counted |= material.by_frame(TASKS, GROUP)
    return lines(counted, lambda key, counts: GroupLine(**material.names.group(key), **counts))


def _slow(groups: Sequence[GroupLine]) -> SlowGroups | None:
    if not groups:
        return None
    slow = [line for line in groups if line.slow]
    return SlowGroups(
        count=len(slow),
        groups=[line.group for line in slow if line.group],
        remaining=sum(line.remaining or 0 for line in slow),
    )
