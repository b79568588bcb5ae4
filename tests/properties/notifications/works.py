"""Tasks as only this reader of the journal cares for them: due within days from now, and shared by units in different parts.

Deadlines that are near go over to each other while somebody is being reminded of them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from shared.calendar import Precision
from shared.events import Event
from tests.properties.happenings import Happening, happenings, histories, precisions, units
from tests.properties.notifications.calendar import local_day
from tests.properties.province import UNITS, Owing, Province


@dataclass(frozen=True, slots=True)
class Urged:
    """A task that is due so many days from now."""

    days: int
    precision: Precision
    fields: dict[str, Any]

    def __call__(self, province: Province) -> None:
        due = local_day(province.now) + timedelta(days=self.days)
        province.assign(f"U-{len(province.works)}", Owing(due, self.precision), **self.fields)


@dataclass(frozen=True, slots=True)
class PutOff:
    """A deadline is moved to so many days from now."""

    which: int
    days: int

    def __call__(self, province: Province) -> None:
        works = list(province.works)
        if works:
            due = local_day(province.now) + timedelta(days=self.days)
            province.move(works[self.which % len(works)], due, Precision.DAY)


_parts = st.fixed_dictionaries(
    {"lead_unit": units}, optional={"coordinating_units": st.lists(st.sampled_from(UNITS), max_size=2, unique=True)}
)
_days = st.integers(-10, 20)
_urged = st.builds(Urged, _days, precisions, _parts)
_put_off = st.builds(PutOff, st.integers(0, 9), _days)
_urgent: st.SearchStrategy[list[Happening]] = st.lists(st.one_of(_urged, _put_off), max_size=4)


def _with_urgent_tasks(some: st.SearchStrategy[list[Happening]]) -> st.SearchStrategy[list[Happening]]:
    return st.builds(lambda others, urgent: [*others, *urgent], some, _urgent)


urgent_happenings = _with_urgent_tasks(happenings)
urgent_histories = _with_urgent_tasks(histories)


def give_lasting_ids(events: list[Event]) -> None:
    """Notices have ids made of those of events: as these come by chance, no course could be repeated exactly."""
    events[:] = [event.model_copy(update={"id": str(UUID(int=event.sequence))}) for event in events]
