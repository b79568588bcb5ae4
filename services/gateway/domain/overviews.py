"""The aggregated view of one tenant, from the parts that answered, and how it is described."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.domain.contracts import Contract

OF_REPORTING = (
    "as_of",
    "known_at",
    "sequence",
    "valid_to",
    "succeeded_by",
    "groups",
    "slow_groups",
    "tasks",
    "assignments",
    "models",
    "by_plan",
    "by_group",
    "by_unit",
    "headline",
)
_NUMBER = {"type": ["integer", "null"]}
_MISSING = {
    "type": "object",
    "required": ["part", "reason"],
    "properties": {
        "part": {"enum": ["tasks", "reporting", "notifications"]},
        "reason": {"enum": ["unreachable", "timeout", "failed", "malformed", "behind"]},
        "stale_since": {"type": "string", "format": "date-time", "description": "its figures are shown as of then"},
    },
}
_OF_THE_GATEWAY = {
    "tenant": {"type": "string"},
    "head": {**_NUMBER, "description": "the newest event's sequence"},
    "unread": {**_NUMBER, "description": "notices in the caller's inbox; null where the caller has none"},
    "degraded": {
        "type": "array",
        "items": _MISSING,
        "description": "parts that did not answer; empty when all is well",
    },
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that could not be asked. `stale_since`: its fields show what it said then (wire text of an instant)."""

    part: str
    reason: str
    stale_since: str | None = None

    def described(self) -> dict[str, str]:
        description = {"part": self.part, "reason": self.reason}
        return description if self.stale_since is None else {**description, "stale_since": self.stale_since}


@dataclass(frozen=True, slots=True)
class Parts:
    """What each service had to say; None where it said nothing."""

    scoreboard: Mapping[str, Any] | None
    head: int | None
    unread: int | None
    missing: Sequence[Missing] = ()

    @property
    def silent(self) -> bool:
        return self.scoreboard is None and self.head is None and self.unread is None


def assemble(tenant: str, parts: Parts) -> dict[str, Any]:
    """Fields of a missing part are null, never 0 and never an empty list: no data is not zero (domain, mistake 3)."""
    return {
        **dict.fromkeys(OF_REPORTING),
        **(parts.scoreboard or {}),
        "tenant": tenant,
        "head": parts.head,
        "unread": parts.unread,
        "degraded": [missing.described() for missing in parts.missing],
    }


def with_overview(reporting: Contract) -> Contract:
    """Reporting's contract with the schema `Overview`: its scoreboard, where any field may be null, and what is ours."""
    components = reporting.document["components"]
    scoreboard = components["schemas"]["Scoreboard"]["properties"]
    theirs = {name: {"anyOf": [scoreboard[name], {"type": "null"}]} for name in OF_REPORTING}
    properties = {**theirs, **_OF_THE_GATEWAY}
    overview = {"type": "object", "required": list(properties), "properties": properties}
    schemas = {**components["schemas"], "Overview": overview}
    return Contract(reporting.service, {**reporting.document, "components": {**components, "schemas": schemas}})
