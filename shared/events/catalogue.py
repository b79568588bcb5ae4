"""The catalogue: which events exist, when they happen, who publishes and who hears them.

Each family of contracts lists its own types, in the order in which readers meet them.
"""

from pydantic import ValidationError

from shared.events import (
    appraisals,
    bottleneck_leads,
    bottlenecks,
    clarity,
    clusters,
    directives,
    experience,
    indicators,
    inspections,
    key_tasks,
    organisation,
    principles,
    progress_reports,
    reports,
    requests,
    service_checklists,
    sessions,
    successions,
    survey_responses,
    surveys,
    tenant_successions,
    undertakings,
    work_details,
    works,
)
from shared.events.envelope import Event, MalformedEvent
from shared.events.event_types import EventType
from shared.events.payloads import Payload

_FAMILIES = (
    organisation,
    directives,
    works,
    work_details,
    clarity,
    bottlenecks,
    bottleneck_leads,
    surveys,
    survey_responses,
    reports,
    requests,
    experience,
    key_tasks,
    indicators,
    service_checklists,
    inspections,
    sessions,
    undertakings,
    appraisals,
    successions,
    tenant_successions,
    clusters,
    principles,
    progress_reports,
)

CATALOGUE: dict[str, EventType] = {kind.name: kind for family in _FAMILIES for kind in family.EVENTS}


class UnknownEventType(MalformedEvent):
    """No contract of that type and version is in the catalogue."""


def payload_of(event: Event) -> Payload:
    """The event's data in its contract's shape. Raises UnknownEventType, MalformedEvent."""
    kind = CATALOGUE.get(event.type)
    if kind is None:
        raise UnknownEventType(event.type)
    try:
        return kind.payload.model_validate(event.data)
    except ValidationError as problem:
        raise MalformedEvent(str(problem)) from problem
