"""The outbox lives inside the document that changed: state and events are one write (G1, FR-X-02)."""

from collections.abc import Iterable
from typing import Any

from shared.calendar import to_wire
from shared.events import CATALOGUE, Occurred, new_event_id
from shared.messaging.commands import Command
from shared.storage import CollectionSpec, Document, Index

PENDING = "outbox_pending"
OUTBOX = "outbox"
_SOURCE = "/tasks"


def aggregate_spec(name: str, indexes: Iterable[Index] = (), text: tuple[str, ...] = ()) -> CollectionSpec:
    """A collection of aggregates: its own indexes, and the one by which a sweep finds what a crash left behind."""
    sweep = Index((PENDING,), spanning=True)
    return CollectionSpec(name, (*indexes, sweep), text)


def draft(occurred: Occurred, command: Command, subject: str) -> dict[str, Any]:
    """The event as it will be published, without its sequence number."""
    kind = CATALOGUE[occurred.payload.TYPE]
    return {
        "specversion": "1.0",
        "id": new_event_id(),
        "source": _SOURCE,
        "type": kind.name,
        "subject": subject,
        "time": to_wire(occurred.time),
        "datacontenttype": "application/json",
        "dataschema": kind.dataschema,
        "tenant": command.tenant,
        "recordedtime": to_wire(command.recorded_at),
        "actor": command.actor,
        "correlationid": command.correlation,
        "traceparent": command.traceparent,
        "data": occurred.payload.model_dump(mode="json"),
    }


def put(document: Document, drafts: list[dict[str, Any]]) -> None:
    """Adds events to a document's outbox."""
    document[OUTBOX] = [*document.get(OUTBOX, ()), *drafts]
    document[PENDING] = bool(document[OUTBOX])


def take(document: Document, event_ids: set[str]) -> bool:
    """Removes events that are in the journal, by id, and keeps the rest. True where something was removed."""
    kept = [event for event in document.get(OUTBOX, ()) if event["id"] not in event_ids]
    changed = len(kept) != len(document.get(OUTBOX, ()))
    document[OUTBOX] = kept
    document[PENDING] = bool(kept)
    return changed
