"""What every part of the story needs: its examples, its tenant, and those that it only mentions."""

from pathlib import Path
from typing import Any

from shared.events import Event, UnitSnapshot, payload_of
from shared.events.generate import EXAMPLES
from shared.tenancy import Principal, Role, TenantId, UnitId

ROOT = Path(__file__).parents[3]
NGHE_AN = TenantId("nghe-an")


def example(name: str) -> Event:
    return Event.from_json((ROOT / EXAMPLES / f"vn.tiendo.{name}.v1.json").read_bytes())


def said(sort: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """What the service's OpenAPI document shows as a request."""
    request: dict[str, Any] = sort[name]["value"]
    return request


def registered(sort: str) -> Any:
    """The state that the story registers."""
    payload: Any = payload_of(example(f"{sort}.registered"))
    return payload.after


def stranger(key: str) -> UnitSnapshot:
    """A unit that the story only mentions."""
    return UnitSnapshot(id=key, tenant=NGHE_AN, version=1, type="agency", name_vi=key)


def actor(name: str) -> Principal:
    """Whoever acts in that example."""
    role, _, unit = example(name).actor.partition("@")
    return Principal("story", NGHE_AN, Role(role), UnitId(unit) if unit else None)
