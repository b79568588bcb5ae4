"""Hypothesis strategies: random histories of a few tasks, with backdated changes and moved deadlines."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from shared.calendar import from_wire, start_of_day, to_wire
from shared.events import Event
from tests.unit.reporting.cast import Story, a_task, instant

FIRST = datetime(2023, 11, 1, tzinfo=UTC)
STATUSES = ("not_started", "in_progress", "submitted", "basically_completed", "completed", "on_hold", "cancelled")
UNITS = ("STP", "STC")
DAYS = 200


@st.composite
def instants(draw: st.DrawFn) -> str:
    """Midnight in Vietnam, as where only a day is known, or any second."""
    day = (FIRST + timedelta(days=draw(st.integers(0, DAYS) | st.integers(59, 61)))).date()
    seconds = draw(st.sampled_from((0, 0, 1, 43_200, 86_399)))
    return to_wire(start_of_day(day) + timedelta(seconds=seconds))


@st.composite
def dues(draw: st.DrawFn) -> str | None:
    day = draw(st.none() | st.integers(0, DAYS))
    return None if day is None else (FIRST + timedelta(days=day)).date().isoformat()


@st.composite
def telling_instants(draw: st.DrawFn, events: list[Event]) -> str:
    """Any instant, and above all those at which something happens: changes and deadlines, and just before and after."""
    if draw(st.integers(0, 4)) == 0:
        return draw(instants())
    event = draw(st.sampled_from(events))
    due = event.data["after"]["obligation"]["due_at"]
    at = from_wire(due) if due and draw(st.booleans()) else event.time
    near = draw(st.sampled_from((timedelta(), timedelta(microseconds=1), timedelta(hours=6))))
    return to_wire(at + near * draw(st.sampled_from((-1, 1))))


@st.composite
def histories(draw: st.DrawFn, most: int = 30) -> list[Event]:
    """Events in the order of their entry, by clocks that differ a little; the times of their effects are in any order."""
    story = Story()
    entered = instant("2024-06-01")
    for number in range(draw(st.integers(1, most))):
        key = f"T-{draw(st.integers(1, 4))}"
        at, drift = draw(instants()), draw(st.sampled_from((0, 0, 90)))
        recorded = to_wire(entered + timedelta(minutes=number, seconds=-drift))
        if key not in story.works:
            fields = {
                "kind": draw(st.sampled_from(("regular", "roadmap"))),
                "group": draw(st.sampled_from(("G-1", None))),
            }
            story.registers(a_task(key, draw(dues()), lead_unit=draw(st.sampled_from(UNITS)), **fields), at, recorded)
            continue
        match draw(st.sampled_from(("moves", "moves", "postpones", "hands over"))):
            case "moves":
                due = story.works[key].obligation.due_at
                at = to_wire(due) if due is not None and draw(st.integers(0, 3)) == 0 else at
                story.moves(key, draw(st.sampled_from(STATUSES)), at, recorded)
            case "postpones":
                story.postpones(key, draw(dues()), at, recorded)
            case _:
                story.hands_over(key, draw(st.sampled_from(UNITS)), at, recorded)
    return story.events
