"""The ladder: who is reminded when. Data, so that a province may have its own (calendar of the programme, section 5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.notifications.domain.mailboxes import Mailbox, head_of, of_role, of_standing_agency, officers_of
from services.notifications.domain.notices import Addressee, Part
from shared.tenancy import Role, TenantId
from shared.tenancy.identifiers import CENTRAL


class Rung(StrEnum):
    """The line upwards: executor, head, standing agency with the Office, permanent vice chairman, chairman, central level."""

    OFFICERS = "officers"
    HEAD = "head"
    STANDING_AGENCY = "standing_agency"
    OFFICE = "office"
    PERMANENT_VICE_CHAIRMAN = "permanent_vice_chairman"
    CHAIRMAN = "chairman"
    CENTRAL = "central"


LEVELS: Mapping[Rung, int] = {
    Rung.OFFICERS: 0,
    Rung.HEAD: 1,
    Rung.STANDING_AGENCY: 2,
    Rung.OFFICE: 2,
    Rung.PERMANENT_VICE_CHAIRMAN: 3,
    Rung.CHAIRMAN: 4,
    Rung.CENTRAL: 5,
}


_ROLES: Mapping[Rung, Role] = {
    Rung.OFFICE: Role.OFFICE_OFFICER,
    Rung.PERMANENT_VICE_CHAIRMAN: Role.PERMANENT_VICE_CHAIRMAN,
    Rung.CHAIRMAN: Role.CHAIRMAN,
}


class MonthMark(StrEnum):
    """Moments of the month in which something with a deadline of that month is due (FR-NT-07)."""

    START = "start"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Step:
    """Who is told, and when: `days` working days after the last working day in time (before it when negative),

    or at a mark of the month, which concerns deadlines that are known to the month only. Once the highest level that it
    tells has acknowledged it, what goes higher comes `holds` working days later.
    """

    name: str
    to: tuple[Rung, ...]
    days: int = 0
    mark: MonthMark | None = None
    holds: int = 0

    @property
    def level(self) -> int:
        return max(LEVELS[rung] for rung in self.to)


Ladder = tuple[Step, ...]

_UNIT = (Rung.OFFICERS, Rung.HEAD)

DEFAULT_LADDER: Ladder = (
    Step("month-start", _UNIT, mark=MonthMark.START),
    Step("month-middle", _UNIT, mark=MonthMark.MIDDLE),
    Step("T-7", _UNIT, -7),
    Step("T-3", _UNIT, -3),
    Step("T-1", _UNIT, -1),
    Step("T", _UNIT, 0),
    Step("T+1", (Rung.HEAD, Rung.OFFICERS), 1, holds=2),
    Step("T+3", (Rung.STANDING_AGENCY, Rung.HEAD), 3, holds=2),
    Step("T+7", (Rung.PERMANENT_VICE_CHAIRMAN, Rung.STANDING_AGENCY), 7, holds=3),
    Step("T+14", (Rung.CHAIRMAN,), 14),
)

# What units ask of each other goes no higher than the Office, and reaches it at once (FR-BP-18, FR-NA-09).
_REQUEST_LADDER: Ladder = (
    Step("T-1", _UNIT, -1),
    Step("T", _UNIT, 0),
    Step("T+1", (Rung.HEAD, Rung.OFFICE, Rung.STANDING_AGENCY), 1),
    Step("T+3", (Rung.HEAD, Rung.OFFICE), 3),
)


@dataclass(frozen=True, slots=True)
class Ladders:
    """A tenant's ladders: one for whatever is owed, and those of single kinds of obligations.

    `version` is 0, and `since` None, where the tenant has set nothing.
    """

    general: Ladder
    of_kind: Mapping[str, Ladder] = field(default_factory=dict)
    version: int = 0
    since: datetime | None = None

    def for_kind(self, kind: str) -> Ladder:
        return self.of_kind.get(kind, self.general)

    @property
    def reach(self) -> int:
        """The most working days that may lie between a deadline and one of its steps."""
        return max(_reach(ladder) for ladder in (self.general, *self.of_kind.values()))


DEFAULT_LADDERS = Ladders(DEFAULT_LADDER, dict.fromkeys(("urge", "explanation", "peer_request"), _REQUEST_LADDER))


def addressees(step: Step, owner: str, tenant: TenantId) -> list[Addressee]:
    """The mailboxes of a step for what that unit owes."""
    return [Addressee(_mailbox(rung, owner, tenant), _part(rung)) for rung in step.to]


def speaks_for(step: Step, mailbox: Mailbox, owner: str, tenant: TenantId) -> bool:
    """True for the mailboxes of the highest level that the step tells: nobody below can hold back what concerns those above."""
    return mailbox in {_mailbox(rung, owner, tenant) for rung in step.to if LEVELS[rung] == step.level}


def _reach(ladder: Ladder) -> int:
    return max(abs(step.days) for step in ladder) + sum(step.holds for step in ladder)


def _mailbox(rung: Rung, owner: str, tenant: TenantId) -> Mailbox:
    match rung:
        case Rung.OFFICERS:
            return officers_of(owner)
        case Rung.HEAD:
            return head_of(owner)
        case Rung.STANDING_AGENCY:
            return of_standing_agency(tenant)
        case Rung.CENTRAL:
            return of_standing_agency(CENTRAL)
    return of_role(_ROLES[rung])


def _part(rung: Rung) -> Part:
    return Part.LEAD if rung in _UNIT else Part.OVERSIGHT
