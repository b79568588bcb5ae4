"""Acknowledgements: what a unit that a directive is addressed or assigned to owes first (FR-BP-21)."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import ChildIdTooLong, IllegalTransition
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.values import DayOrMoment, Text, Wish, Word
from shared.calendar import Precision, due_instant, start_of_day
from shared.events import (
    AcknowledgementGiven,
    AcknowledgementRequested,
    AcknowledgementSnapshot,
    Change,
    DirectiveSnapshot,
    Occurred,
    UnitSnapshot,
)
from shared.tenancy import is_identifier

OBLIGATION = "acknowledgement"
REQUESTED, ACKNOWLEDGED = "requested", "acknowledged"


class AcknowledgementWish(Wish):
    """As the book of incoming documents has it: the day of arrival, and the number given there."""

    received_at: DayOrMoment = Field(description="When the document reached the unit")
    incoming_number: Word | None = Field(None, description="Number in the unit's book of incoming documents")
    note: Text | None = None


def acknowledgement_id(directive: str, unit: str) -> str:
    return f"{directive}.{unit}"


def require_room(directive: str, units: Iterable[str], field: str) -> None:
    """Ids of acknowledgements must be ids. Raises ChildIdTooLong."""
    for unit in units:
        if not is_identifier(acknowledgement_id(directive, unit)):
            raise ChildIdTooLong(acknowledgement_id(directive, unit), field)


def is_asked(directive: DirectiveSnapshot) -> bool:
    """A directive that names a day for it, or addressees, is acknowledged by every unit that gets work from it."""
    return directive.acknowledge_by is not None or bool(directive.addressees)


def request(
    directive: DirectiveSnapshot, unit: UnitSnapshot, since: datetime, now: datetime
) -> Change[AcknowledgementSnapshot]:
    """Owed from the day of issue, or since work was assigned; after the stated day it is owed without a deadline."""
    opened_at = max(since, start_of_day(directive.issued_date))
    due_at = due_instant(directive.acknowledge_by, Precision.DAY)
    in_time = due_at is not None and opened_at <= due_at
    deadline = Deadline(due_at, Precision.DAY) if in_time else Deadline(None, Precision.NONE)
    took_effect = min(opened_at, now)
    owed = AcknowledgementSnapshot(
        id=acknowledgement_id(directive.id, unit.id),
        tenant=directive.tenant,
        version=1,
        source=directive.source,
        source_ref=directive.source_ref,
        directive=directive.id,
        unit=unit.id,
        title_vi=_titled(directive, directive.subject_vi),
        title_en=_titled(directive, directive.subject_en or directive.subject_vi),
        status=REQUESTED,
        status_since=took_effect,
        obligation=open_obligation(OBLIGATION, unit, deadline, opened_at),
    )
    return Change(owed, (Occurred(AcknowledgementRequested(after=owed), took_effect),))


def acknowledge(
    owed: AcknowledgementSnapshot, wish: AcknowledgementWish, now: datetime
) -> Change[AcknowledgementSnapshot]:
    """Once. Raises IllegalTransition, EffectiveInFuture, EffectiveBeforeLastChange (received before it was issued)."""
    if owed.status != REQUESTED:
        raise IllegalTransition(owed.status, ACKNOWLEDGED, ())
    received_at = effective_instant(wish.received_at, owed.obligation.opened_at, now, "received_at")
    at = max(now, owed.status_since)
    update = {
        "version": owed.version + 1,
        "status": ACKNOWLEDGED,
        "status_since": at,
        "received_at": received_at,
        "incoming_number": wish.incoming_number,
        "note": wish.note,
        "obligation": owed.obligation.model_copy(update={"discharged_at": at}),
    }
    after = owed.model_copy(update=update)
    return Change(after, (Occurred(AcknowledgementGiven(before=old_values(owed, after), after=after), at),))


def _titled(directive: DirectiveSnapshot, subject: str) -> str:
    return f"{directive.full_number}: {subject}" if directive.full_number else subject
