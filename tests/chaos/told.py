"""Events as texts tell them: as the journal, the topic and the streams have them, whatever a service thinks of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

Document = Mapping[str, Any]
_FAMILIES = {"task": "works", "model": "works"}


class Entity(NamedTuple):
    """An id is unique within its family: `tenants`, `units`, `plans`, `groups` or `works`."""

    family: str
    id: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its text tells it. `body` is the text, `kind` its type without frame and version: `task.registered`."""

    tenant: str
    sequence: int
    id: str
    kind: str
    subject: str
    time: str
    recorded: str
    after: Document
    change: Document
    body: str

    @classmethod
    def read(cls, body: str | None) -> Self | None:
        """None where the text is no event."""
        try:
            event = json.loads(body or "")
            return cls(
                tenant=event["tenant"],
                sequence=event["sequence"],
                id=event["id"],
                kind=event["type"].removeprefix("vn.tiendo.").rpartition(".")[0],
                subject=event["subject"],
                time=event["time"],
                recorded=event["recordedtime"],
                after=event["data"]["after"],
                change=event["data"].get("change") or {},
                body=body or "",
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    @property
    def entity(self) -> Entity:
        noun = self.kind.partition(".")[0]
        return Entity(_FAMILIES.get(noun, f"{noun}s"), self.subject)

    @property
    def version(self) -> int:
        number: int = self.after["version"]
        return number
