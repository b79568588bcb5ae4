"""A progress report from figures at the end of its period and before its beginning (FR-NA-24)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from services.reporting.domain import headlines
from services.reporting.domain.answers import Moment, TaskCounts
from services.reporting.domain.boards import UNIT, day_of
from services.reporting.domain.counting import MODEL_STATUSES, TASK_STATUSES, by_status, numbers, outcome
from services.reporting.domain.periods import Asked, Period, period_report
from services.reporting.domain.progress_report_answers import (
    Achievement,
    Changed,
    Contribution,
    ProgressContent,
    SortChanges,
)
from services.reporting.domain.scoreboard import Material, scoreboard
from services.reporting.domain.states import ASSIGNMENTS, CHILDREN, MODELS, TASKS
from services.reporting.domain.tallies import LEAD, Tally, counted_by
from services.reporting.domain.weak_point_answers import WeakPoints

EDITION = "1"
_STATUSES = {TASKS: TASK_STATUSES, ASSIGNMENTS: TASK_STATUSES, MODELS: MODEL_STATUSES}


@dataclass(frozen=True, slots=True)
class Source:
    """What a report is made of. `ordered` is what the tasks service tells of it."""

    tenant: str
    ordered: Mapping[str, Any]
    asked: Asked
    now: Material
    before: Material
    weak_points: WeakPoints
    achievements: Mapping[str, Mapping[str, Any]]
    """By id, those of every day and unit."""


def content_of(source: Source, moment: Moment) -> ProgressContent:
    board = scoreboard(source.tenant, source.now, moment)
    period, tallies = source.asked.period, {sort: source.now.tally(sort) for sort in _STATUSES}
    known = {sort: tally for sort, tally in tallies.items() if tally.reported}
    return ProgressContent(
        **moment.model_dump(),
        tenant=source.tenant,
        edition=EDITION,
        **_period(period),
        title_vi=source.ordered["title_vi"],
        title_en=source.ordered["title_en"],
        headline=headlines.of_tenant(tallies[TASKS], tallies[MODELS]),
        outcome={sort: outcome(tally) for sort, tally in known.items()},
        counts={sort: _counts(sort, tally) for sort, tally in known.items()},
        due_in_period=period_report(source.tenant, source.asked, moment).tasks,
        changes={sort: _changes(source.before.tally(sort), tally) for sort, tally in known.items()},
        groups=board.by_group,
        slow_groups=board.slow_groups,
        contributions=contributions_of(source),
        weak_points=source.weak_points,
        directives_open=[line for line in board.assignments.by_plan if line.remaining] if board.assignments else [],
        sample=source.ordered["sample"],
    )


def _period(period: Period) -> dict[str, str]:
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    return {"period": period.text, "first_day": first, "last_day": last}


def _counts(sort: str, tally: Tally) -> TaskCounts:
    return TaskCounts(**numbers(tally), by_status=by_status(tally, _STATUSES[sort]))


def _changes(before: Tally, after: Tally) -> SortChanges:
    def changed(name: str) -> Changed:
        old = getattr(before, name) if before.reported else None
        new = getattr(after, name)
        return Changed(before=old, after=new, change=None if old is None else new - old)

    return SortChanges(total=changed("total"), done=changed("done"), overdue=changed("overdue"))


def contributions_of(source: Source) -> list[Contribution]:
    """FR-TW-20: units that did something in the period or are recognised for it."""
    done, recognised = _done_by_unit(source), _recognised(source)
    found = []
    for unit in sorted(done.keys() | recognised.keys()):
        named = source.now.names.unit(unit)
        shown = {name: named[name] for name in ("unit", "name_vi", "name_en", "sample")}
        achievements = recognised.get(unit, [])
        found.append(Contribution(**shown, done_in_period=done.get(unit, {}), achievements=achievements))
    return found


def _done_by_unit(source: Source) -> dict[str, dict[str, int]]:
    done: dict[str, dict[str, int]] = {}
    for sort in (TASKS, ASSIGNMENTS, CHILDREN, MODELS):
        before = counted_by(source.before.tallies, sort, UNIT, LEAD)
        for unit, tally in counted_by(source.now.tallies, sort, UNIT, LEAD).items():
            more = tally.done - before.get(unit, Tally()).done
            if unit and more > 0:
                done.setdefault(unit, {})[sort] = more
    return done


def _recognised(source: Source) -> dict[str, list[Achievement]]:
    """Of days in the period, as it was known when the report was made."""
    period, found = _period(source.asked.period), dict[str, list[Achievement]]()
    for key, entry in sorted(source.achievements.items()):
        day = day_of(entry["at"])
        if period["first_day"] <= day <= period["last_day"] and entry["known"] <= source.ordered["known_at"]:
            told = {name: entry[name] for name in ("work", "text_vi", "text_en", "by_role", "sample")}
            evidence = f"/v1/{source.tenant}/appraisals/{key}"
            found.setdefault(entry["unit"], []).append(Achievement(id=key, day=day, evidence=evidence, **told))
    return found


def digest_of(content: Mapping[str, Any]) -> str:
    """The same content has the same digest, whoever works it out."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
