"""Who else is told of what units ask of each other: the Office has a copy, the one who asked hears the answer (FR-NA-09)."""

from services.notifications.domain.mailboxes import head_of, of_role, of_standing_agency, officers_of
from services.notifications.domain.notices import Addressee, Part
from shared.events import DutyEvent, RequestSent, RequestSnapshot
from shared.tenancy import Role, TenantId
from shared.tenancy.roles import UNIT_ROLES


def copied(payload: DutyEvent) -> list[Addressee]:
    """The Office, unless it asks itself; of what the central level asks a province, its standing agency too (FR-TW-18)."""
    if not isinstance(payload, RequestSent) or payload.after.asked_by_role is Role.OFFICE_OFFICER:
        return []
    office = Addressee(of_role(Role.OFFICE_OFFICER), Part.OVERSIGHT)
    request = payload.after
    if request.asked_by_tenant in {None, request.tenant}:
        return [office]
    return [Addressee(of_standing_agency(TenantId(request.tenant)), Part.OVERSIGHT), office]


def told_of_reply(request: RequestSnapshot) -> list[Addressee]:
    """The unit that asked, or everybody who holds the role that asked."""
    unit, role = request.asked_by_unit, request.asked_by_role
    if unit is not None and role in UNIT_ROLES:
        return [Addressee(head_of(unit), Part.OVERSIGHT), Addressee(officers_of(unit), Part.OVERSIGHT)]
    if role in {Role.STANDING_OFFICER, Role.CENTRAL_OFFICER}:
        return [Addressee(of_standing_agency(TenantId(request.tenant)), Part.OVERSIGHT)]
    return [Addressee(of_role(role), Part.OVERSIGHT)]
