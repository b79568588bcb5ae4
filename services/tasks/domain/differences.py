"""What an event says about the state before it: the old values of the fields that changed."""

from typing import Any

from shared.events import Snapshot


def old_values(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """The fields of `before`, as JSON values, that differ in `after`."""
    changed = {field for field in type(before).model_fields if getattr(before, field) != getattr(after, field)}
    return before.model_dump(mode="json", include=changed)
