"""What an event says about the state before it: the old values of the fields that changed."""

from typing import Any

from shared.events import Snapshot


def old_values(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """The fields of `before`, as JSON values, that differ in `after`."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {field: value for field, value in old.items() if new[field] != value}
