"""Weak points: signs that are read from counted numbers, by one formula that is printed with them (FR-NA-27).

It is no assessment: which groups are slow is said by the standing agency (AMB-21) and stands beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from services.reporting.domain.answers import Moment
from services.reporting.domain.boards import FRAME, OFTEN, UNIT, day_of
from services.reporting.domain.names import Names
from services.reporting.domain.states import ASSIGNMENTS, BOTTLENECKS, CHILDREN, MODELS, TASKS, UNRESOLVED, State
from services.reporting.domain.tallies import GROUP, LEAD, PLAN, Tally, counted_by, percent, together
from services.reporting.domain.weak_point_answers import (
    SignCode,
    WeakBottlenecks,
    WeakGroup,
    WeakNumbers,
    WeakPoints,
    WeakUnit,
    WeakWork,
)
from services.reporting.domain.weak_signs import MEANINGS, Terms, signs_of

SORTS = (TASKS, ASSIGNMENTS, CHILDREN, MODELS)
_FRAMED = (TASKS, ASSIGNMENTS)
L = TypeVar("L", WeakGroup, WeakUnit)


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything is read from: what boards say now and said before, names, and the works that are overdue the longest."""

    tenant: str
    now: Mapping[str, Tally]
    before: Mapping[str, Tally]
    names: Names
    terms: Terms
    late: Iterable[tuple[Mapping[str, Any], State]]

    @property
    def path(self) -> str:
        return f"/v1/{self.tenant}"

    def numbers(self, dimension: str, place: int, sorts: Iterable[str]) -> dict[str, dict[str, WeakNumbers]]:
        """By key and sort; works that belong to no group or unit are left out."""
        found: dict[str, dict[str, WeakNumbers]] = {}
        for sort in sorts:
            before = counted_by(self.before, sort, dimension, place)
            for key, one in counted_by(self.now, sort, dimension, place).items():
                if key and one.total:
                    found.setdefault(key, {})[sort] = self._numbers(one, before.get(key, Tally()))
        return found

    def _numbers(self, now: Tally, before: Tally) -> WeakNumbers:
        return WeakNumbers(
            total=now.total,
            with_deadline=_dated(now),
            done_late=now.late,
            open_overdue=now.overdue,
            late_share=_late_share(now),
            late_share_before=_late_share(before),
            unmoved=now.unmoved(self.terms.since.isoformat()),
            often_moved=now.moved,
            returned=now.statuses.get("returned", 0),
        )

    def bottlenecks(self, dimension: str, place: int) -> dict[str, Tally]:
        return counted_by(self.now, BOTTLENECKS, dimension, place)


def weak_points(ground: Ground, moment: Moment) -> WeakPoints:
    groups = [_group(ground, key, works) for key, works in ground.numbers(FRAME, GROUP, _FRAMED).items()]
    units = _units(ground)
    return WeakPoints(
        **moment.model_dump(),
        tenant=ground.tenant,
        reported=any(one.reported for one in ground.now.values()),
        formula=ground.terms.formula(),
        groups=_weakest(groups),
        groups_of=len(groups),
        units=_weakest(units),
        units_of=len(units),
        works=[_work(ground, row, state, moment) for row, state in ground.late],
        bottlenecks=_bottlenecks(ground),
    )


def _group(ground: Ground, key: str, works: dict[str, WeakNumbers]) -> WeakGroup:
    named = ground.names.group(key)
    del named["slow_basis"]
    return WeakGroup(**named, **_line(works, 0), evidence=f"{ground.path}/tasks?group={key}")


def _units(ground: Ground) -> list[WeakUnit]:
    """A unit that is held up and leads nothing is looked at too."""
    works = ground.numbers(UNIT, LEAD, SORTS)
    held_up = {key: _unresolved(one) for key, one in ground.bottlenecks(UNIT, LEAD).items()}
    known = together(ground.bottlenecks(FRAME, PLAN).values()).reported
    units = []
    for key in works.keys() | held_up.keys():
        unresolved = held_up.get(key, 0)
        line = _line(works.get(key, {}), unresolved)
        evidence = f"{ground.path}/tasks?unit={key}"
        counted = unresolved if known else None
        units.append(
            WeakUnit(**ground.names.unit(key), **line, unresolved_bottlenecks=counted, evidence=evidence),
        )
    return units


def _line(works: dict[str, WeakNumbers], unresolved: int) -> dict[str, Any]:
    """The fields of WeakLine but where its evidence is."""
    found = {sign for numbers in works.values() for sign in signs_of(numbers)}
    if unresolved:
        found.add("bottleneck")
    shares = [numbers.late_share for numbers in works.values() if numbers.late_share is not None]
    return {
        "signs": [code for code in MEANINGS if code in found],
        "late_share": max(shares, default=None),
        "works": works,
    }


def _weakest(lines: Iterable[L]) -> list[L]:
    def order(line: L) -> tuple[int, float, int, int, str]:
        held_up = line.unresolved_bottlenecks or 0 if isinstance(line, WeakUnit) else 0
        overdue = sum(numbers.open_overdue for numbers in line.works.values())
        key = line.unit if isinstance(line, WeakUnit) else line.group
        return -len(line.signs), -(line.late_share or 0), -held_up, -overdue, key

    return sorted((line for line in lines if line.signs), key=order)


def _work(ground: Ground, row: Mapping[str, Any], state: State, moment: Moment) -> WeakWork:
    key, due, moves = row["id"].partition(":")[2], state["due"], state.get("moves") or 0
    last = max(state["since"], state.get("counted_on") or "") if state.get("since") else None
    signs: dict[SignCode, bool] = {
        "late": True,
        "unmoved": last is not None and last <= ground.terms.since.isoformat(),
        "moved": moves >= OFTEN,
        "returned": state["status"] == "returned",
    }
    return WeakWork(
        work=key,
        sort=state["work"],
        title_vi=row["title_vi"],
        title_en=row.get("title_en"),
        unit=state.get("unit"),
        group=state.get("group"),
        status=state["status"],
        due_at=due,
        days_overdue=(_day(moment.as_of) - _day(due)).days,
        last_step=last,
        moves=moves,
        signs=[code for code, holds in signs.items() if holds],
        evidence=f"{ground.path}/tasks/{key}/history",
    )


def _day(instant: str) -> date:
    return date.fromisoformat(day_of(instant))


def _bottlenecks(ground: Ground) -> list[WeakBottlenecks]:
    """Most unresolved first."""
    found = [
        WeakBottlenecks(
            group=key,
            unresolved=unresolved,
            unmoved=one.unmoved(ground.terms.since.isoformat()),
            oldest_step=min(one.still),
            evidence=f"{ground.path}/bottlenecks?group={key}",
        )
        for key, one in ground.bottlenecks(FRAME, GROUP).items()
        if (unresolved := _unresolved(one))
    ]
    return sorted(found, key=lambda line: (-line.unresolved, line.oldest_step, line.group))


def _unresolved(bottlenecks: Tally) -> int:
    return sum(bottlenecks.statuses.get(status, 0) for status in UNRESOLVED)


def _dated(of: Tally) -> int:
    return of.total - of.undated


def _late_share(of: Tally) -> float | None:
    return percent(of.late + of.overdue, _dated(of))
