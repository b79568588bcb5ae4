"""Who hears of progress reports: who looks them through, then the chairman, then who made them (FR-NA-24)."""

from services.notifications.domain.frames import told
from services.notifications.domain.mailboxes import Mailbox, of_role, of_standing_agency
from services.notifications.domain.notices import Addressee, Message, Notice, NoticeKind, Owed, Part
from services.notifications.domain.phrases import Said, day_label, headline, in_both, labelled, paragraph
from shared.calendar import local_date
from shared.events import Event, Payload
from shared.events.progress_reports import ProgressReportMade, ProgressReportSnapshot, ProgressReportStatusChanged
from shared.tenancy import Role, TenantId

_STEPS = {
    "made": Said("Đã lập, đề nghị rà soát", "Made, to be looked through"),
    "delivered": Said("Báo cáo trình Chủ tịch", "Report to the chairman"),
    "received": Said("Chủ tịch đã nhận báo cáo", "The chairman has received the report"),
}


def announce_progress_report(event: Event, payload: Payload) -> list[Notice]:
    """One notice to each side that has to act or waits; none for any other payload."""
    if not isinstance(payload, ProgressReportMade | ProgressReportStatusChanged):
        return []
    report = payload.after
    note = payload.change.note if isinstance(payload, ProgressReportStatusChanged) else None
    message = _message(event, report, note)
    addressees = [Addressee(mailbox, Part.OVERSIGHT) for mailbox in _mailboxes(report)]
    return told(event, NoticeKind.STATUS_CHANGED, addressees, message)


def _mailboxes(report: ProgressReportSnapshot) -> list[Mailbox]:
    standing, office = of_standing_agency(TenantId(report.tenant)), of_role(Role.OFFICE_OFFICER)
    sides = {"made": [office], "delivered": [of_role(Role.CHAIRMAN)], "received": [standing, office]}
    return sides[report.status]


def _message(event: Event, report: ProgressReportSnapshot, note: str | None) -> Message:
    title = Said(report.title_vi, report.title_en or report.title_vi)
    first, last, step = day_label(report.first_day), day_label(report.last_day), _STEPS[report.status]
    made = day_label(local_date(report.known_at))
    text = paragraph(
        Said(f"{title.vi}: {step.vi.lower()}", f"{title.en}: {step.en.lower()}"),
        Said(
            f"Kỳ báo cáo từ {first} đến {last}, số liệu chốt ngày {made}", f"From {first} to {last}, frozen on {made}"
        ),
        labelled(Said("Mã băm nội dung", "Digest of its content"), in_both(report.digest)),
        labelled(Said("Ghi chú", "Note"), in_both(note)),
    )
    key = f"progress_report:{report.id}"
    return Message(
        subject=key,
        title=headline(step, title),
        text=text,
        created_at=event.recordedtime,
        effective_at=event.time,
        sequence=event.sequence,
        obligation=Owed(key),
        sample=report.sample,
    )
