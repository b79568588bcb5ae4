"""What an event says of an indicator, of one of its values, or of a checklist of services."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.states import wire
from shared.events import Event, Snapshot
from shared.events.indicators import IndicatorSnapshot, IndicatorValueSnapshot
from shared.events.service_checklists import ServiceChecklistSnapshot

INDICATOR, VALUE, CHECKLIST = "indicator", "value", "checklist"
WHOLE = ""
"""The part of a document that is not one service of a list."""

Statement = tuple[str, str, dict[str, Any]]
"""Which part it is about, when it took effect, and what it says."""
_VALUE_SHOWN = {"unit", "item", "period", "last_day", "figures", "edition", "recorded_at", "status", "confirmed_by"}
_SERVICE_LISTED = {"id", "part", "name_vi", "name_en"}


@dataclass(frozen=True, slots=True)
class MeasureArrival:
    """What an event says of an indicator, a value or a checklist. `found_by` are the fields that queries use."""

    key: str
    sequence: int
    known: str
    found_by: Mapping[str, str]
    statements: tuple[Statement, ...]


def measure_key(sort: str, key: str) -> str:
    """Indicators, values and checklists have ids of their own, which may be the same."""
    return f"{sort}:{key}"


def measure_of(event: Event, snapshot: Snapshot) -> MeasureArrival | None:
    """None for everything else."""
    at = wire(event.time)
    if isinstance(snapshot, IndicatorSnapshot):
        state = snapshot.model_dump(mode="json", exclude={"tenant", "version"})
        return _arrival(event, INDICATOR, {}, ((WHOLE, at, state),))
    if isinstance(snapshot, IndicatorValueSnapshot):
        state = snapshot.model_dump(mode="json", include=_VALUE_SHOWN)
        return _arrival(
            event, VALUE, {"indicator": snapshot.indicator, "last_day": state["last_day"]}, ((WHOLE, at, state),)
        )
    if isinstance(snapshot, ServiceChecklistSnapshot):
        return _arrival(event, CHECKLIST, {}, _of_services(snapshot, at))
    return None


def _arrival(event: Event, sort: str, found_by: dict[str, str], said: tuple[Statement, ...]) -> MeasureArrival:
    key = measure_key(sort, event.subject)
    return MeasureArrival(key, event.sequence, wire(event.recordedtime), {"sort": sort, **found_by}, said)


def _of_services(checklist: ServiceChecklistSnapshot, at: str) -> tuple[Statement, ...]:
    """The list itself, and every statement in it: so what a parked event said comes with the next one."""
    listed = [service.model_dump(mode="json", include=_SERVICE_LISTED) for service in checklist.services]
    named = checklist.model_dump(mode="json", include={"title_vi", "title_en", "sample"}) | {"services": listed}
    said = [
        (service.id, wire(service.since), service.model_dump(mode="json", include={"deployed", "deployed_on", "note"}))
        for service in checklist.services
        if service.since is not None
    ]
    return ((WHOLE, at, named), *said)
