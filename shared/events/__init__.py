"""Event contracts: the only thing that services share.

The catalogue is the source; JSON Schemas, the AsyncAPI document and docs/events.md are generated from it
(`python -m shared.events generate`).
"""

from shared.events.catalogue import CATALOGUE, TASKS_TOPIC, EventType, UnknownEventType, payload_of
from shared.events.changes import Change, Occurred
from shared.events.envelope import Event, MalformedEvent, new_event_id
from shared.events.organisation import (
    GroupRegistered,
    GroupSnapshot,
    PlanRegistered,
    PlanSnapshot,
    TenantRegistered,
    TenantSnapshot,
    UnitRegistered,
    UnitSnapshot,
)
from shared.events.payloads import Payload, Snapshot, Source
from shared.events.works import (
    DeadlineMove,
    ModelRegistered,
    ModelSnapshot,
    ModelStatusChanged,
    Obligation,
    StatusChange,
    Target,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
)

__all__ = [
    "CATALOGUE",
    "TASKS_TOPIC",
    "Change",
    "DeadlineMove",
    "Event",
    "EventType",
    "GroupRegistered",
    "GroupSnapshot",
    "MalformedEvent",
    "ModelRegistered",
    "ModelSnapshot",
    "ModelStatusChanged",
    "Obligation",
    "Occurred",
    "Payload",
    "PlanRegistered",
    "PlanSnapshot",
    "Snapshot",
    "Source",
    "StatusChange",
    "Target",
    "TaskDeadlineMoved",
    "TaskRegistered",
    "TaskSnapshot",
    "TaskStatusChanged",
    "TenantRegistered",
    "TenantSnapshot",
    "UnitRegistered",
    "UnitSnapshot",
    "UnknownEventType",
    "new_event_id",
    "payload_of",
]
