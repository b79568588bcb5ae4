"""What a task has to show of security and safety before it is done (FR-NT-09)."""

from collections.abc import Sequence
from datetime import datetime

from services.tasks.domain.errors import EffectiveInFuture, ReasonMissing
from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.values import Day, Line, Wish
from services.tasks.domain.works.schedule import named_once
from services.tasks.domain.works.work_errors import SecurityOpen
from shared.calendar import local_date
from shared.events import TaskSnapshot
from shared.events.work_parts import ChecklistItem

FIELD = "security_checklist"


class NewCheck(Wish):
    name_vi: Line
    done_on: Day | None = None


def with_checks(
    known: Sequence[ChecklistItem], wished: Sequence[NewCheck], reason: str | None, now: datetime
) -> tuple[ChecklistItem, ...]:
    """What was asked for once is dropped, and what was found taken back, with a reason only.

    Raises NamedTwice, EffectiveInFuture, ReasonMissing.
    """
    named_once(FIELD, [one.name_vi for one in wished])
    items = tuple(ChecklistItem(**one.model_dump()) for one in wished)
    if any(one.done_on is not None and one.done_on > local_date(now) for one in items):
        raise EffectiveInFuture(FIELD)
    done = {one.name_vi: one.done_on is not None for one in items}
    weaker = any(one.name_vi not in done or (one.done_on and not done[one.name_vi]) for one in known)
    if weaker and reason is None:
        raise ReasonMissing
    return items


def require_secured(task: TaskSnapshot, to: str) -> None:
    """Raises SecurityOpen."""
    missing = [one.name_vi for one in task.security_checklist if one.done_on is None]
    if to in TASK.done and missing:
        raise SecurityOpen(missing)
