"""What a tenant has set for all its mails: when none is sent, what nobody may turn off, and who reads a digest instead.

Set as a whole by the standing agency, in numbered versions.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.email.errors import Fault, InvalidWish
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import NoticeKind
from services.notifications.domain.phrases import Said
from shared.tenancy import Role


class Office(StrEnum):
    """Who reads a mailbox: heads and officers of units, or a role of the tenant."""

    HEAD = "head"
    OFFICER = "officer"
    CHAIRMAN = Role.CHAIRMAN.value
    PERMANENT_VICE_CHAIRMAN = Role.PERMANENT_VICE_CHAIRMAN.value
    STANDING_OFFICER = Role.STANDING_OFFICER.value
    OFFICE_OFFICER = Role.OFFICE_OFFICER.value
    HOME_AFFAIRS_OFFICER = Role.HOME_AFFAIRS_OFFICER.value
    CENTRAL_OFFICER = Role.CENTRAL_OFFICER.value


def office_of(mailbox: Mailbox) -> Office:
    sort, _, name = mailbox.partition(":")
    return Office(name if sort == "role" else sort)


class _Wish(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


_Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Of a day in Vietnam, HH:MM")]
_Kinds = Annotated[tuple[NoticeKind, ...], Field(max_length=len(NoticeKind))]


class Quiet(_Wish):
    """Hours of every day in which no mail is sent; they may span midnight."""

    starts_at: _Hour
    ends_at: _Hour


class NewRules(_Wish):
    """All rules of a tenant at once. What is told in quiet hours or on a day off is sent when that is over."""

    quiet: Quiet | None = Field(description="null: mails are sent at any hour")
    working_days_only: bool = Field(strict=True, description="By the calendar that reminders follow")
    mandatory: _Kinds = Field(
        description="Kinds of notices that nobody may turn off; at once or in the digest they arrive"
    )
    urgent: _Kinds = Field(description="Of the mandatory ones: sent at once, in quiet hours and on days off too")
    digest_at: _Hour = Field(description="When the daily digest is sent, on the days on which mails are sent; HH:MM")
    digest_for: tuple[Office, ...] = Field(
        max_length=len(Office), description="Whose addresses read a daily digest unless they choose otherwise"
    )
    note: str | None = Field(default=None, max_length=500, description="Why, or by which document")


STARTING = NewRules(
    quiet=Quiet(starts_at="21:00", ends_at="07:00"),
    working_days_only=True,
    mandatory=(NoticeKind.ASSIGNED, NoticeKind.OVERDUE, NoticeKind.ESCALATION),
    urgent=(),
    digest_at="07:30",
    digest_for=(Office.CHAIRMAN, Office.PERMANENT_VICE_CHAIRMAN),
)
"""In force until a tenant sets its own."""


class Rules(NamedTuple):
    """`set_at` and `set_by` (a role, never a person) are None for what everybody starts with, version 0."""

    version: int = 0
    wish: NewRules = STARTING
    set_at: datetime | None = None
    set_by: str | None = None


_ALL_DAY = Said(
    "phải khác giờ bắt đầu, nếu không sẽ không có thư nào được gửi",
    "must differ from the start, or no mail would ever be sent",
)
_IN_QUIET = Said("nằm trong giờ không gửi thư", "lies in the quiet hours")
_NOT_MANDATORY = Said(
    "chỉ loại thông báo bắt buộc mới được gửi ngay ngoài giờ", "only mandatory kinds may be sent outside the hours"
)


def check(wish: NewRules) -> None:
    """Raises InvalidWish with everything that is wrong."""
    if faults := list(_faults(wish)):
        raise InvalidWish(faults)


def is_quiet(quiet: Quiet, hour: str) -> bool:
    """The start is quiet, the end is not."""
    if quiet.starts_at < quiet.ends_at:
        return quiet.starts_at <= hour < quiet.ends_at
    return hour >= quiet.starts_at or hour < quiet.ends_at


def _faults(wish: NewRules) -> Iterator[Fault]:
    if wish.quiet and wish.quiet.starts_at == wish.quiet.ends_at:
        yield Fault("quiet.ends_at", "quiet_all_day", _ALL_DAY)
    elif wish.quiet and is_quiet(wish.quiet, wish.digest_at):
        yield Fault("digest_at", "in_quiet_hours", _IN_QUIET)
    for number, kind in enumerate(wish.urgent):
        if kind not in wish.mandatory:
            yield Fault(f"urgent.{number}", "urgent_not_mandatory", _NOT_MANDATORY)
