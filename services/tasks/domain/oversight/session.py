"""Working sessions: who met under whose chair, and what units committed themselves to there (FR-NA-13, FR-BP-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import ChildIdTooLong, UnitNotInForce, UnknownReference
from services.tasks.domain.organisation.unit import exists, require_lead
from services.tasks.domain.oversight.oversight_errors import DueBeforeItsDay, NotParticipating, SessionLiesAhead
from services.tasks.domain.oversight.undertaking import Owed, opened, undertaking_id
from services.tasks.domain.values import Day, Identifier, Line, Some, Text, Wish
from shared.calendar import local_date, start_of_day
from shared.events import Change, Occurred, Source, UnitSnapshot
from shared.events.sessions import Commitment, CommitmentMade, SessionConvened, SessionSnapshot, SessionSort
from shared.events.undertakings import UndertakingSnapshot
from shared.tenancy import Role, TenantId, is_identifier

Units = Mapping[str, UnitSnapshot]


class NewSession(Wish):
    """A session that was held, or one that is to be."""

    id: Identifier
    sort: SessionSort
    title_vi: Line
    title_en: Line | None = None
    held_on: Day
    chair_role: Role
    chair_unit: Identifier | None = None
    participants: Annotated[tuple[Identifier, ...], Some, Field(max_length=500, json_schema_extra={"minItems": 1})]
    statements: Identifier | None = Field(None, description="Reporting period whose reports are the statements")
    conclusion: Identifier | None = Field(None, description="Directive that concludes it")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class NewCommitment(Wish):
    unit: Identifier
    title_vi: Line
    title_en: Line | None = None
    text_vi: Text | None = None
    due_date: Day


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what a new session names."""

    units: Units
    statements_exist: bool
    conclusion_exists: bool


def convene(new: NewSession, tenant: TenantId, around: Surroundings, now: datetime) -> Change[SessionSnapshot]:
    """Raises UnknownReference, UnitNotInForce."""
    _require_units(new, around.units)
    if new.statements is not None and not around.statements_exist:
        raise UnknownReference("statements", new.statements)
    if new.conclusion is not None and not around.conclusion_exists:
        raise UnknownReference("conclusion", new.conclusion)
    session = SessionSnapshot(tenant=tenant, version=1, **new.model_dump())
    return Change(session, (Occurred(SessionConvened(after=session), min(start_of_day(new.held_on), now)),))


def commit(session: SessionSnapshot, new: NewCommitment, units: Units, now: datetime) -> Change[SessionSnapshot]:
    """Said on its day. Raises SessionLiesAhead, NotParticipating, UnitNotInForce, DueBeforeItsDay, ChildIdTooLong."""
    if session.held_on > local_date(now):
        raise SessionLiesAhead(session.held_on)
    if new.unit not in session.participants:
        raise NotParticipating("unit", new.unit)
    require_lead(units[new.unit], session.held_on, "unit")
    if new.due_date < session.held_on:
        raise DueBeforeItsDay("due_date", session.held_on)
    made = Commitment(**new.model_dump())
    update = {"version": session.version + 1, "commitments": (*session.commitments, made)}
    after = session.model_copy(update=update)
    if not is_identifier(key := undertaking_id(session.id, len(after.commitments))):
        raise ChildIdTooLong(key, "session")
    payload = CommitmentMade(before=old_values(session, after), after=after, change=made)
    return Change(after, (Occurred(payload, start_of_day(session.held_on)),))


def committed(session: SessionSnapshot, units: Units) -> list[Change[UndertakingSnapshot]]:
    """One undertaking per commitment."""
    said = enumerate(session.commitments, start=1)
    return [opened(_owed(session, number, made), units[made.unit]) for number, made in said]


def _owed(session: SessionSnapshot, number: int, made: Commitment) -> Owed:
    return Owed(
        kind="commitment",
        origin=session.id,
        number=number,
        title_vi=made.title_vi,
        title_en=made.title_en,
        text_vi=made.text_vi,
        due_date=made.due_date,
        since=start_of_day(session.held_on),
        source=session.source,
    )


def _require_units(new: NewSession, units: Units) -> None:
    """Partners may take part too, although they commit themselves to nothing."""
    chair = (new.chair_unit,) if new.chair_unit else ()
    for field, named in (("chair_unit", chair), ("participants", new.participants)):
        for unit in named:
            if unit not in units:
                raise UnknownReference(field, unit)
    for unit in new.participants:
        if not exists(units[unit], new.held_on):
            raise UnitNotInForce("participants", unit, new.held_on)
