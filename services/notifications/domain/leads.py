"""What a change of the lead means for inboxes: the unit that leads from now on, and the one that led, both learn of it."""

from services.notifications.domain.frames import deadline_of, message, of_work, told
from services.notifications.domain.mailboxes import head_of, officers_of
from services.notifications.domain.notices import Addressee, Notice, NoticeKind, Part
from services.notifications.domain.phrases import Said, headline, in_both, labelled, paragraph
from services.notifications.domain.units import Units, head_title, unit_name
from services.notifications.domain.works import Work
from shared.events import Event, TaskLeadChanged
from shared.events.successions import ModelLeadChanged


def announce_lead_change(
    event: Event, payload: TaskLeadChanged | ModelLeadChanged, work: Work, units: Units
) -> list[Notice]:
    """One notice for each mailbox, whatever parts its unit has (FR-NT-10)."""
    change = payload.change
    old, new = unit_name(change.from_, units), unit_name(change.to, units)
    text = paragraph(
        Said(
            f"{work.noun.vi.capitalize()} “{work.title.vi}” chuyển đơn vị chủ trì từ {old.vi} sang {new.vi}",
            f"{work.noun.en.capitalize()} “{work.title.en}” goes from {old.en} to {new.en}",
        ),
        labelled(Said("Chịu trách nhiệm", "Accountable"), head_title(change.to, units)),
        labelled(Said("Hạn hoàn thành", "Deadline"), deadline_of(work)),
        labelled(Said("Lý do", "Reason"), in_both(change.reason)),
        labelled(Said("Căn cứ", "Document"), in_both(change.document)),
    )
    title = headline(Said("Đổi đơn vị chủ trì", "Another unit leads"), work.title)
    return told(event, NoticeKind.ASSIGNED, _both_sides(change.from_, work), message(event, work, title, text))


def _both_sides(old: str, work: Work) -> list[Addressee]:
    led = [Addressee(head_of(old), Part.LEAD), Addressee(officers_of(old), Part.LEAD)]
    by_mailbox = {to.mailbox: to for to in [*led, *of_work(work)]}
    return list(by_mailbox.values())
