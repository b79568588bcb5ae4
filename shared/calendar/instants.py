"""Instants: stored and sent in UTC with microseconds, so that text order is time order; read by people in Vietnam time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_ONE_MICROSECOND = timedelta(microseconds=1)


class InvalidMoment(ValueError):
    """The text is neither a date (2024-03-31) nor an instant with its offset (2024-03-31T23:59:00+07:00)."""


def to_wire(instant: datetime) -> str:
    """`2024-03-31T16:59:59.999999Z`: fixed width, sorts as time does."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def from_wire(text: str) -> datetime:
    """Any ISO 8601 instant that carries its offset. Raises InvalidMoment."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as problem:
        raise InvalidMoment(text) from problem
    if instant.tzinfo is None:
        raise InvalidMoment(text)
    try:
        return instant.astimezone(UTC)
    except OverflowError as problem:
        raise InvalidMoment(text) from problem


def start_of_day(day: date) -> datetime:
    """The first instant of a day in Vietnam."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The last instant of a day in Vietnam: what is due that day is overdue one microsecond later (FR-X-05)."""
    return start_of_day(day) + timedelta(days=1) - _ONE_MICROSECOND


def local_date(instant: datetime) -> date:
    """The day that people in Vietnam have at that instant."""
    return instant.astimezone(VIETNAM).date()


def as_of_instant(text: str) -> datetime:
    """What `as_of` means: an instant is itself, a date is its last instant in Vietnam (FR-X-06). Raises InvalidMoment."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        # A plus sign in a query string that was not percent-encoded arrives as a space.
        return from_wire(text.replace(" ", "+"))
    try:
        return end_of_day(day)
    except OverflowError as problem:
        raise InvalidMoment(text) from problem
