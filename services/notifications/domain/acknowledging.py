"""What “tôi đã nhận” does to the ladder: silence moves a matter up, an acknowledgement in time holds it back."""

from services.notifications.domain.ladder import speaks_for
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Owed
from services.notifications.domain.obligations import Obligation, scheduled
from services.notifications.domain.timetable import Timetable
from shared.tenancy import TenantId


def after_acknowledging(
    obligation: Obligation, owed: Owed, mailbox: Mailbox, timetable: Timetable, tenant: TenantId
) -> Obligation:
    """The obligation once that mailbox has acknowledged the notice of a step.

    It changes only where the step is one of the present deadline, told to this mailbox as the highest level, and nobody
    higher has been told yet: what has moved up is for those above to acknowledge.
    """
    if not _holds(obligation, owed, mailbox, timetable, tenant):
        return obligation
    return scheduled(obligation._replace(acknowledged=(*obligation.acknowledged, str(owed.step))), timetable)


def _holds(obligation: Obligation, owed: Owed, mailbox: Mailbox, timetable: Timetable, tenant: TenantId) -> bool:
    deadline = (obligation.due_at, obligation.due_precision)
    step = None if owed.step is None else timetable.step(obligation.kind, owed.step)
    if step is None or not obligation.open or deadline != (owed.due_at, owed.due_precision):
        return False
    fired = (timetable.step(obligation.kind, name) for name in obligation.fired)
    moved_up = any(other is not None and other.level > step.level for other in fired)
    return (
        step.holds > 0
        and step.name not in obligation.acknowledged
        and not moved_up
        and speaks_for(step, mailbox, str(obligation.owner_unit), tenant)
    )
