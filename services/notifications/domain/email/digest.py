"""The daily digest: what is overdue first, then what is due today and this week and what waits for an acknowledgement;
then what was told since the last one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from services.notifications.domain.email.letters import Frame, Letter, Link, Listing, composed, one_line, sample_mark
from services.notifications.domain.email.links import Place
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Notice
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.phrases import Said, day_label, deadline_label, overdue_label
from services.notifications.domain.units import unit_name
from shared.calendar import local_date

SHOWN = 20
"""Of each part; the others are counted."""
_ACKNOWLEDGED = frozenset({"acknowledgement", "guidance", "copy"})
"""Kinds of obligations that an acknowledgement meets."""

_SUBJECT = Said("Tổng hợp ngày {}", "Daily digest {}")
_ALL = Said("Xem trong hệ thống", "See it in the system")
_MORE = Said("… và {} mục khác trong hệ thống", "… and {} more in the system")
_OVERDUE = Said("Quá hạn", "Overdue")
_TODAY = Said("Đến hạn hôm nay", "Due today")
_WEEK = Said("Đến hạn trong tuần này", "Due this week")
_WAITING = Said("Chờ xác nhận tiếp nhận", "Waiting for acknowledgement")
_NEWS = Said("Thông báo mới", "New notices")


class Owed(NamedTuple):
    """By deadline. `late` counts what is overdue, of which only the longest overdue are here; `ahead` is what is due yet."""

    overdue: Sequence[Obligation] = ()
    late: int = 0
    ahead: Sequence[Obligation] = ()


class Digest(NamedTuple):
    """What an address that reads these mailboxes is told on a day; `news` is what came since the last digest."""

    day: date
    mailboxes: Sequence[Mailbox]
    owed: Owed
    news: Sequence[Notice]


class _Part(NamedTuple):
    heading: Said
    lines: Sequence[str | Link]
    total: int


def end_of_week(day: date) -> date:
    """Its Sunday."""
    return day + timedelta(days=6 - day.weekday())


def of_digest(frame: Frame, digest: Digest, place: Place) -> Letter | None:
    """None where there is nothing to say."""
    parts = [part for part in _parts(frame, digest, place) if part.total]
    if not parts:
        return None
    counts = ", ".join(f"{frame.say(part.heading).lower()}: {part.total}" for part in parts)
    subject = one_line(f"{frame.say(_SUBJECT).format(day_label(digest.day))} – {counts}")
    listings = [_listing(frame, part) for part in parts]
    link = Link(frame.say(_ALL), place.inbox(frame.tenant))
    return composed(frame, subject, [frame.greeting(*digest.mailboxes), *listings], [link])


def _parts(frame: Frame, digest: Digest, place: Place) -> list[_Part]:
    today, owed = digest.day, digest.owed

    def part(heading: Said, found: Sequence[Obligation], total: int | None = None) -> _Part:
        lines = [_line(frame, each, today) for each in found[:SHOWN]]
        return _Part(heading, lines, len(found) if total is None else total)

    news = [
        Link(
            sample_mark(frame, each.message.sample) + frame.say(each.message.title),
            place.inbox(frame.tenant, each.message.subject),
        )
        for each in digest.news[:SHOWN]
    ]
    return [
        part(_OVERDUE, owed.overdue, owed.late),
        part(_TODAY, _due(owed, lambda day: day == today)),
        part(_WEEK, _due(owed, lambda day: today < day <= end_of_week(today))),
        part(_WAITING, [each for each in owed.ahead if each.kind in _ACKNOWLEDGED]),
        _Part(_NEWS, news, len(digest.news)),
    ]


def _due(owed: Owed, on: Callable[[date], bool]) -> list[Obligation]:
    """What an acknowledgement meets has a part of its own."""
    return [each for each in owed.ahead if each.kind not in _ACKNOWLEDGED and on(_day(each))]


def _listing(frame: Frame, part: _Part) -> Listing:
    left = part.total - len(part.lines)
    more = [frame.say(_MORE).format(left)] if left > 0 else []
    return Listing(f"{frame.say(part.heading)} ({part.total})", [*part.lines, *more])


def _line(frame: Frame, obligation: Obligation, today: date) -> str:
    """`Số hóa dữ liệu hộ tịch – Sở Tư pháp, hạn 31/03/2024, quá hạn 5 ngày`."""
    deadline = frame.say(deadline_label(obligation.due_at, obligation.due_precision))
    said = [frame.say(unit_name(obligation.owner_unit, frame.units))] if obligation.owner_unit else []
    said.append(frame.say(Said(f"hạn {deadline}", f"due {deadline}")))
    if (over := (today - _day(obligation)).days) > 0:
        said.append(frame.say(overdue_label(over)))
    return f"{sample_mark(frame, obligation.sample)}{one_line(frame.say(obligation.title))} – {', '.join(said)}"


def _day(obligation: Obligation) -> date:
    if obligation.due_at is None:
        raise ValueError(f"{obligation.id} has no deadline")
    return local_date(obligation.due_at)
