"""What an event brings: a new state of a work, or a name. Each payload is read once, through its contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.states import State, state_of, wire
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

TENANT, UNITS, PLANS, GROUPS = "tenant", "units", "plans", "groups"
"""The lists of names; each is one document, so an overview reads four of them whatever the number of units."""

_SHOWN: dict[type[Snapshot], tuple[str, tuple[str, ...]]] = {
    TenantSnapshot: (TENANT, ("level", "name_vi", "name_en")),
    UnitSnapshot: (UNITS, ("name_vi", "name_en", "head_role_vi", "head_role_en", "sample")),
    PlanSnapshot: (
        PLANS,
        ("year", "title_vi", "title_en", "doc_number", "groups_total", "tasks_total", "models_total", "sample"),
    ),
    GroupSnapshot: (GROUPS, ("plan", "name_vi", "name_en", "order", "slow", "slow_basis", "sample")),
}


@dataclass(frozen=True, slots=True)
class WorkArrival:
    """The new state of a task or pilot model. `at` is when it took effect, `known` when it was entered (wire text)."""

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


def arrivals_of(events: Iterable[Event]) -> Arrivals:
    """Raises MalformedEvent, UnknownEventType."""
    works, names = [], []
    for event in events:
        snapshot = getattr(payload_of(event), "after", None)
        if isinstance(snapshot, TaskSnapshot | ModelSnapshot):
            works.append(_work(event, snapshot))
        elif isinstance(snapshot, TenantSnapshot | UnitSnapshot | PlanSnapshot | GroupSnapshot):
            names.append(_name(event, snapshot))
    return Arrivals(tuple(works), tuple(names))


def _work(event: Event, snapshot: TaskSnapshot | ModelSnapshot) -> WorkArrival:
    state = state_of(snapshot)
    shown: dict[str, Any] = {"title_vi": snapshot.title_vi, "title_en": snapshot.title_en}
    if isinstance(snapshot, ModelSnapshot):
        target = snapshot.target.model_dump(mode="json") if snapshot.target else None
        shown |= {"focus_order": _focus_order(snapshot), "target": target}
    else:
        shown |= {"parent": snapshot.parent}
    return WorkArrival(
        key=row_key(state["work"], snapshot.id),
        sequence=event.sequence,
        at=wire(event.time),
        known=wire(event.recordedtime),
        state=state,
        shown={name: value for name, value in shown.items() if value is not None},
    )


def row_key(work: str, key: str) -> str:
    """Tasks and pilot models have ids of their own, which may be the same."""
    return f"{'model' if work == 'models' else 'task'}:{key}"


def _focus_order(model: ModelSnapshot) -> int | None:
    """Models on the acceleration list without a place come last."""
    if not model.focus:
        return None
    return 1_000_000 if model.focus_order is None else model.focus_order


def _name(event: Event, snapshot: Snapshot) -> NameArrival:
    listed, fields = _SHOWN[type(snapshot)]
    shown = {name: getattr(snapshot, name) for name in fields}
    shown |= {"at": wire(event.time), "known": wire(event.recordedtime)}
    return NameArrival(listed, snapshot.id, event.sequence, shown)
