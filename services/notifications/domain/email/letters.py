"""What mails say, as plain text and as HTML: in the language of the mailbox, with correct Vietnamese first."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from services.notifications.domain.email.preferences import Language
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Notice
from services.notifications.domain.phrases import Said
from services.notifications.domain.units import Units, head_title, officers_title, role_title, tenant_name
from shared.tenancy import Role, TenantId

_LONGEST_SUBJECT = 180
_GREETING = Said("Kính gửi: {}", "To: {}")
_SEE = Said("Xem trong hệ thống", "See it in the system")
_SAMPLE = Said("Dữ liệu mẫu", "Sample data")
_SENT_BY = Said(
    "Thư tự động của hệ thống Tiendo, {}. Vui lòng không trả lời thư này.",
    "Sent automatically by Tiendo, {}. Please do not reply.",
)
_CONFIRM_SUBJECT = Said("Xác nhận nhận thông báo qua thư điện tử", "Confirm that you want notices by email")
_CONFIRM = Said(
    "Cơ quan thường trực của {} đã ghi địa chỉ này để nhận thông báo công việc của hệ thống Tiendo. Nếu đúng, hãy mở liên kết "
    "dưới đây trong vòng 7 ngày và bấm xác nhận. Nếu không phải bạn, hãy bỏ qua thư này; sẽ không có thư nào khác.",
    "The standing agency of {} entered this address to receive work notices of Tiendo. If that is right, open the link below "
    "within 7 days and confirm. If not, ignore this mail; nothing else will be sent.",
)
_SETTINGS = Said("Chọn thư muốn nhận", "Choose which mails you get")
_UNSUBSCRIBE = Said("Không nhận loại thư này nữa", "Stop mails of this kind")
_CONFIRM_LINK = Said("Xác nhận", "Confirm")


class Link(NamedTuple):
    words: str
    url: str


class Listing(NamedTuple):
    """A heading and lines under it; a line that leads somewhere is a link."""

    heading: str
    lines: Sequence[str | Link]


class Ways(NamedTuple):
    """Where whoever reads a mail changes what is sent; `unsubscribe` only of what may be turned off."""

    settings: str | None = None
    unsubscribe: str | None = None


class Letter(NamedTuple):
    """`text` and `html` say the same. `subject` is one line, whatever somebody entered as a title."""

    subject: str
    text: str
    html: str
    language: Language


class Frame(NamedTuple):
    """Around what a mail tells: whose mailbox it is, in which language, and where links lead."""

    tenant: TenantId
    mailbox: Mailbox
    units: Units
    language: Language
    ways: Ways = Ways()

    def say(self, said: Said) -> str:
        return said.en if self.language == "en" else said.vi

    @property
    def of_tenant(self) -> str:
        return self.say(tenant_name(self.tenant, self.units))

    @property
    def footer(self) -> str:
        return self.say(_SENT_BY).format(self.of_tenant)

    @property
    def small_links(self) -> list[Link]:
        """Under the footer."""
        offered = (_SETTINGS, self.ways.settings), (_UNSUBSCRIBE, self.ways.unsubscribe)
        return [Link(self.say(words), url) for words, url in offered if url is not None]

    def greeting(self, *mailboxes: Mailbox) -> str:
        titles = (self.say(mailbox_title(each, self.tenant, self.units)) for each in mailboxes)
        return self.say(_GREETING).format("; ".join(titles))


def of_notice(frame: Frame, notice: Notice, link: str) -> Letter:
    message = notice.message
    sample = sample_mark(frame, message.sample)
    subject = one_line(sample + frame.say(message.title))
    paragraphs = [frame.greeting(frame.mailbox), sample + frame.say(message.text)]
    return composed(frame, subject, paragraphs, [Link(frame.say(_SEE), link)])


def sample_mark(frame: Frame, sample: bool) -> str:
    return f"[{frame.say(_SAMPLE)}] " if sample else ""


def of_verification(frame: Frame, link: str) -> Letter:
    """In both languages: nobody knows yet who reads it."""
    name = tenant_name(frame.tenant, frame.units)
    paragraphs = [_CONFIRM.vi.format(name.vi), _CONFIRM.en.format(name.en)]
    subject = one_line(f"{_CONFIRM_SUBJECT.vi} / {_CONFIRM_SUBJECT.en}")
    return composed(frame, subject, paragraphs, [Link(f"{_CONFIRM_LINK.vi} / {_CONFIRM_LINK.en}", link)])


def mailbox_title(mailbox: Mailbox, tenant: TenantId, units: Units) -> Said:
    """`Giám đốc Sở Tư pháp`: the office that reads it, never a person."""
    sort, _, name = mailbox.partition(":")
    match sort:
        case "head":
            return head_title(name, units)
        case "officer":
            return officers_title(name, units)
    return role_title(Role(name), tenant)


def one_line(text: str) -> str:
    """Nothing that somebody entered ends a header."""
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return shown if len(shown) <= _LONGEST_SUBJECT else shown[: _LONGEST_SUBJECT - 1] + "…"


def composed(frame: Frame, subject: str, parts: Sequence[str | Listing], links: Sequence[Link]) -> Letter:
    ways = [_as_text(link) for link in links]
    footer = "\n".join(["-- ", frame.footer, *map(_as_text, frame.small_links)])
    text = "\n\n".join([*map(_as_text, parts), *ways, footer]) + "\n"
    return Letter(subject, text, _html(frame, subject, parts, links), frame.language)


def _as_text(part: str | Link | Listing) -> str:
    match part:
        case Link():
            return f"{part.words}: {part.url}"
        case Listing():
            return "\n".join([part.heading.upper(), *(f"- {_as_text(line)}" for line in part.lines)])
    return part


def _html(frame: Frame, subject: str, parts: Sequence[str | Listing], links: Sequence[Link]) -> str:
    ways = "".join(f"<p>{_as_html(link)}</p>" for link in links)
    small = "".join(f"<br>{_as_html(link)}" for link in frame.small_links)
    return (
        f'<!DOCTYPE html><html lang="{frame.language}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        '<body style="font-family:Arial,sans-serif;max-width:40em;line-height:1.5">'
        f"{''.join(map(_block, parts))}{ways}"
        f'<hr><p style="color:#555;font-size:.85em">{escape(frame.footer)}{small}</p></body></html>\n'
    )


def _block(part: str | Listing) -> str:
    if isinstance(part, str):
        return f"<p>{_as_html(part)}</p>"
    lines = "".join(f"<li>{_as_html(line)}</li>" for line in part.lines)
    return f'<h2 style="font-size:1.1em">{escape(part.heading)}</h2><ul>{lines}</ul>'


def _as_html(part: str | Link) -> str:
    if isinstance(part, Link):
        return f'<a href="{escape(part.url)}">{escape(part.words)}</a>'
    return escape(part).replace("\n", "<br>")
