"""Hypothesis strategies: random histories of a few tasks, with backdated changes and moved deadlines."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from shared.calendar import start_of_day, to_wire
from shared.events import Event
from tests.unit.reporting.cast import Story, a_task, instant

FIRST = datetime(2023, 11, 1, tzinfo=UTC)
STATUSES = ("not_started", "in_progress", "submitted", "basically_completed", "completed", "on_hold", "cancelled")
DAYS = 200


@st.composite
def instants(draw: st.DrawFn) -> str:
    """Midnight in Vietnam, as where only a day is known, or any second."""
    day = (FIRST + timedelta(days=draw(st.integers(0, DAYS)))).date()
    seconds = draw(st.sampled_from((0, 0, 1, 43_200, 86_399)))
    return to_wire(start_of_day(day) + timedelta(seconds=seconds))


@st.composite
def dues(draw: st.DrawFn) -> str | None:
    day = draw(st.none() | st.integers(0, DAYS))
    return None if day is None else (FIRST + timedelta(days=day)).date().isoformat()


@st.composite
def histories(draw: st.DrawFn, most: int = 30) -> list[Event]:
    """Events in the order of their entry; the times of their effects are in any order."""
    story = Story()
    entered = instant("2024-06-01")
    for number in range(draw(st.integers(1, most))):
        key = f"T-{draw(st.integers(1, 4))}"
        at, recorded = draw(instants()), to_wire(entered + timedelta(minutes=number))
        if key not in story.works:
            unit, kind = draw(st.sampled_from(("STP", "STC"))), draw(st.sampled_from(("regular", "roadmap")))
            group = draw(st.sampled_from(("G-1", "G-2", None)))
            story.registers(a_task(key, draw(dues()), lead_unit=unit, kind=kind, group=group), at, recorded)
        elif draw(st.booleans()):
            story.moves(key, draw(st.sampled_from(STATUSES)), at, recorded)
        else:
            story.postpones(key, draw(dues()), at, recorded)
    return story.events
