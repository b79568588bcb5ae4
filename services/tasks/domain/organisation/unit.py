"""Organisation units with the dates between which they exist; who heads them is a role (FR-BP-05, FR-X-07)."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import (
    EffectiveInFuture,
    NameUnchanged,
    PartnerCannotLead,
    PeriodReversed,
    UnitNotInForce,
    UnknownReference,
)
from services.tasks.domain.values import Day, Flag, Identifier, Line, Text, Wish, Word
from shared.calendar import start_of_day
from shared.events import Change, Occurred, Source, UnitRegistered, UnitSnapshot
from shared.events.successions import Renaming, UnitRenamed
from shared.tenancy import Role, TenantId

EXTERNAL_PARTNER = "external_partner"
_DISTRICT_TYPES = frozenset({"district"})
_NAMES = {"name_vi", "name_en", "head_role_vi", "head_role_en"}
_COMMUNE_TYPES = frozenset({"commune", "ward", "township"})


class NewUnit(Wish):
    """`head_role` and `officer_role` follow from level and type unless they are given."""

    id: Identifier
    type: Word = Field(description="department, district, commune, external_partner, unit_class, …")
    name_vi: Line
    name_en: Line | None = None
    parent: Identifier | None = None
    level: Literal["central", "province", "district", "commune"] | None = None
    head_role: Literal[Role.UNIT_HEAD, Role.DISTRICT_CHAIR] | None = None
    officer_role: Literal[Role.UNIT_OFFICER, Role.COMMUNE_OFFICER] | None = None
    head_role_vi: Line | None = None
    head_role_en: Line | None = None
    is_standing: Flag = False
    gso_code: Word | None = None
    valid_from: Day | None = Field(None, description="First day of its existence; null: since before the records")
    valid_to: Day | None = Field(None, description="Last day of its existence; null: until further notice")
    successor: Identifier | None = None
    note: Text | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def register(new: NewUnit, tenant: TenantId, parent: UnitSnapshot | None, now: datetime) -> Change[UnitSnapshot]:
    """Takes effect on its first day. Raises UnknownReference, PeriodReversed."""
    if new.parent is not None and parent is None:
        raise UnknownReference("parent", new.parent)
    if new.valid_from and new.valid_to and new.valid_to < new.valid_from:
        raise PeriodReversed("valid_to")
    roles = {"head_role": new.head_role or _head_role(new), "officer_role": new.officer_role or _officer_role(new)}
    unit = UnitSnapshot(tenant=tenant, version=1, **(new.model_dump() | roles))
    return Change(unit, (Occurred(UnitRegistered(after=unit), _first_instant(new.valid_from, now)),))


class UnitName(Wish):
    """The unit is called otherwise from a day on; what happened before keeps the old name (FR-X-07)."""

    name_vi: Line
    name_en: Line | None = None
    head_role_vi: Line | None = Field(None, description="What the head is called; as it was if left out")
    head_role_en: Line | None = None
    effective_on: Day = Field(description="First day of the new name, today at the latest")
    document: Line = Field(description="Number and symbol of the document that decides it")


def rename(unit: UnitSnapshot, wish: UnitName, now: datetime) -> Change[UnitSnapshot]:
    """Raises EffectiveInFuture, NameUnchanged, UnitNotInForce."""
    at = start_of_day(wish.effective_on)
    if at > now:
        raise EffectiveInFuture("effective_on")
    if not exists(unit, wish.effective_on):
        raise UnitNotInForce("effective_on", unit.id, wish.effective_on)
    said = {name: value for name, value in wish.model_dump(include=_NAMES).items() if value is not None}
    after = unit.model_copy(update={**said, "version": unit.version + 1})
    if after.model_dump(include=_NAMES) == unit.model_dump(include=_NAMES):
        raise NameUnchanged("name_vi", wish.name_vi)
    change = Renaming(document=wish.document, effective_on=wish.effective_on)
    return Change(after, (Occurred(UnitRenamed(before=old_values(unit, after), after=after, change=change), at),))


def require_lead(unit: UnitSnapshot, day: date, field: str) -> None:
    """The unit may lead a work that is opened on that day. Raises UnitNotInForce, PartnerCannotLead."""
    if unit.type == EXTERNAL_PARTNER:
        raise PartnerCannotLead(field, unit.id)
    if not exists(unit, day):
        raise UnitNotInForce(field, unit.id, day)


def exists(unit: UnitSnapshot, day: date) -> bool:
    """Between its first and its last day, where these are known."""
    return not ((unit.valid_from and day < unit.valid_from) or (unit.valid_to and day > unit.valid_to))


def _head_role(new: NewUnit) -> Role:
    return Role.DISTRICT_CHAIR if new.level == "district" or new.type in _DISTRICT_TYPES else Role.UNIT_HEAD


def _officer_role(new: NewUnit) -> Role:
    return Role.COMMUNE_OFFICER if new.level == "commune" or new.type in _COMMUNE_TYPES else Role.UNIT_OFFICER


def _first_instant(day: date | None, now: datetime) -> datetime:
    return min(start_of_day(day), now) if day else now
