"""What units ask of each other: urges, requests for an explanation, requests among peers (FR-BP-18, FR-NA-09, FR-TW-18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.differences import old_values
from services.tasks.domain.duty_errors import (
    AsksItself,
    ReplyByOver,
    SubjectIncomplete,
    WantedDueMisplaced,
    WordsMissing,
)
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import ChildIdTooLong, IllegalTransition, UnknownReference
from services.tasks.domain.obligation import open_obligation
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.values import Day, Identifier, Line, Text, Wish
from shared.calendar import Precision, due_instant, local_date
from shared.events import (
    Change,
    Occurred,
    RequestChange,
    RequestSent,
    RequestSnapshot,
    RequestStatusChanged,
    UnitSnapshot,
)
from shared.events.requests import RequestKind, RequestStatus, SubjectSort
from shared.tenancy import Role, is_identifier

STEPS: Mapping[RequestStatus, tuple[RequestStatus, ...]] = {
    "sent": ("acknowledged", "answered", "withdrawn"),
    "acknowledged": ("answered", "withdrawn"),
    "answered": ("closed",),
    "closed": (),
    "withdrawn": (),
}
NOTHING: Mapping[str, Any] = MappingProxyType({"subject_sort": "other"})
TO_BE_READ = frozenset({"guidance", "copy"})
_SAID = frozenset({"answered", "withdrawn"})
OF_ASKER = frozenset({"closed", "withdrawn"})


class NewRequest(Wish):
    """One letter to one unit or to several; each of them owes its own answer."""

    id: Identifier
    kind: Literal["urge", "explanation", "peer_request"]
    units: tuple[Identifier, ...] = Field(min_length=1, max_length=500, description="Units that are asked")
    subject_sort: SubjectSort = "other"
    subject: Identifier | None = Field(None, description="Id of the task, model, directive or report that it is about")
    title_vi: Line
    title_en: Line | None = None
    text_vi: Text
    reply_by: Day = Field(description="The last day for the answer")
    wanted_due: Day | None = Field(
        None, description="Deadline that is asked for; whoever plans moves it, with its grounds (FR-X-08)"
    )


class RequestStep(Wish):
    """The unit acknowledges and answers, who asked closes or withdraws."""

    to: Literal["acknowledged", "answered", "closed", "withdrawn"]
    text: Text | None = Field(None, description="The answer; the reason of a withdrawal; a remark")
    documents: tuple[Line, ...] = Field((), max_length=100, description="Documents of the answer")


@dataclass(frozen=True, slots=True)
class Asker:
    """In which role, in which unit where the role has one, and in which tenant where that is another."""

    role: Role
    unit: str | None
    tenant: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to each of those who are asked; without a last day for the answer it is only to be read."""

    id: str
    kind: RequestKind
    title_vi: str
    title_en: str | None
    text_vi: str
    reply_by: date | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what a new request names."""

    units: Mapping[str, UnitSnapshot]
    subject_exists: bool


def send(new: NewRequest, asker: Asker, around: Surroundings, now: datetime) -> list[Change[RequestSnapshot]]:
    """One request per unit; a unit named twice is asked once. Raises FieldRefused."""
    if new.reply_by < local_date(now):
        raise ReplyByOver
    if (new.subject_sort == "other") != (new.subject is None):
        raise SubjectIncomplete
    if new.subject is not None and not around.subject_exists:
        raise UnknownReference("subject", new.subject)
    if new.wanted_due is not None and (new.kind, new.subject_sort) != ("peer_request", "task"):
        raise WantedDueMisplaced
    return [_sent(new, asker, _asked(unit, asker, around, now), now) for unit in dict.fromkeys(new.units)]


def request_id(letter: str, unit: str) -> str:
    return f"{letter}.{unit}"


def take(request: RequestSnapshot, step: RequestStep, now: datetime) -> Change[RequestSnapshot]:
    """Raises IllegalTransition, WordsMissing."""
    if step.to not in STEPS[request.status]:
        raise IllegalTransition(request.status, step.to, STEPS[request.status])
    if step.to in _SAID and step.text is None:
        raise WordsMissing
    at = effective_instant(None, request.status_since, now)
    update: dict[str, Any] = {"version": request.version + 1, "status": step.to, "status_since": at}
    after = request.model_copy(update=update | _left_by(request, step, at))
    change = RequestChange(from_=request.status, to=step.to, note=step.text)
    return Change(
        after, (Occurred(RequestStatusChanged(before=old_values(request, after), after=after, change=change), at),)
    )


def _left_by(request: RequestSnapshot, step: RequestStep, at: datetime) -> dict[str, Any]:
    """An answer is an acknowledgement too."""
    owed = request.obligation
    match step.to:
        case "acknowledged" if request.kind in TO_BE_READ:
            return {"acknowledged_at": at, "obligation": owed.model_copy(update={"discharged_at": at})}
        case "acknowledged":
            return {"acknowledged_at": at}
        case "answered":
            met = owed.model_copy(update={"discharged_at": at, "first_submitted_at": at})
            said = {"reply": step.text, "reply_documents": step.documents, "obligation": met}
            return said | {"acknowledged_at": request.acknowledged_at or at}
        case "withdrawn":
            return {"obligation": owed.model_copy(update={"waived": True})}
    return {}


def _asked(key: str, asker: Asker, around: Surroundings, now: datetime) -> UnitSnapshot:
    if key == asker.unit:
        raise AsksItself(key)
    if key not in around.units:
        raise UnknownReference("units", key)
    require_lead(around.units[key], local_date(now), "units")
    return around.units[key]


def _sent(new: NewRequest, asker: Asker, unit: UnitSnapshot, now: datetime) -> Change[RequestSnapshot]:
    letter = Letter(new.id, new.kind, new.title_vi, new.title_en, new.text_vi, new.reply_by)
    about = {"subject_sort": new.subject_sort, "subject": new.subject, "wanted_due": new.wanted_due}
    return written(letter, asker, unit, now, about)


def written(
    letter: Letter, asker: Asker, unit: UnitSnapshot, now: datetime, about: Mapping[str, Any] = NOTHING
) -> Change[RequestSnapshot]:
    """What one unit is asked by a letter. Raises ChildIdTooLong."""
    key = request_id(letter.id, unit.id)
    if not is_identifier(key):
        raise ChildIdTooLong(key)
    precision = Precision.DAY if letter.reply_by else Precision.NONE
    deadline = Deadline(due_instant(letter.reply_by, precision), precision)
    request = RequestSnapshot(
        id=key,
        tenant=unit.tenant,
        version=1,
        unit=unit.id,
        letter=letter.id,
        kind=letter.kind,
        title_vi=letter.title_vi,
        title_en=letter.title_en,
        text_vi=letter.text_vi,
        asked_by_role=asker.role,
        asked_by_unit=asker.unit,
        asked_by_tenant=asker.tenant,
        status="sent",
        status_since=now,
        obligation=open_obligation(letter.kind, unit, deadline, now),
        **about,
    )
    return Change(request, (Occurred(RequestSent(after=request), now),))
