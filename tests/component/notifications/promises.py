"""What a tenant's ladder promises, worked out anew from what is known of each work; it shares nothing with the service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.properties.notifications.calendar import in_office_hours, morning, next_morning, shifted

LEVELS = {"officers": 0, "head": 1, "standing_agency": 2, "office": 2, "permanent_vice_chairman": 3, "chairman": 4}
Rungs = tuple[int, tuple[str, ...], int]
"""Working days from the deadline, who is told, and what an acknowledgement holds."""
Told = tuple[str, date, str, str]
"""Work, deadline, step, mailbox."""


@dataclass(frozen=True)
class Ladder:
    """By kind of work (the empty kind is for all others), by step."""

    lines: Mapping[str, Mapping[str, Rungs]]
    since: datetime | None = None

    def steps(self, kind: str) -> Mapping[str, Rungs]:
        return self.lines.get(kind, self.lines[""])

    def level(self, kind: str, step: str) -> int:
        return max(LEVELS[rung] for rung in self.steps(kind)[step][1])


@dataclass
class Owed:
    """One work: until when, by whom, since when that deadline is known, and what has come of it."""

    work: str
    kind: str
    unit: str
    due: date
    learned: datetime
    open: bool = True
    done: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)

    def times(self, ladder: Ladder) -> dict[str, datetime]:
        """By step, the morning on which it is to be told."""
        if not self.open:
            return {}
        steps = ladder.steps(self.kind)
        planned = {step: morning(shifted(self.due, days)) for step, (days, _, _) in steps.items()}
        for step in steps:
            held = sum(steps[low][2] for low in self.acknowledged & steps.keys() if self._below(ladder, low, step))
            planned[step] = morning(shifted(planned[step].date(), held))
        planned = dict(sorted(planned.items(), key=lambda pair: pair[1]))
        return self._without_what_was_over(planned, ladder)

    def _below(self, ladder: Ladder, low: str, step: str) -> bool:
        days = ladder.steps(self.kind)[low][0] < ladder.steps(self.kind)[step][0]
        return days and ladder.level(self.kind, low) < ladder.level(self.kind, step)

    def _without_what_was_over(self, planned: dict[str, datetime], ladder: Ladder) -> dict[str, datetime]:
        since = max(self.learned, ladder.since or self.learned)
        over = [step for step, at in planned.items() if at < since]
        found = {step: at for step, at in planned.items() if at >= since}
        late = next_morning(since)
        if over and all(at > late for at in found.values()):
            found[over[-1]] = late
        return found

    def mailboxes(self, ladder: Ladder, step: str, *, highest: bool = False) -> Iterator[str]:
        names = {"officers": f"officer:{self.unit}", "head": f"head:{self.unit}"}
        names |= {"standing_agency": "role:standing_officer", "office": "role:office_officer"}
        for rung in ladder.steps(self.kind)[step][1]:
            if not highest or LEVELS[rung] == ladder.level(self.kind, step):
                yield names.get(rung, f"role:{rung}")


class Promises:
    """All works of a province."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.works: dict[str, Owed] = {}
        self.allowed: set[Told] = set()

    def due(self, now: datetime) -> set[Told]:
        """What whoever looks at the clock now has to tell, as it was not told yet."""
        if not in_office_hours(now):
            return set()
        found = {told for owed in self.works.values() for told in self._due(owed, now)}
        self.allowed |= found
        return found

    def tell(self, told: set[Told]) -> None:
        for work, _, step, _ in told:
            self.works[work].done.add(step)

    def acknowledge(self, told: Told) -> bool:
        """True where it holds something from now on."""
        work, due, step, mailbox = told
        owed, steps = self.works[work], self.ladder.steps(self.works[work].kind)
        if not owed.open or owed.due != due or step not in steps:
            return False
        level = self.ladder.level(owed.kind, step)
        gone_up = any(self.ladder.level(owed.kind, one) > level for one in owed.done & steps.keys())
        heard = mailbox in owed.mailboxes(self.ladder, step, highest=True)
        if gone_up or not heard or not steps[step][2]:
            return False
        owed.acknowledged.add(step)
        return True

    def _due(self, owed: Owed, now: datetime) -> Iterator[Told]:
        for step, at in owed.times(self.ladder).items():
            if at <= now and step not in owed.done:
                yield from ((owed.work, owed.due, step, to) for to in owed.mailboxes(self.ladder, step))
