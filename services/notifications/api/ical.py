"""An agenda as iCalendar text (RFC 5545): whole days, lines of at most 75 octets that never split a letter."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta

from services.notifications.domain.agenda import Agenda, Entry
from services.notifications.domain.phrases import Said

MEDIA_TYPE = "text/calendar; charset=utf-8"
_MOST_OCTETS = 75

Say = Callable[[Said], str]


def ical(agenda: Agenda, say: Say) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in _lines(agenda, say))


def _lines(agenda: Agenda, say: Say) -> Iterator[str]:
    name, stamp = _text(say(agenda.name)), f"{agenda.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tiendo//Tiendo//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    )
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
    for entry in agenda.entries:
        yield from _event(entry, stamp, say)
    yield "END:VCALENDAR"


def _event(entry: Entry, stamp: str, say: Say) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_text(entry.uid)}", f"DTSTAMP:{stamp}", f"SEQUENCE:{entry.revision}")
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(say(entry.title))}"
    yield f"DESCRIPTION:{_text(say(entry.text))}"
    yield f"CATEGORIES:{_text(say(entry.sort))}"
    yield from ("TRANSP:TRANSPARENT", "STATUS:CONFIRMED", "END:VEVENT")


def _text(text: str) -> str:
    """Nothing that somebody entered can end the line or begin another property."""
    shown = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    return shown.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, octets = [""], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > _MOST_OCTETS:
            # The space that continues a line counts too.
            parts.append("")
            octets = 1
        parts[-1] += letter
        octets += size
    return "\r\n ".join(parts)
