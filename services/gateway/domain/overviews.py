"""The aggregated view of one tenant, from the parts that answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_OF_REPORTING = (
    "as_of",
    "sequence",
    "groups",
    "tasks",
    "assignments",
    "models",
    "by_plan",
    "by_group",
    "by_unit",
    "headline",
)


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
        **dict.fromkeys(_OF_REPORTING),
        **(parts.scoreboard or {}),
        "tenant": tenant,
        "head": parts.head,
        "unread": parts.unread,
        "degraded": [missing.described() for missing in parts.missing],
    }
