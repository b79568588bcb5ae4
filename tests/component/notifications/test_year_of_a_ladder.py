"""A year of a province with a ladder of its own: deadlines move, leads change, people acknowledge or do not, the ladder is
set anew in summer, and the scheduler dies again and again. An independent account of the promises goes along with it.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.notifications.adapters.specifications import NOTICES
from services.notifications.domain.ladder_wishes import NewLadder
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.usecases.inbox import Reader
from shared.calendar import VIETNAM, from_wire, local_date
from shared.events import Payload, TaskSnapshot
from shared.messaging.commands import Command
from shared.storage import Document, Order, Store, StoreUnavailable
from tests.component.notifications.conftest import opened
from tests.component.notifications.office import Office
from tests.component.notifications.promises import Ladder, Owed, Promises, Told
from tests.component.unsteady import DyingStore
from tests.properties.notifications.calendar import in_office_hours
from tests.unit.notifications.cast import (
    HEALTH,
    JUSTICE,
    NINH_THUAN,
    a_task,
    an_event,
    at,
    deadline_moved,
    owed,
    registered,
    task_moved,
)

SET_ANEW, QUIET = at("2024-07-01 12:30"), at("2024-12-20 00:00")
HOURS = ("07:59", "08:00", "12:30", "17:00", "23:00")
KINDS = ("task", "task", "periodic_report", "urge")
UNIT = ("officers", "head")
WINTER: dict[str, Any] = {
    "": {
        "T-5": (-5, UNIT, 0),
        "T": (0, ("head",), 0),
        "T+1": (1, UNIT, 2),
        "T+3": (3, ("standing_agency", "head"), 4),
        "T+8": (8, ("chairman", "standing_agency"), 0),
    },
    "periodic_report": {
        "T": (0, ("head",), 1),
        "T+1": (1, ("head", "office", "standing_agency"), 3),
        "T+6": (6, ("chairman",), 0),
    },
}
SUMMER: dict[str, Any] = {
    "": {"T-2": (-2, UNIT, 0), "T+1": (1, ("head",), 5), "T+2": (2, ("permanent_vice_chairman",), 0)},
    "urge": {"T+1": (1, ("head", "office"), 1), "T+4": (4, ("chairman",), 0)},
}


def wish(lines: dict[str, Any]) -> NewLadder:
    """The same as it is asked for."""
    asked = [
        {
            **({"kinds": [kind]} if kind else {}),
            "steps": [{"days": days, "to": list(to), "holds": holds} for days, to, holds in steps.values()],
        }
        for kind, steps in lines.items()
    ]
    return NewLadder.model_validate({"lines": asked})


class Life:
    """What happens in the province, on the store and in the account of promises alike."""

    def __init__(self, store: Store, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  any course of events will do
        self.store = store
        self.steady = Office(store)
        self.promises = Promises(Ladder(WINTER))
        self.snapshots: dict[str, TaskSnapshot] = {}
        self.sequence = 0
        self.waiting: list[tuple[str, Payload]] = []
        self.later: list[tuple[datetime, Told]] = []
        self.held = 0
        self.is_summer = False

    async def set_ladder(self, lines: dict[str, Any], now: datetime) -> None:
        self.promises.ladder = Ladder(lines, now)
        await self.steady.ladders.set(Command(NINH_THUAN, "standing_officer", now, "c-1"), wish(lines))

    async def go_on(self, now: datetime) -> None:
        if now >= SET_ANEW and not self.is_summer:
            self.is_summer = True
            await self.set_ladder(SUMMER, now)
        if now < QUIET:
            self._happen(now)

    def _happen(self, now: datetime) -> None:
        """Now and then something new, or something else with what there is."""
        if self.chance.random() < 0.1:
            self._register(now)
        open_works = [work for work, known in self.promises.works.items() if known.open]
        if open_works and self.chance.random() < 0.05:
            self._go_on(self.chance.choice(open_works), now)

    def _register(self, now: datetime) -> None:
        work, kind = f"W-{len(self.snapshots):03}", self.chance.choice(KINDS)
        due = local_date(now) + timedelta(days=self.chance.randint(-6, 40))
        self.promises.works[work] = Owed(work, kind, JUSTICE, due, now)
        obligation = owed(due).model_copy(update={"kind": kind})
        task = a_task(work, due, coordinating_units=()).model_copy(update={"obligation": obligation})
        self._tell(work, now, task, registered(task))

    def _go_on(self, work: str, now: datetime) -> None:
        known, task = self.promises.works[work], self.snapshots[work]
        match self.chance.choice(("move", "lead", "done", "nothing")):
            case "move":
                due = local_date(now) + timedelta(days=self.chance.randint(-3, 30))
                if due != known.due:
                    known.due, known.learned, known.done, known.acknowledged = due, now, set(), set()
                    update = {"due_at": owed(due).due_at}
                    moved = task.model_copy(update={"obligation": task.obligation.model_copy(update=update)})
                    self._tell(work, now, moved, deadline_moved(task, moved))
            case "lead":
                known.unit = HEALTH if known.unit == JUSTICE else JUSTICE
                known.acknowledged = set()
                update = {"owner_unit": known.unit}
                obligation = task.obligation.model_copy(update=update)
                passed = task.model_copy(update={"lead_unit": known.unit, "obligation": obligation})
                self._tell(work, now, passed, task_moved("not_started", "not_started", passed))
            case "done":
                known.open = False
                obligation = task.obligation.model_copy(update={"discharged_at": now})
                done = task.model_copy(update={"status": "completed", "obligation": obligation})
                self._tell(work, now, done, task_moved("in_progress", "completed", done))

    def _tell(self, work: str, now: datetime, task: TaskSnapshot, payload: Payload) -> None:
        self.snapshots[work] = task
        self.waiting.append((f"{now.astimezone(VIETNAM):%Y-%m-%d %H:%M}", payload))

    async def fold(self, office: Office) -> None:
        while self.waiting:
            recorded, payload = self.waiting[0]
            await office.fold.apply(NINH_THUAN, [an_event(payload, self.sequence + 1, recorded)])
            self.sequence += 1
            self.waiting.pop(0)

    async def answer(self, told: set[Told], now: datetime) -> None:
        """Some acknowledge at once, some days later, most not at all; not always those who may hold anything."""
        for one in sorted(told):
            if self.chance.random() < 0.4:
                self.later.append((now + timedelta(days=self.chance.choice((0, 0, 1, 2, 6))), one))
        ready = [one for when, one in self.later if when <= now and in_office_hours(now)]
        self.later = [(when, one) for when, one in self.later if one not in ready]
        notices = {key(notice): notice["id"] for notice in await reminders(self.store)} if ready else {}
        self.steady.clock.move_to(now)
        for one in ready:
            self.held += self.promises.acknowledge(one)
            await self.steady.acknowledge(Reader(NINH_THUAN, Mailbox(one[3])), notices[one], "somebody", None)


def key(notice: Document) -> Told:
    owed = notice["obligation"]
    return owed["id"], local_date(from_wire(owed["due_at"])), owed["step"], notice["mailbox"]


async def reminders(store: Store) -> list[Document]:
    page = await store.collection(NOTICES, NINH_THUAN).find({}, Order(), 100_000)
    return [notice for notice in page.items if notice["obligation"]["step"]]


def year() -> Iterator[datetime]:
    day = date(2024, 1, 2)
    while day < date(2025, 3, 1):
        yield from (at(f"{day} {hour}") for hour in HOURS)
        day += timedelta(days=1)


async def live_through(life: Life, lives: Iterator[int | None]) -> int:
    """How often the scheduler died. People and their programs go on meanwhile; news waits until it is back."""
    office, deaths, asleep, in_doubt = Office(DyingStore(life.store, next(lives))), 0, 0, False
    for now in year():
        if not in_doubt:
            await life.go_on(now)
        asleep = max(0, asleep - 1)
        if asleep:
            in_doubt = True
            continue
        try:
            await life.fold(office)
            office.clock.move_to(now)
            due = life.promises.due(now)
            await office.fire()
        except StoreUnavailable:
            deaths, asleep, in_doubt = deaths + 1, life.chance.randint(0, 9), True
            office = Office(DyingStore(life.store, next(lives)))
            continue
        in_doubt = False
        if due:
            assert due <= set(map(key, await reminders(life.store))), f"promised and not told by {now}"
        life.promises.tell(due)
        await life.answer(due, now)
    return deaths


async def judge(life: Life) -> None:
    notices = await reminders(life.store)
    counted = Counter(map(key, notices))
    assert set(counted) <= life.promises.allowed, "told, and not promised"
    assert max(counted.values()) == 1, "told twice"
    assert all(in_office_hours(from_wire(notice["created_at"])) for notice in notices), "told while nobody works"
    assert {key(n)[3].partition(":")[2] for n in notices} >= {"chairman", "standing_officer", "office_officer"}
    assert len(notices) > 100
    assert life.held > 3, "acknowledgements have held something"
    await Office(life.store).kept()


def for_ever() -> Iterator[int | None]:
    while True:
        yield None


@pytest.mark.parametrize("seed", [2024])
async def test_everything_promised_is_told_once_in_time_and_nothing_else(store: Store, seed: int) -> None:
    life = Life(store, seed)
    await life.set_ladder(WINTER, at("2024-01-01 10:00"))
    assert await live_through(life, for_ever()) == 0
    await judge(life)


@pytest.mark.parametrize("seed", [3, 35])
async def test_also_where_the_scheduler_dies_fifty_times_anywhere(tmp_path: Path, seed: int) -> None:
    async with opened(tmp_path) as store:
        life = Life(store, seed)
        await life.set_ladder(WINTER, at("2024-01-01 10:00"))
        chance = random.Random(seed)  # noqa: S311
        lives: Iterator[int | None] = iter(lambda: chance.randint(0, 24), -1)
        assert await live_through(life, lives) >= 50
        await judge(life)
