"""What the events of duties mean for inboxes: answers, reports and acknowledgements go back and forth between two sides.

The unit learns what it owes and what became of it; what the unit itself did is told to the standing agency.
"""

from services.notifications.domain.correspondence import copied, told_of_reply
from services.notifications.domain.frames import deadline_of, message, of_lead, told
from services.notifications.domain.mailboxes import head_of, of_standing_agency
from services.notifications.domain.notices import Addressee, Notice, NoticeKind, Part
from services.notifications.domain.phrases import Said, headline, in_both, labelled, paragraph, status_label
from services.notifications.domain.units import Units, actor_title, head_title, unit_name
from services.notifications.domain.works import Work
from shared.events import DutyEvent, Event, RequestStatusChanged, UnitReportStatusChanged
from shared.tenancy import TenantId


def announce_duty(event: Event, payload: DutyEvent, work: Work, units: Units) -> list[Notice]:
    """The notices of one event about a duty; none where its status and who owes it stayed as they were."""
    if payload.before is None or "unit" in payload.before:
        return _owed(event, payload, work, units)
    if "status" not in payload.before:
        return []
    return _went_on(event, payload, work, units)


def _owed(event: Event, payload: DutyEvent, work: Work, units: Units) -> list[Notice]:
    unit, noun = unit_name(str(work.lead), units), work.noun
    text = paragraph(
        Said(f"{unit.vi} có {noun.vi} “{work.title.vi}”", f"{unit.en} owes the {noun.en} “{work.title.en}”"),
        labelled(Said("Hạn", "Deadline"), deadline_of(work)),
        labelled(Said("Nội dung", "What is asked"), in_both(getattr(payload.after, "text_vi", None))),
        labelled(Said("Chịu trách nhiệm", "Accountable"), head_title(str(work.lead), units)),
    )
    title = headline(noun, work.title)
    addressees = [*of_lead(work), *copied(payload)]
    return told(event, NoticeKind.ASSIGNED, addressees, message(event, work, title, text))


def _went_on(event: Event, payload: DutyEvent, work: Work, units: Units) -> list[Notice]:
    unit, status = unit_name(str(work.lead), units), status_label(work.status)
    change = getattr(payload, "change", None)
    text = paragraph(
        Said(
            f"{work.noun.vi.capitalize()} “{work.title.vi}” của {unit.vi}: {status.vi}",
            f"{work.noun.en.capitalize()} “{work.title.en}” of {unit.en}: {status.en}",
        ),
        labelled(Said("Người cập nhật", "Updated by"), actor_title(event.actor, TenantId(event.tenant), units)),
        labelled(Said("Lý do", "Reason"), in_both(getattr(change, "reason", None))),
        labelled(Said("Ghi chú", "Note"), in_both(getattr(change, "note", None))),
    )
    title = headline(status, work.title)
    return told(event, NoticeKind.STATUS_CHANGED, _other_side(event, payload, work), message(event, work, title, text))


def _other_side(event: Event, payload: DutyEvent, work: Work) -> list[Addressee]:
    _, _, acting = event.actor.partition("@")
    if acting != work.lead:
        return list(of_lead(work))
    match payload:
        case UnitReportStatusChanged() if work.status != "signed":
            return _signer(payload)
        case RequestStatusChanged():
            return told_of_reply(payload.after)
    return [Addressee(of_standing_agency(TenantId(event.tenant)), Part.OVERSIGHT)]


def _signer(payload: UnitReportStatusChanged) -> list[Addressee]:
    """What was handed in waits for the head; a draft concerns nobody but who writes it (FR-NA-17)."""
    report = payload.after
    return [] if report.status == "draft" else [Addressee(head_of(report.unit), Part.LEAD)]
