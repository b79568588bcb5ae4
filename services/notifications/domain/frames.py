"""The parts of a notice that do not depend on what happened: its frame, its addressees, the deadline that it names."""

from collections.abc import Iterable, Iterator

from services.notifications.domain.mailboxes import head_of, officers_of
from services.notifications.domain.notices import Addressee, Message, Notice, NoticeKind, Owed, Part, notice_id
from services.notifications.domain.phrases import Said, deadline_label
from services.notifications.domain.works import Work
from shared.events import Event


def message(event: Event, work: Work, title: Said, text: Said) -> Message:
    owed = work.obligation
    return Message(
        subject=work.id,
        title=title,
        text=text,
        created_at=event.recordedtime,
        effective_at=event.time,
        sequence=event.sequence,
        obligation=Owed(work.id, owed.due_at, owed.due_precision),
        sample=work.sample,
    )


def told(event: Event, kind: NoticeKind, addressees: Iterable[Addressee], message: Message) -> list[Notice]:
    return [Notice(notice_id(to.mailbox, event.id), to.mailbox, kind, to.part, message) for to in addressees]


def deadline_of(work: Work) -> Said:
    return deadline_label(work.obligation.due_at, work.obligation.due_precision)


def of_lead(work: Work) -> Iterator[Addressee]:
    if work.lead is not None:
        yield Addressee(head_of(work.lead), Part.LEAD)
        yield Addressee(officers_of(work.lead), Part.LEAD)


def of_coordinators(work: Work) -> Iterator[Addressee]:
    return (Addressee(head_of(unit), Part.COORDINATOR) for unit in work.coordinators)


def of_work(work: Work) -> list[Addressee]:
    return [*of_lead(work), *of_coordinators(work)]
