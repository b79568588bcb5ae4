"""What the central level writes to provinces: urges, requests for an explanation, guidance (FR-TW-18, FR-TW-19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from services.tasks.domain.duty_errors import NobodyToWriteTo, ReplyByMissing, ReplyByOver
from services.tasks.domain.errors import NotAProvince, UnknownReference
from services.tasks.domain.exchanges.request import Asker, Letter, written
from services.tasks.domain.values import Day, Identifier, Line, Text, Wish
from shared.calendar import local_date
from shared.events import Change, RequestSnapshot, TenantSnapshot, UnitSnapshot
from shared.tenancy.identifiers import CENTRAL


class NewLetter(Wish):
    """To the standing agency and the Office of each province; guidance is only to be read, everything else is answered."""

    id: Identifier
    kind: Literal["urge", "explanation", "guidance"]
    provinces: tuple[Identifier, ...] = Field((), max_length=200, description="Left out: every province")
    title_vi: Line
    title_en: Line | None = None
    text_vi: Text
    reply_by: Day | None = Field(None, description="The last day for the answer; guidance has none")


@dataclass(frozen=True, slots=True)
class Recipients:
    """Where a letter goes: the units of the provinces, and of the central level's Office, which has a copy of what is asked."""

    provinces: tuple[UnitSnapshot, ...]
    copy: UnitSnapshot | None


def require_sense(new: NewLetter, now: datetime) -> None:
    """Raises ReplyByMissing, ReplyByOver."""
    if (new.kind == "guidance") != (new.reply_by is None):
        raise ReplyByMissing
    if new.reply_by is not None and new.reply_by < local_date(now):
        raise ReplyByOver


def chosen(new: NewLetter, tenants: Mapping[str, TenantSnapshot]) -> list[TenantSnapshot]:
    """The provinces that are written to; `tenants` are all that have joined, and those that have ended are left out.

    Raises UnknownReference, NotAProvince.
    """
    for wanted in new.provinces:
        if wanted not in tenants or tenants[wanted].succeeded_by is not None:
            raise UnknownReference("provinces", wanted)
        if tenants[wanted].level != "province":
            raise NotAProvince("provinces", wanted)
    named = dict.fromkeys(new.provinces or sorted(tenants))
    found = (tenants[key] for key in named)
    return [tenant for tenant in found if tenant.level == "province" and tenant.succeeded_by is None]


def offices(tenant: TenantSnapshot) -> list[str]:
    """The units that answer for a province: its standing agency and its Office."""
    return [unit for unit in dict.fromkeys((tenant.standing_unit, tenant.office_unit)) if unit is not None]


def write(new: NewLetter, asker: Asker, to: Recipients, now: datetime) -> list[Change[RequestSnapshot]]:
    """One request per unit of the provinces, and the copy. Raises NobodyToWriteTo, ChildIdTooLong."""
    if not to.provinces:
        raise NobodyToWriteTo
    letter = Letter(new.id, new.kind, new.title_vi, new.title_en, new.text_vi, new.reply_by)
    changes = [written(letter, asker, unit, now) for unit in to.provinces]
    if to.copy is None or new.kind == "guidance":
        return changes
    copy = Letter(new.id, "copy", new.title_vi, new.title_en, new.text_vi, None)
    return [*changes, written(copy, asker, to.copy, now)]


def from_central(asker: Asker) -> Asker:
    """Who writes, as provinces know it."""
    return Asker(asker.role, asker.unit, CENTRAL)
