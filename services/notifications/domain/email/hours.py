"""When mails may be sent: outside quiet hours and, where the tenant wants that, on working days only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from services.notifications.domain.email.rules import NewRules, Quiet, is_quiet
from shared.calendar import VIETNAM, local_date, start_of_day

_LONGEST_BREAK = 60
"""Days. Whatever a calendar says, no mail waits longer for a working day."""


def opening(rules: NewRules, instant: datetime, is_working: Callable[[date], bool]) -> datetime:
    """The first instant, not before that one, at which mails may be sent. The later it is asked for, the later it is."""
    local = instant.astimezone(VIETNAM)
    first = local.date()
    day = _worked(first, is_working) if rules.working_days_only else first
    if day != first:
        local = datetime.combine(day, time.min, VIETNAM)
    if rules.quiet is None or not is_quiet(rules.quiet, f"{local:%H:%M}"):
        return local.astimezone(UTC) if day != first else instant
    end = _end(rules.quiet, local).astimezone(UTC)
    # Quiet hours that span midnight may end on a day off.
    return end if local_date(end) == day else opening(rules, end, is_working)


def digest_instant(rules: NewRules, day: date) -> datetime:
    return start_of_day(day) + _since_midnight(rules.digest_at)


def _worked(day: date, is_working: Callable[[date], bool]) -> date:
    found = (day + timedelta(days=ahead) for ahead in range(_LONGEST_BREAK))
    return next((each for each in found if is_working(each)), day)


def _end(quiet: Quiet, local: datetime) -> datetime:
    """Of the quiet hours that the instant lies in."""
    day = local.date()
    if f"{local:%H:%M}" >= quiet.ends_at:
        day += timedelta(days=1)
    return datetime.combine(day, time.min, VIETNAM) + _since_midnight(quiet.ends_at)


def _since_midnight(hour: str) -> timedelta:
    hours, _, minutes = hour.partition(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
