"""A product that somebody above decides about: submitted, returned, submitted again, approved (FR-TW-06, FR-TW-15)."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from services.tasks.domain.errors import IllegalTransition, ReasonMissing
from services.tasks.domain.values import Day, Line, Moment, Score, Text, Wish
from services.tasks.domain.works.steps import StatusWish
from services.tasks.domain.works.task import step_change
from services.tasks.domain.works.work_errors import AuthorityMissing, DocumentMissing
from shared.calendar import local_date
from shared.events import Change, TaskSnapshot
from shared.events.work_parts import Approval, AssessedItem

STEPS = {"open": ("submitted",), "submitted": ("returned", "approved"), "returned": ("submitted",), "approved": ()}
_STATUS = {"submitted": "submitted", "returned": "returned", "approved": "completed"}


class NewListItem(Wish):
    """An item of the submitted list, by the four criteria đúng, đủ, sạch, sống (FR-TW-07)."""

    name_vi: Line
    correct: Score | None = Field(None, description="đúng")
    complete: Score | None = Field(None, description="đủ")
    clean: Score | None = Field(None, description="sạch")
    live: Score | None = Field(None, description="sống")


class ApprovalWish(Wish):
    """The lead submits; the decision of the authority is entered by the standing agency or the Office."""

    to: Literal["submitted", "returned", "approved"]
    authority: Line | None = Field(None, description="Who decides, such as Thủ tướng Chính phủ")
    document: Line | None = Field(None, description="Number and symbol; an approval needs it")
    decided_on: Day | None = Field(None, description="Day of the decision; today where it is left out")
    reason: Line | None = Field(None, description="Why it is returned; needed there")
    items: tuple[NewListItem, ...] | None = Field(
        None, max_length=500, description="What the submitted list consists of"
    )
    note: Text | None = None
    effective_at: Moment | None = Field(None, description="When it took effect; now where it is left out")


def decide(task: TaskSnapshot, wish: ApprovalWish, now: datetime) -> Change[TaskSnapshot]:
    """The approval and the task's status move together; what is approved is completed.

    Raises IllegalTransition, ReasonMissing, AuthorityMissing, DocumentMissing, and what a change of status raises.
    """
    known = task.approval or Approval()
    if wish.to not in STEPS[known.state]:
        raise IllegalTransition(known.state, wish.to, STEPS[known.state])
    approval = _after(known, wish, local_date(now))
    status = StatusWish(
        to=_STATUS[wish.to],
        note=wish.note,
        reason=wish.reason,
        product=wish.document if wish.to == "approved" else None,
        effective_at=None,
    ).model_copy(update={"effective_at": wish.effective_at})
    return step_change(task.model_copy(update={"approval": approval}), task, status, now)


def _after(known: Approval, wish: ApprovalWish, today: date) -> Approval:
    authority = wish.authority or known.authority
    if wish.to == "returned" and wish.reason is None:
        raise ReasonMissing
    if wish.to == "approved" and authority is None:
        raise AuthorityMissing
    if wish.to == "approved" and wish.document is None:
        raise DocumentMissing
    update: dict[str, object] = {"state": wish.to, "authority": authority}
    if wish.to != "submitted":
        update |= {"document": wish.document, "decided_on": wish.decided_on or today}
    if wish.items is not None:
        update["items"] = tuple(AssessedItem(**item.model_dump()) for item in wish.items)
    return known.model_copy(update=update)
