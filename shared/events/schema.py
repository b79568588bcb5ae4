"""The JSON Schema of one event type: the whole CloudEvent, with the data of its payload."""

from typing import Any

from shared.events.envelope import Event
from shared.events.event_types import EventType

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE_FORMATS = {"id": {"format": "uuid"}, "source": {"format": "uri-reference"}, "dataschema": {"format": "uri"}}


def event_schema(kind: EventType) -> dict[str, Any]:
    """What the type looks like on the wire. Unknown fields are allowed; fields that may be missing have a default."""
    envelope = Event.model_json_schema(mode="serialization")
    data = kind.payload.model_json_schema(mode="serialization")
    definitions = data.pop("$defs", {})
    data.pop("description", None)
    properties = _plain(envelope["properties"])
    for name, stated in _ATTRIBUTE_FORMATS.items():
        properties[name] |= stated
    properties["type"] |= {"const": kind.name}
    properties["source"] |= {"const": f"/{kind.producer}"}
    properties["dataschema"] |= {"const": kind.dataschema}
    properties["subject"] |= {"description": f"The {kind.subject}"}
    properties["data"] = _plain(data)
    return {
        "$schema": _DIALECT,
        "$id": kind.dataschema,
        "title": kind.payload.__name__,
        "description": kind.occurs,
        "type": "object",
        "properties": properties,
        "required": ["specversion", "datacontenttype", *envelope["required"]],
        "$defs": _plain(definitions),
    }


def _plain(schema: Any) -> Any:
    """Without the titles that only repeat a field's name; what is computed need not be sent."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plain(value) for name, value in schema.items() if not (name == "title" and isinstance(value, str))}
    if "required" in plain and "properties" in plain:
        sent = [name for name in plain["required"] if not plain["properties"][name].get("readOnly")]
        plain["required"] = sent
    return plain
