"""The scoreboard of one tenant, put together from sums over boards."""

from collections.abc import Sequence
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
)
from services.reporting.domain.boards import FRAME, Cells, Sums
from services.reporting.domain.counting import (
    MODEL_STATUSES,
    TASK_STATUSES,
    by_kind,
    by_status,
    lines,
    numbers,
    unit_lines,
)
from services.reporting.domain.names import Names
from services.reporting.domain.states import ASSIGNMENTS, CHILDREN, MODELS, TASKS
from services.reporting.domain.tallies import GROUP, KIND, PLAN, Tally, grouped, merged, percent, tally

PLAN_KINDS = ("regular", "roadmap", "unspecified")


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a scoreboard is made of. `at` is the wire text of the instant at which outcomes are derived."""

    sums: Sums
    names: Names
    at: str
    focus: Sequence[FocusModel] = ()

    def tally(self, work: str) -> Tally:
        return tally(merged(grouped(self.sums, work, FRAME, PLAN).values()), self.at)

    @property
    def directives(self) -> frozenset[str]:
        """Plans that are the frame of a directive: they hold assignments and no task of a plan."""
        frames = {work: grouped(self.sums, work, FRAME, PLAN).keys() for work in (TASKS, ASSIGNMENTS)}
        return frozenset(frames[ASSIGNMENTS] - frames[TASKS])


def scoreboard(tenant: str, material: Material, moment: Moment) -> Scoreboard:
    tasks, models = material.tally(TASKS), material.tally(MODELS)
    groups = _groups(material)
    return Scoreboard(
        **moment.model_dump(),
        tenant=tenant,
        groups=len(_groups_of_plans(material)) or None,
        slow_groups=_slow(groups),
        tasks=_tasks(material, tasks),
        assignments=_assignments(material),
        models=_models(material, models),
        by_plan=_plans(material),
        by_group=groups,
        by_unit=unit_lines(material.sums, TASKS, material.names, material.at),
        headline=headlines.of_tenant(tasks, models),
    )


def slow_groups(material: Material) -> int | None:
    """How many groups are assessed as slow; None where there are no groups."""
    slow = _slow(_groups(material))
    return None if slow is None else slow.count


def _tasks(material: Material, counted: Tally) -> Tasks:
    kinds = grouped(material.sums, TASKS, FRAME, KIND)
    return Tasks(
        **numbers(counted),
        rate_remaining=percent(counted.remaining, counted.total),
        by_status=by_status(counted, TASK_STATUSES),
        by_kind=by_kind(kinds, PLAN_KINDS, counted, material.at),
        headline=headlines.of_tasks(counted),
    )


def _assignments(material: Material) -> Assignments | None:
    counted = material.tally(ASSIGNMENTS)
    if not counted.reported:
        return None
    sums, names, at = material.sums, material.names, material.at
    kinds = grouped(sums, ASSIGNMENTS, FRAME, KIND)
    groups = grouped(sums, ASSIGNMENTS, FRAME, GROUP)
    plans = grouped(sums, ASSIGNMENTS, FRAME, PLAN)
    return Assignments(
        **numbers(counted),
        rate_remaining=percent(counted.remaining, counted.total),
        by_status=by_status(counted, TASK_STATUSES),
        by_kind=by_kind(kinds, ("directive",), counted, at),
        headline=headlines.of_assignments(counted),
        by_plan=lines(plans, at, lambda key, counts: PlanLine(**names.plan(key), **counts)),
        by_group=lines(groups, at, lambda key, counts: GroupLine(**names.group(key), **counts)),
        by_unit=unit_lines(sums, ASSIGNMENTS, names, at),
        children=_children(material),
    )


def _children(material: Material) -> Children | None:
    counted = material.tally(CHILDREN)
    if not counted.reported:
        return None
    return Children(**numbers(counted), by_unit=unit_lines(material.sums, CHILDREN, material.names, material.at))


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
        by_unit=unit_lines(material.sums, MODELS, material.names, material.at),
        headline=headlines.of_models(counted),
    )


def _plans(material: Material) -> list[PlanLine]:
    cells: dict[str, Cells] = {key: {} for key in material.names.plans.keys() - material.directives}
    cells |= grouped(material.sums, TASKS, FRAME, PLAN)
    return lines(cells, material.at, lambda key, counts: PlanLine(**material.names.plan(key), **counts))


def _groups(material: Material) -> list[GroupLine]:
    cells: dict[str, Cells] = {key: {} for key in _groups_of_plans(material)}
    cells |= grouped(material.sums, TASKS, FRAME, GROUP)
    return lines(cells, material.at, lambda key, counts: GroupLine(**material.names.group(key), **counts))


def _groups_of_plans(material: Material) -> list[str]:
    """Groups of a directive's frame stand with its assignments, not among the groups of plans."""
    directives = material.directives
    return [key for key, group in material.names.groups.items() if group["plan"] not in directives]


def _slow(groups: Sequence[GroupLine]) -> SlowGroups | None:
    if not groups:
        return None
    slow = [line for line in groups if line.slow]
    return SlowGroups(
        count=len(slow),
        groups=[line.group for line in slow if line.group],
        remaining=sum(line.remaining or 0 for line in slow),
    )
