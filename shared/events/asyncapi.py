"""The AsyncAPI 3.0 document: the same catalogue for people and tools that know the bus only."""

from collections.abc import Iterable, Sequence
from typing import Any

from shared.events.envelope import CONTENT_TYPE
from shared.events.event_types import MIRROR_TOPIC, EventType

_DESCRIPTION = (
    "Every change in Tiendo is an event: a CloudEvent 1.0 in structured JSON. The key is the tenant, so the events of "
    "a tenant arrive in order. `sequence` is gapless per tenant: a reader that finds a gap, or starts late, reads the "
    "missing events over HTTP (`/v1/{tenant}/events?after=`). An event may arrive more than once."
)
_BINDING = {"bindingVersion": "0.5.0"}


def asyncapi_document(kinds: Iterable[EventType]) -> dict[str, Any]:
    """One channel per topic, one message per event type, and what each service does with the topic."""
    kinds = tuple(kinds)
    topics = sorted({kind.topic for kind in kinds})
    operations = [operation for topic in topics for operation in _operations(topic, kinds)]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tiendo events",
            "version": "1.0.0",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {**{topic: _channel(topic, kinds) for topic in topics}, "mirror": _mirror(kinds)},
        "operations": dict(operations),
        "components": {"messages": {kind.name: _message(kind) for kind in kinds}},
    }


def _channel(topic: str, kinds: Sequence[EventType]) -> dict[str, Any]:
    return {
        "address": topic,
        "description": "Ordered per tenant. Duplicates are possible; gaps are filled over HTTP.",
        "messages": {
            kind.name: {"$ref": f"#/components/messages/{kind.name}"} for kind in kinds if kind.topic == topic
        },
        "bindings": {"kafka": {"topic": topic, **_BINDING}},
    }


def _mirror(kinds: Sequence[EventType]) -> dict[str, Any]:
    return {
        "address": MIRROR_TOPIC,
        "description": "One tenant's events in one partition, where the deployment mirrors that tenant (TIENDO_MIRRORS).",
        "parameters": {"tenant": {"description": "The tenant's key", "examples": ["nghe-an"]}},
        "messages": {kind.name: {"$ref": f"#/components/messages/{kind.name}"} for kind in kinds},
        "bindings": {"kafka": {"partitions": 1, **_BINDING}},
    }


def _message(kind: EventType) -> dict[str, Any]:
    content_type = {"type": "string", "const": CONTENT_TYPE}
    return {
        "name": kind.name,
        "title": kind.payload.__name__,
        "summary": kind.occurs,
        "contentType": CONTENT_TYPE,
        "headers": {"type": "object", "properties": {"content-type": content_type}, "required": ["content-type"]},
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"../shared/events/schemas/{kind.name}.json"},
        },
        "bindings": {"kafka": {"key": {"type": "string", "description": "The tenant"}, **_BINDING}},
    }


def _operations(topic: str, kinds: Sequence[EventType]) -> list[tuple[str, dict[str, Any]]]:
    carried = [kind for kind in kinds if kind.topic == topic]
    senders = sorted({kind.producer for kind in carried})
    readers = sorted({service for kind in carried for service in kind.consumers})
    sent = [(f"{name}-sends", "send", [kind for kind in carried if kind.producer == name]) for name in senders]
    heard = [(f"{name}-hears", "receive", [kind for kind in carried if name in kind.consumers]) for name in readers]
    return [(label, _operation(action, topic, chosen)) for label, action, chosen in sent + heard]


def _operation(action: str, topic: str, kinds: Sequence[EventType]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{topic}"},
        "messages": [{"$ref": f"#/channels/{topic}/messages/{kind.name}"} for kind in kinds],
    }
