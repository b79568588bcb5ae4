"""What an event brings: a new state of a work, or a name. Each payload is read once, through its contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.measure_arrivals import MeasureArrival, measure_of
from services.reporting.domain.states import BOTTLENECKS, MODELS, Counted, State, state_of, wire
from shared.events import (
    Event,
    GroupSnapshot,
    ModelSnapshot,
    PlanSnapshot,
    Snapshot,
    TaskSnapshot,
    TenantSnapshot,
    UnitSnapshot,
    payload_of,
)
from shared.events.appraisals import AppraisalSnapshot
from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.clusters import ClustersSnapshot
from shared.events.progress_reports import ProgressReportSnapshot

TENANT, UNITS, PLANS, GROUPS, CLUSTERS = "tenant", "units", "plans", "groups", "clusters"
PROGRESS_REPORTS, ACHIEVEMENTS = "progress_reports", "achievements"
"""The lists of names; each is one document, so an overview reads four of them whatever the number of units."""

_SHOWN: dict[type[Snapshot], tuple[str, tuple[str, ...]]] = {
    TenantSnapshot: (TENANT, ("level", "name_vi", "name_en", "valid_from", "valid_to", "succeeded_by")),
    UnitSnapshot: (UNITS, ("name_vi", "name_en", "head_role_vi", "head_role_en", "sample")),
    PlanSnapshot: (
        PLANS,
        ("year", "title_vi", "title_en", "doc_number", "groups_total", "tasks_total", "models_total", "sample"),
    ),
    GroupSnapshot: (GROUPS, ("plan", "name_vi", "name_en", "order", "slow", "slow_basis", "sample")),
    ClustersSnapshot: (CLUSTERS, ()),
    AppraisalSnapshot: (ACHIEVEMENTS, ("unit", "work", "text_vi", "text_en", "by_role", "sample")),
    ProgressReportSnapshot: (
        PROGRESS_REPORTS,
        ("period", "title_vi", "title_en", "status", "digest", "made_by_role", "sample"),
    ),
}


@dataclass(frozen=True, slots=True)
class WorkArrival:
    """The new state of a task, a pilot model or a bottleneck.

    `at` is when it took effect, `known` when it was entered (wire text).
    """

    key: str
    sequence: int
    at: str
    known: str
    state: State
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NameArrival:
    """Fields of a tenant, unit, plan or group that answers show."""

    listed: str
    key: str
    sequence: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A batch in the order of its events."""

    works: tuple[WorkArrival, ...]
    names: tuple[NameArrival, ...]
    measures: tuple[MeasureArrival, ...] = ()


_NAMED = tuple(_SHOWN)


def arrivals_of(events: Iterable[Event]) -> Arrivals:
    """Raises MalformedEvent, UnknownEventType."""
    works, names, measures = [], [], []
    for event in events:
        snapshot = getattr(payload_of(event), "after", None)
        if isinstance(snapshot, Counted):
            works.append(_work(event, snapshot))
        elif isinstance(snapshot, _NAMED) and _is_shown(snapshot):
            names.append(_name(event, snapshot))
        elif snapshot is not None and (measure := measure_of(event, snapshot)):
            measures.append(measure)
    return Arrivals(tuple(works), tuple(names), tuple(measures))


def _work(event: Event, snapshot: Counted) -> WorkArrival:
    state = state_of(snapshot)
    shown = {"title_vi": snapshot.title_vi, "title_en": snapshot.title_en, **_shown(snapshot)}
    return WorkArrival(
        key=row_key(state["work"], snapshot.id),
        sequence=event.sequence,
        at=wire(event.time),
        known=wire(event.recordedtime),
        state=state,
        shown={name: value for name, value in shown.items() if value is not None},
    )


def _shown(snapshot: Counted) -> dict[str, Any]:
    match snapshot:
        case ModelSnapshot():
            target = snapshot.target.model_dump(mode="json") if snapshot.target else None
            return {"focus_order": _focus_order(snapshot), "target": target}
        case TaskSnapshot():
            return {"parent": snapshot.parent}
        case BottleneckSnapshot():
            return {}


_KEYS = {MODELS: "model", BOTTLENECKS: "bottleneck"}


def row_key(work: str, key: str) -> str:
    """Tasks, pilot models and bottlenecks have ids of their own, which may be the same."""
    return f"{_KEYS.get(work, 'task')}:{key}"


def _focus_order(model: ModelSnapshot) -> int | None:
    """Models on the acceleration list without a place come last."""
    if not model.focus:
        return None
    return 1_000_000 if model.focus_order is None else model.focus_order


def _is_shown(snapshot: Snapshot) -> bool:
    """Of appraisals only what is recognised: figures neither judge nor say what lateness does."""
    return not isinstance(snapshot, AppraisalSnapshot) or snapshot.kind == "achievement"


def _name(event: Event, snapshot: Snapshot) -> NameArrival:
    listed, fields = _SHOWN[type(snapshot)]
    shown = snapshot.model_dump(mode="json", include=set(fields))
    shown |= {"at": wire(event.time), "known": wire(event.recordedtime)}
    if isinstance(snapshot, ClustersSnapshot):
        shown["clusters"] = [cluster.model_dump(mode="json") for cluster in snapshot.clusters]
    if isinstance(snapshot, ProgressReportSnapshot):
        shown |= {"as_of": wire(snapshot.as_of), "known_at": wire(snapshot.known_at)}
    return NameArrival(listed, snapshot.id, event.sequence, shown)
