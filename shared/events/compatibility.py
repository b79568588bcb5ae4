"""What a contract may become inside its version: it gains fields with defaults, and nothing else.

Events stay in journals for ever, and old and new services run side by side during an update. So new code must read old
events and old code must read new ones: a field that goes, a type or a list of values that changes in either direction,
or another default would break one of the two. Such a change needs a new version of the event type.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

_PROSE = {"$schema", "$id", "$defs", "title", "description", "examples", "deprecated", "readOnly"}
_STRUCTURE = {"type", "anyOf", "oneOf", "$ref", "properties", "required", "items", "additionalProperties", "default"}
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class _Field:
    """One place in the schema: what may stand there, whether it must, and what stands for its absence."""

    parent: str
    shape: str
    required: bool
    default: Any
    computed: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk through a schema is; `open` are the references being followed (a contract may contain itself)."""

    path: str
    parent: str
    required: bool = True
    open: tuple[str, ...] = ()

    def below(self, step: str, required: bool = True) -> "_Place":
        return _Place(self.path + step, self.path, required, self.open)


def incompatibilities(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Each reason why `new` may not replace `old`, as `path: reason`; empty where it may."""
    before, after = _fields(old), _fields(new)
    reasons = [f"{path}: removed" for path in before if path not in after]
    for path, field in after.items():
        known = before.get(path)
        reason = _change_fault(known, field) if known else _addition_fault(field, before)
        if reason:
            reasons.append(f"{path}: {reason}")
    return sorted(reasons)


def _addition_fault(field: _Field, before: dict[str, _Field]) -> str | None:
    if field.parent not in before or field.computed:
        return None
    if field.required:
        return "new and required; events in the journal do not have it"
    return "new and without a default" if field.default is _ABSENT else None


def _change_fault(old: _Field, new: _Field) -> str | None:
    if old.shape != new.shape:
        return f"changed from {old.shape} to {new.shape}"
    if old.required != new.required:
        return "became required" if new.required else "is no longer required"
    if old.default != new.default:
        return "its default changed, so old events would mean something else"
    return None


def _fields(schema: dict[str, Any]) -> dict[str, _Field]:
    return dict(_walk(_Place("$", ""), schema, schema.get("$defs", {})))


def _walk(place: _Place, schema: Any, definitions: dict[str, Any]) -> Iterator[tuple[str, _Field]]:
    choices = list(_choices(schema, definitions))
    shape = " | ".join(sorted(_shape(choice) for _, choice in choices))
    default = schema.get("default", _ABSENT)
    yield place.path, _Field(place.parent, shape, place.required, default, schema.get("readOnly", False))
    several = sum("properties" in choice for _, choice in choices) > 1
    for reference, choice in choices:
        if reference in place.open:
            continue
        inside = replace(place, open=(*place.open, reference)) if reference else place
        if several:
            inside = inside.below(f"({reference})")
            yield inside.path, _Field(place.path, _shape(choice), True, _ABSENT, False)
        yield from _inside(inside, choice, definitions)


def _inside(place: _Place, schema: Any, definitions: dict[str, Any]) -> Iterator[tuple[str, _Field]]:
    for name, stated in schema.get("properties", {}).items():
        required = name in schema.get("required", ())
        yield from _walk(place.below(f".{name}", required), stated, definitions)
    for step, stated in (("[]", schema.get("items")), (".*", schema.get("additionalProperties"))):
        if isinstance(stated, dict):
            yield from _walk(place.below(step), stated, definitions)


def _choices(schema: Any, definitions: dict[str, Any]) -> Iterator[tuple[str | None, Any]]:
    """What may stand here, with references followed, as (name of the definition, its schema)."""
    if reference := schema.get("$ref"):
        name = reference.rpartition("/")[2]
        yield name, definitions[name]
    elif choices := schema.get("anyOf") or schema.get("oneOf"):
        for choice in choices:
            yield from _choices(choice, definitions)
    else:
        yield None, schema


def _shape(schema: Any) -> str:
    """The type with everything that limits it, as one comparable text such as `integer {"minimum": 1}`."""
    limits = {name: value for name, value in schema.items() if name not in _PROSE | _STRUCTURE}
    if schema.get("additionalProperties") is False:
        limits["closed"] = True
    if "enum" in limits:
        limits["enum"] = sorted(limits["enum"], key=str)
    kind = schema.get("type", "anything")
    return f"{kind} {json.dumps(limits, sort_keys=True, ensure_ascii=False)}" if limits else str(kind)
