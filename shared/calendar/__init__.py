"""Time in Vietnam: instants, deadlines of any precision, working days, and the clock that everything is given."""

from shared.calendar.clock import Clock, FixedClock, SystemClock
from shared.calendar.deadlines import Precision, due_instant
from shared.calendar.instants import (
    VIETNAM,
    InvalidMoment,
    as_of_instant,
    end_of_day,
    from_wire,
    local_date,
    start_of_day,
    to_wire,
)
from shared.calendar.workdays import WorkingDays

__all__ = [
    "VIETNAM",
    "Clock",
    "FixedClock",
    "InvalidMoment",
    "Precision",
    "SystemClock",
    "WorkingDays",
    "as_of_instant",
    "due_instant",
    "end_of_day",
    "from_wire",
    "local_date",
    "start_of_day",
    "to_wire",
]
