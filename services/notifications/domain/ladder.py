"""The ladder: who is reminded when. Data, so that a province may have its own (calendar of the programme, section 5.2)."""

from dataclasses import dataclass
from enum import StrEnum

from services.notifications.domain.mailboxes import Mailbox, head_of, of_role, of_standing_agency, officers_of
from services.notifications.domain.notices import Addressee, Part
from shared.tenancy import Role, TenantId


class Rung(StrEnum):
    """The line upwards: executor, head, standing agency, permanent vice chairman, chairman."""

    OFFICERS = "officers"
    HEAD = "head"
    STANDING_AGENCY = "standing_agency"
    PERMANENT_VICE_CHAIRMAN = "permanent_vice_chairman"
    CHAIRMAN = "chairman"


class MonthMark(StrEnum):
    """Moments of the month in which something with a deadline of that month is due (FR-NT-07)."""

    START = "start"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Step:
    """Who is told, and when: `days` working days after the last working day in time (before it when negative),

    or at a mark of the month, which concerns deadlines that are known to the month only.
    """

    name: str
    to: tuple[Rung, ...]
    days: int = 0
    mark: MonthMark | None = None


Ladder = tuple[Step, ...]

_UNIT = (Rung.OFFICERS, Rung.HEAD)

DEFAULT_LADDER: Ladder = (
    Step("month-start", _UNIT, mark=MonthMark.START),
    Step("month-middle", _UNIT, mark=MonthMark.MIDDLE),
    Step("T-7", _UNIT, -7),
    Step("T-3", _UNIT, -3),
    Step("T-1", _UNIT, -1),
    Step("T", _UNIT, 0),
    Step("T+1", (Rung.HEAD, Rung.OFFICERS), 1),
    Step("T+3", (Rung.STANDING_AGENCY, Rung.HEAD), 3),
    Step("T+7", (Rung.PERMANENT_VICE_CHAIRMAN, Rung.STANDING_AGENCY), 7),
    Step("T+14", (Rung.CHAIRMAN,), 14),
)


def addressees(step: Step, owner: str, tenant: TenantId) -> list[Addressee]:
    """The mailboxes of a step for what that unit owes."""
    return [Addressee(_mailbox(rung, owner, tenant), _part(rung)) for rung in step.to]


def _mailbox(rung: Rung, owner: str, tenant: TenantId) -> Mailbox:
    match rung:
        case Rung.OFFICERS:
            return officers_of(owner)
        case Rung.HEAD:
            return head_of(owner)
        case Rung.STANDING_AGENCY:
            return of_standing_agency(tenant)
        case Rung.PERMANENT_VICE_CHAIRMAN:
            return of_role(Role.PERMANENT_VICE_CHAIRMAN)
        case Rung.CHAIRMAN:
            return of_role(Role.CHAIRMAN)


def _part(rung: Rung) -> Part:
    return Part.LEAD if rung in _UNIT else Part.OVERSIGHT
