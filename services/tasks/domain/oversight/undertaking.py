"""What a unit undertakes to do by a day, because an inspection recommends it or because it said so in a session.

The unit reports what it did, which discharges it; whoever oversees it accepts that, or returns it and it is owed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.differences import old_values
from services.tasks.domain.duty_errors import WordsMissing
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import IllegalTransition
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.values import DayOrMoment, Line, Text, Wish
from shared.calendar import Precision, due_instant
from shared.events import Change, Obligation, Occurred, Source, UnitSnapshot
from shared.events.undertakings import (
    UndertakingChange,
    UndertakingKind,
    UndertakingOpened,
    UndertakingSnapshot,
    UndertakingStatus,
    UndertakingStatusChanged,
)

STEPS: Mapping[UndertakingStatus, tuple[UndertakingStatus, ...]] = {
    "open": ("reported", "waived"),
    "reported": ("accepted", "returned"),
    "returned": ("reported", "waived"),
    "accepted": (),
    "waived": (),
}
OF_UNIT = frozenset({"reported"})
_SAID = frozenset({"reported", "returned", "waived"})


class UndertakingStep(Wish):
    """The unit reports; who oversees it accepts, returns or waives."""

    to: Literal["reported", "accepted", "returned", "waived"]
    text: Text | None = Field(None, description="What was done; the reason of a return or a waiver; a remark")
    documents: tuple[Line, ...] = Field((), max_length=100, description="Documents that show it")
    effective_at: DayOrMoment | None = Field(None, description="When it happened; now, where it is left out")


@dataclass(frozen=True, slots=True)
class Owed:
    """What has to be done, and because of what."""

    kind: UndertakingKind
    origin: str
    number: int
    title_vi: str
    title_en: str | None
    text_vi: str | None
    due_date: date
    since: datetime
    source: Source

    @property
    def id(self) -> str:
        return undertaking_id(self.origin, self.number)


def undertaking_id(origin: str, number: int) -> str:
    return f"{origin}.{number}"


def opened(owed: Owed, unit: UnitSnapshot) -> Change[UndertakingSnapshot]:
    """It follows from its origin alone, so what is missing can be added at any time."""
    deadline = Deadline(due_instant(owed.due_date, Precision.DAY), Precision.DAY)
    undertaking = UndertakingSnapshot(
        id=owed.id,
        tenant=unit.tenant,
        version=1,
        source=owed.source,
        unit=unit.id,
        kind=owed.kind,
        origin=owed.origin,
        title_vi=owed.title_vi,
        title_en=owed.title_en,
        text_vi=owed.text_vi,
        status="open",
        status_since=owed.since,
        obligation=open_obligation(owed.kind, unit, deadline, owed.since),
    )
    return Change(undertaking, (Occurred(UndertakingOpened(after=undertaking), owed.since),))


def take(known: UndertakingSnapshot, step: UndertakingStep, now: datetime) -> Change[UndertakingSnapshot]:
    """Raises IllegalTransition, WordsMissing, EffectiveInFuture, EffectiveBeforeLastChange."""
    if step.to not in STEPS[known.status]:
        raise IllegalTransition(known.status, step.to, STEPS[known.status])
    if step.to in _SAID and step.text is None:
        raise WordsMissing
    at = effective_instant(step.effective_at, known.status_since, now)
    update: dict[str, Any] = {"version": known.version + 1, "status": step.to, "status_since": at}
    after = known.model_copy(update=update | _left_by(known.obligation, step, at))
    change = UndertakingChange(from_=known.status, to=step.to, note=step.text)
    payload = UndertakingStatusChanged(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, at),))


def _left_by(owed: Obligation, step: UndertakingStep, at: datetime) -> dict[str, Any]:
    match step.to:
        case "reported":
            met = {"discharged_at": at, "first_submitted_at": owed.first_submitted_at or at}
            said = {"result": step.text, "documents": step.documents, "reason": None}
            return said | {"obligation": owed.model_copy(update=met)}
        case "returned":
            return {"reason": step.text, "obligation": owed.model_copy(update={"discharged_at": None})}
        case "waived":
            return {"reason": step.text, "obligation": owed.model_copy(update={"waived": True})}
    return {}
