"""What things are called in answers, and which plans and groups there were at an instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from services.reporting.domain.arrivals import GROUPS, PLANS, TENANT, UNITS
from services.reporting.domain.boards import day_of

T = TypeVar("T", bound=str)
Entry = Mapping[str, Any]
Entries = Mapping[str, Entry]

_PROVINCE = "province"
_NOTHING: Entry = {}
_NO_UNIT = {"name_vi": "Chưa giao đơn vị chủ trì", "name_en": "No lead unit"}
_NO_GROUP = {"name_vi": "Chưa xếp nhóm", "name_en": "No group"}


@dataclass(frozen=True, slots=True)
class Names:
    """`plans` and `groups` are those entered by the instant asked for; `units` are all, for works refer to them.

    Each is called as it was called then (FR-X-07)."""

    tenant: Entry | None
    units: Entries
    plans: Entries
    groups: Entries

    def unit(self, key: str) -> dict[str, Any]:
        known = self.units.get(key, _NOTHING) if key else _NO_UNIT
        return {
            "unit": key or None,
            "name_vi": known.get("name_vi", key),
            "name_en": known.get("name_en"),
            "head_role_vi": known.get("head_role_vi"),
            "head_role_en": known.get("head_role_en"),
            "sample": known.get("sample", False),
        }

    def group(self, key: str) -> dict[str, Any]:
        known = self.groups.get(key, _NOTHING) if key else _NO_GROUP
        return {
            "group": key or None,
            "plan": known.get("plan"),
            "name_vi": known.get("name_vi", key),
            "name_en": known.get("name_en"),
            "slow": known.get("slow", False),
            "slow_basis": known.get("slow_basis"),
            "sample": known.get("sample", False),
        }

    def plan(self, key: str) -> dict[str, Any]:
        known = self.plans.get(key, _NOTHING)
        return {
            "plan": key or None,
            "title_vi": known.get("title_vi", key),
            "title_en": known.get("title_en"),
            "year": known.get("year"),
            "doc_number": known.get("doc_number"),
            "sample": known.get("sample", False),
            "groups_total": known.get("groups_total"),
            "tasks_total": known.get("tasks_total"),
            "models_total": known.get("models_total"),
        }


def names_of(lists: Mapping[str, Entries], tenant: str, at: str | None, known_at: str | None) -> Names:
    """`lists` are the lists of names by what they list; instants are wire text, None without bound."""

    def entered(entry: Entry) -> bool:
        return (at is None or entry["at"] <= at) and (known_at is None or entry["known"] <= known_at)

    def of_the_day(entry: Entry) -> Entry:
        """As it was called then; what is older than its first entry is called as in that."""
        versions = _versions(entry)
        return next((one for one in reversed(versions[1:]) if entered(one)), versions[0])

    def entered_by_then(entries: Entries) -> Entries:
        return {
            key: of_the_day(entry) for key, entry in entries.items() if entered((*entry.get("former", ()), entry)[0])
        }

    return Names(
        tenant=lists.get(TENANT, {}).get(tenant),
        units={key: of_the_day(entry) for key, entry in lists.get(UNITS, {}).items()},
        plans=entered_by_then(lists.get(PLANS, {})),
        groups=entered_by_then(lists.get(GROUPS, {})),
    )


def provinces_on(tenants: Mapping[T, Entry], at: str) -> dict[T, Entry]:
    """The provinces that existed at that instant: one that was succeeded is counted until its last day (FR-X-07)."""
    day = day_of(at)

    def existed(entry: Entry) -> bool:
        return (entry.get("valid_from") or day) <= day <= (entry.get("valid_to") or day)

    return {key: entry for key, entry in tenants.items() if entry["level"] == _PROVINCE and existed(entry)}


def of_then(entry: Entry, at: str | None) -> Entry | None:
    """As it was at that instant; None where it was not there yet."""
    return next((one for one in reversed(_versions(entry)) if at is None or one["at"] <= at), None)


def _versions(entry: Entry) -> list[Entry]:
    """What it was called, oldest first."""
    return [*entry.get("former", ()), entry]
