"""Provinces side by side (FR-TW-16): sums only over those that have figures, "n of m" with every sum, no averaged rate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.reporting.domain import headlines
from services.reporting.domain.answers import (
    ClusterLine,
    Comparison,
    ComparisonTotals,
    Counts,
    ModelCounts,
    Outcome,
    ProvinceLine,
    ReportedTotal,
    TaskCounts,
    Words,
)
from services.reporting.domain.counting import MODEL_STATUSES, TASK_STATUSES, by_status, need, numbers
from services.reporting.domain.scoreboard import Material, slow_groups
from services.reporting.domain.states import ASSIGNMENTS, MODELS, TASKS
from services.reporting.domain.tallies import percent


@dataclass(frozen=True, slots=True)
class Province:
    """One province's figures; `sequence` is the number up to which they include everything."""

    tenant: str
    material: Material
    sequence: int


def comparison(provinces: Sequence[Province], clusters: Sequence[Mapping[str, Any]], as_of: str) -> Comparison:
    """`clusters` as the central level had set them then."""
    lines = sorted((_line(province) for province in provinces), key=lambda line: need(line.tasks, line.tenant))
    return Comparison(
        as_of=as_of,
        provinces=lines,
        totals=_totals(lines),
        clusters=[_cluster(cluster, lines) for cluster in clusters],
        ungrouped=_ungrouped(lines, clusters),
        headline=_headline(lines),
    )


def _cluster(cluster: Mapping[str, Any], every: Sequence[ProvinceLine]) -> ClusterLine:
    """Over its own provinces only; a province in a cluster and in a region is counted once in each (FR-TW-17)."""
    lines = [line for line in every if line.tenant in cluster["tenants"]]
    return ClusterLine(
        cluster=cluster["id"],
        kind=cluster["kind"],
        name_vi=cluster["name_vi"],
        name_en=cluster["name_en"],
        provinces=[line.tenant for line in lines],
        totals=_totals(lines),
        headline=_headline(lines),
    )


def _ungrouped(lines: Sequence[ProvinceLine], clusters: Sequence[Mapping[str, Any]]) -> list[str]:
    grouped = {tenant for cluster in clusters for tenant in cluster["tenants"]}
    return [line.tenant for line in lines if line.tenant not in grouped]


def _totals(lines: Sequence[ProvinceLine]) -> ComparisonTotals:
    return ComparisonTotals(
        tasks=_total(lines, lambda line: line.tasks),
        assignments=_total(lines, lambda line: line.assignments),
        models=_total(lines, lambda line: line.models),
    )


def _headline(lines: Sequence[ProvinceLine]) -> Words:
    return headlines.of_comparison(sum(line.reported for line in lines), len(lines))


def _line(province: Province) -> ProvinceLine:
    material = province.material
    tasks, assignments, models = (material.tally(work) for work in (TASKS, ASSIGNMENTS, MODELS))
    name = material.names.tenant or {}
    return ProvinceLine(
        tenant=province.tenant,
        name_vi=name.get("name_vi", province.tenant),
        name_en=name.get("name_en"),
        reported=tasks.reported or models.reported,
        sequence=province.sequence,
        slow_groups=slow_groups(material),
        tasks=TaskCounts(**numbers(tasks), by_status=by_status(tasks, TASK_STATUSES)),
        assignments=TaskCounts(**numbers(assignments), by_status=by_status(assignments, TASK_STATUSES))
        if assignments.reported
        else None,
        models=ModelCounts(**numbers(models), by_status=by_status(models, MODEL_STATUSES)),
    )


def _total(lines: Sequence[ProvinceLine], part: Callable[[ProvinceLine], Counts | None]) -> ReportedTotal:
    counted = [counts for line in lines if (counts := part(line)) is not None and counts.reported]
    total, done = _sum(counted, "total"), _sum(counted, "done")
    return ReportedTotal(
        reported_by=len(counted),
        of=len(lines),
        total=total,
        done=done,
        remaining=_sum(counted, "remaining"),
        rate_done=percent(done, total) if done is not None and total is not None else None,
        cancelled=_sum(counted, "cancelled"),
        outcome=Outcome(**{name: _sum([c.outcome for c in counted], name) for name in Outcome.model_fields}),
    )


def _sum(counted: Sequence[Counts] | Sequence[Outcome], name: str) -> int | None:
    """None where nobody has figures: a sum of nothing is not 0."""
    return sum(getattr(counts, name) for counts in counted) if counted else None
