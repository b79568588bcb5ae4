"""The history of one work's state, by the time at which changes took effect and the time at which they became known (G9).

A timeline is a list of steps `{"at", "known", "set"}` in the order of their effect; `set` holds the fields that changed.
A change may be entered later than others that took effect after it: a completion of March entered after a deadline was moved
in April. It is put at its own place, and what follows is told anew, so the answer for any instant is a state that was true.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from services.reporting.domain.boards import Sums, add, difference, without_zeros
from services.reporting.domain.states import State

Step = dict[str, Any]
Effect = tuple[str, Sums]
"""When it took effect, and what it changes on the boards."""


def state_at(timeline: Iterable[Step], at: str | None = None, known_at: str | None = None) -> State | None:
    """The state at an instant as known at another (wire text; None: without bound). None where there was none yet."""
    state: State = {}
    for step in timeline:
        if (at is None or step["at"] <= at) and (known_at is None or step["known"] <= known_at):
            state |= step["set"]
    return state or None


def enter(timeline: Sequence[Step], after: State, at: str, known: str) -> tuple[list[Step], list[Effect]]:
    """The timeline with the change that leads to `after`, and its effects; nothing where nothing changed.

    A change never takes effect before the last change of the same field. So where an event was parked, its fields change with
    the next event of the same work, at that event's time; and where clocks disagree, the order of events stands.
    """
    latest = state_at(timeline) or {}
    change = {name: value for name, value in after.items() if latest.get(name) != value}
    change |= {name: None for name, value in latest.items() if value is not None and name not in after}
    if "status" not in change:
        change.pop("since", None)  # it is told with the status, so it never keeps another change from its own place
    if not change:
        return list(timeline), []
    for number, step in enumerate(timeline):
        known = max(known, step["known"])
        if number == 0 or not change.keys().isdisjoint(step["set"]):
            at = max(at, step["at"])
    step = {"at": at, "known": known, "set": change}
    if not timeline or timeline[-1]["at"] <= at:  # nearly always: nothing that is known took effect later
        effect = difference(latest or None, latest | change)
        return [*timeline, step], [(at, effect)] if effect else []
    place = sum(earlier["at"] <= at for earlier in timeline)
    return [*timeline[:place], step, *timeline[place:]], _effects(timeline, place, step)


def _effects(timeline: Sequence[Step], place: int, step: Step) -> list[Effect]:
    old = state_at(timeline[:place])
    new = (old or {}) | step["set"]
    effects = [(step["at"], difference(old, new))]
    for later in timeline[place:]:
        next_old, next_new = (old or {}) | later["set"], new | later["set"]
        change: Sums = {}
        add(change, difference(new, next_new))
        add(change, difference(old, next_old), -1)
        effects.append((later["at"], without_zeros(change)))
        old, new = next_old, next_new
    return [(at, change) for at, change in effects if change]
