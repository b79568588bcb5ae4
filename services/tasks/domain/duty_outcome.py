"""How a duty stands at an instant; derived, never stored (FR-NA-18)."""

from datetime import datetime

from services.tasks.domain.outcome import Outcome
from shared.events import Obligation


def duty_outcome(owed: Obligation, now: datetime) -> Outcome | None:
    """None for what is no longer owed. A deadline is met in its last instant, missed in the next."""
    if owed.waived:
        return None
    if owed.due_at is None:
        return "no_deadline"
    if owed.discharged_at is not None:
        return "done_on_time" if owed.discharged_at <= owed.due_at else "done_late"
    return "open_in_time" if now <= owed.due_at else "open_overdue"
