"""Who must be told what: of events by the parts that units have in a work, of deadlines by the ladder (services' door plate)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from shared.calendar import from_wire, to_wire
from shared.events import Event
from shared.storage import Document
from tests.properties.life.promises import DONE
from tests.properties.notifications.calendar import first_working, local_day, morning, next_morning, shifted

STANDING = "role:standing_officer"
WATCHED = {"submitted", "on_hold", "basically_completed", "completed"}
UNIT = ("officer", "head")
LADDER: dict[str, tuple[int, tuple[str, ...]]] = {
    "T-7": (-7, UNIT),
    "T-3": (-3, UNIT),
    "T-1": (-1, UNIT),
    "T": (0, UNIT),
    "T+1": (1, UNIT),
    "T+3": (3, ("head", STANDING)),
    "T+7": (7, (STANDING, "role:permanent_vice_chairman")),
    "T+14": (14, ("role:chairman",)),
}
MONTH = {"month-start": 1, "month-middle": 15}

Told = tuple[str, str, str, str]
"""Work, deadline, step, mailbox."""

Promised = tuple[Told, datetime]
"""What is told, and from when on."""


def announced(event: Event) -> set[str]:
    """The mailboxes that hear of an event."""
    thing, what = event.type.split(".")[2:4]
    if thing not in {"task", "model"}:
        return set()
    after, change = event.data["after"], event.data.get("change", {})
    lead = after["lead_unit"]
    coordinators = {f"head:{unit}" for unit in after.get("coordinating_units", ()) if unit != lead}
    units = {f"head:{lead}", f"officer:{lead}", *coordinators} if lead else coordinators
    if what == "registered":
        return units if lead else set()
    if what == "status-changed":
        if change["adopted"]:
            return set()
        return units | ({STANDING} if change["to"] in WATCHED else set())
    return units


@dataclass(frozen=True)
class Duty:
    """What one work owes after some event. `learned` is when its present deadline became known."""

    work: str
    owner: str | None
    due: datetime | None
    precision: str
    learned: datetime
    open: bool

    def promised_by(self, now: datetime) -> Iterator[Promised]:
        for step, at in self.steps.items():
            if at <= now:
                for to in LADDER[step][1] if step in LADDER else UNIT:
                    mailbox = f"{to}:{self.owner}" if to in UNIT else to
                    yield (self.work, to_wire(self.due or now), step, mailbox), at

    @cached_property
    def steps(self) -> dict[str, datetime]:
        """What was over when it became known is told once in all, on the next working morning, if nothing newer is told then."""
        if not self.open or self.due is None or self.owner is None:
            return {}
        moments = _moments(self.due, self.precision)
        over = [step for step, at in moments.items() if at < self.learned]
        found = {step: at for step, at in moments.items() if at >= self.learned}
        late = next_morning(self.learned)
        if over and all(at > late for at in found.values()):
            found[over[-1]] = late
        return found


def _moments(due: datetime, precision: str) -> dict[str, datetime]:
    """By step, in order of time, when the ladder wants it told."""
    day = local_day(due)
    found = {step: morning(shifted(day, by)) for step, (by, _) in LADDER.items()}
    if precision == "month":
        marked = {step: morning(first_working(day.replace(day=number))) for step, number in MONTH.items()}
        found |= {step: at for step, at in marked.items() if at < found["T-7"]}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def known_duties(obligations: Iterable[Document]) -> dict[str, Duty]:
    """By work, as a program keeps them."""
    return {
        kept["id"]: Duty(
            kept["id"],
            kept["owner_unit"],
            None if kept["due_at"] is None else from_wire(kept["due_at"]),
            kept["due_precision"],
            from_wire(kept["learned_at"]),
            kept["open"],
        )
        for kept in obligations
    }


class Duties:
    """What all works owe, after each event of a journal."""

    def __init__(self) -> None:
        self._by_event: list[Duty | None] = []
        self._latest: dict[str, Duty] = {}

    def hear(self, journal: Sequence[Event]) -> None:
        """Goes on from where it has come."""
        for event in journal[len(self._by_event) :]:
            concerns_work = event.type.split(".")[2] in {"task", "model"}
            self._by_event.append(self._learn(event) if concerns_work else None)

    def after(self, number: int) -> dict[str, Duty]:
        """By work, after that many events."""
        return {duty.work: duty for duty in self._by_event[:number] if duty}

    def promised(self, first: int, last: int, now: datetime) -> set[Promised]:
        """By somebody who knows each work as it is after any event between these two."""
        news = [duty for duty in self._by_event[first:last] if duty]
        return {promised for duty in (*self.after(first).values(), *news) for promised in duty.promised_by(now)}

    def next_after(self, now: datetime) -> datetime:
        """When somebody is to be told next; otherwise the next morning."""
        to_come = [at for duty in self._latest.values() for at in duty.steps.values() if at > now]
        return min(to_come, default=next_morning(now))

    def _learn(self, event: Event) -> Duty:
        after, known = event.data["after"], self._latest.get(event.subject)
        due_at, precision = after["obligation"]["due_at"], after["obligation"]["due_precision"]
        due = None if due_at is None else datetime.fromisoformat(due_at)
        same = known is not None and (known.due, known.precision) == (due, precision)
        learned = known.learned if known and same else event.recordedtime
        is_open = after["status"] not in DONE and after["status"] != "cancelled"
        duty = Duty(event.subject, after["lead_unit"], due, precision, learned, is_open)
        self._latest[event.subject] = duty
        return duty
