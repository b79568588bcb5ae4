"""When a tenant is reminded: at 08:00 in Vietnam on working days, and late reminders within office hours only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.ladder import Ladder, Ladders, MonthMark, Step
from shared.calendar import VIETNAM, Precision, WorkingDays, local_date

REMINDER_TIME = time(8)
OFFICE_CLOSES = time(17)
_REMEMBERED = 512

IsDay = Callable[[date], bool]


class LocalDays(BaseModel):
    """Where one tenant differs from the public calendar: days off of its own, and days that it works."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


class OfficeDays(WorkingDays):
    """Working days of one tenant, with the weekend days that are worked in exchange for a day off (làm bù)."""

    def __init__(self, is_holiday: IsDay, is_worked: IsDay, local: LocalDays) -> None:
        super().__init__(is_holiday)
        self._is_worked = is_worked
        self._local = local

    def is_working(self, day: date) -> bool:
        if day in self._local.off:
            return False
        return day in self._local.worked or self._is_worked(day) or super().is_working(day)


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of the ladder and the instant at which it is due."""

    step: Step
    at: datetime


class Timetable:
    """One tenant's ladders on one tenant's working days."""

    def __init__(self, ladders: Ladders, days: WorkingDays) -> None:
        self.version = ladders.version
        self.since = ladders.since
        # Twice the working days and two weeks of holidays cover every calendar.
        self.reach = timedelta(days=2 * ladders.reach + 18)
        self._ladders = ladders
        self._days = days
        self._known: dict[tuple[datetime, Precision, str], tuple[Moment, ...]] = {}

    def moments(self, due_at: datetime, precision: Precision, kind: str = "") -> tuple[Moment, ...]:
        """All steps towards and after a deadline of that kind of obligation, in order of time."""
        own = kind if kind in self._ladders.of_kind else ""
        known = self._known.get((due_at, precision, own))
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            ladder = self._ladders.for_kind(own)
            known = self._known[due_at, precision, own] = self._laid_out(local_date(due_at), precision, ladder)
        return known

    def step(self, kind: str, name: str) -> Step | None:
        """That step of the ladder for a kind of obligation, where there is one of that name."""
        return next((step for step in self._ladders.for_kind(kind) if step.name == name), None)

    def later(self, morning: datetime, by: int) -> datetime:
        """The morning that many working days after another one."""
        return _morning(self._days.shift(local_date(morning), by))

    def is_working(self, day: date) -> bool:
        return self._days.is_working(day)

    def working_days_left(self, today: date, due: date) -> int:
        """Working days after today on which the deadline can still be met."""
        left, day = 0, today + timedelta(days=1)
        while day <= due:
            left += self._days.is_working(day)
            day += timedelta(days=1)
        return left

    def next_morning(self, instant: datetime) -> datetime:
        """The first 08:00 of a working day that is not before the instant."""
        day = local_date(instant)
        if instant > _morning(day):
            day += timedelta(days=1)
        return _morning(self._days.next_working(day))

    def next_office_hour(self, instant: datetime) -> datetime:
        """The instant itself within office hours, otherwise the next opening: nobody is reminded at night or on a holiday."""
        local = instant.astimezone(VIETNAM)
        in_hours = REMINDER_TIME <= local.time() < OFFICE_CLOSES
        return instant if in_hours and self._days.is_working(local.date()) else self.next_morning(instant)

    def _laid_out(self, due: date, precision: Precision, ladder: Ladder) -> tuple[Moment, ...]:
        # The last day on which the deadline can be met by working; nobody works on a deadline that is a Sunday.
        last = due if self._days.is_working(due) else self._days.shift(due, -1)
        counted = [(self._days.shift(last, step.days), step) for step in ladder if step.mark is None]
        first = min((day for day, _ in counted), default=due)
        marked = [(self._marked(step.mark, due), step) for step in ladder if step.mark is not None]
        early = [(day, step) for day, step in marked if precision is Precision.MONTH and day < first]
        return tuple(Moment(step, _morning(day)) for day, step in sorted([*early, *counted], key=lambda pair: pair[0]))

    def _marked(self, mark: MonthMark, due: date) -> date:
        return self._days.next_working(due.replace(day=1 if mark is MonthMark.START else 15))


def _morning(day: date) -> datetime:
    return datetime.combine(day, REMINDER_TIME, VIETNAM).astimezone(UTC)
