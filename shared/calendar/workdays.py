"""Working days: Monday to Friday without public holidays. The holidays themselves are data, given from outside."""

from collections.abc import Callable
from datetime import date, timedelta

IsHoliday = Callable[[date], bool]


class WorkingDays:
    """Counts in working days of one tenant."""

    def __init__(self, is_holiday: IsHoliday) -> None:
        self._is_holiday = is_holiday

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and not self._is_holiday(day)

    def shift(self, day: date, by: int) -> date:
        """The day `by` working days after `day` (before it when negative); zero is `day` itself, even on a holiday."""
        step = timedelta(days=1 if by > 0 else -1)
        for _ in range(abs(by)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def next_working(self, day: date) -> date:
        """`day` itself where it is worked, otherwise the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day
