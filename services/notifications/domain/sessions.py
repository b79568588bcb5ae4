"""Who hears of working sessions: the units that take part, while they can still come (FR-NA-13)."""

from services.notifications.domain.frames import told
from services.notifications.domain.mailboxes import head_of, officers_of
from services.notifications.domain.notices import Addressee, Message, Notice, NoticeKind, Owed, Part
from services.notifications.domain.phrases import Said, day_label, headline, labelled, paragraph
from services.notifications.domain.units import role_title
from shared.calendar import local_date
from shared.events import Event, Payload
from shared.events.sessions import SessionConvened, SessionSnapshot
from shared.tenancy import TenantId

_SORTS = {
    "conference": Said("Mời dự hội nghị", "Invitation to a conference"),
    "meeting": Said("Mời họp", "Invitation to a meeting"),
    "working_session": Said("Mời dự phiên làm việc", "Invitation to a working session"),
}


def announce_session(event: Event, payload: Payload) -> list[Notice]:
    """A notice to head and officers of each unit that takes part; none of a day that was over when it was entered."""
    if not isinstance(payload, SessionConvened) or payload.after.held_on < local_date(event.recordedtime):
        return []
    session = payload.after
    mailboxes = [mailbox for unit in session.participants for mailbox in (head_of(unit), officers_of(unit))]
    addressees = [Addressee(mailbox, Part.COORDINATOR) for mailbox in mailboxes]
    return told(event, NoticeKind.INVITED, addressees, _message(event, session))


def _message(event: Event, session: SessionSnapshot) -> Message:
    title = Said(session.title_vi, session.title_en or session.title_vi)
    day, invitation = day_label(session.held_on), _SORTS[session.sort]
    text = paragraph(
        Said(f"{invitation.vi} ngày {day}: “{title.vi}”", f"{invitation.en} on {day}: “{title.en}”"),
        labelled(Said("Chủ trì", "Chaired by"), role_title(session.chair_role, TenantId(session.tenant))),
    )
    key = f"session:{session.id}"
    return Message(
        subject=key,
        title=headline(Said(f"{invitation.vi} {day}", f"{invitation.en}, {day}"), title),
        text=text,
        created_at=event.recordedtime,
        effective_at=event.time,
        sequence=event.sequence,
        obligation=Owed(key),
        sample=session.sample,
    )
