"""A year of a province's calendar: every step that the ladder promises is told, once, on working mornings only."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from services.notifications.adapters.specifications import NOTICES
from shared.calendar import VIETNAM, from_wire
from shared.events import Event, Payload
from shared.storage import Document, Order, Store, StoreUnavailable
from tests.component.notifications.conftest import opened
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.office import Office

# Written down by hand: this test does not ask the code which days are right.
from tests.properties.notifications.calendar import first_working, is_working, morning, shifted
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

STEPS = {"T-7": -7, "T-3": -3, "T-1": -1, "T": 0, "T+1": 1, "T+3": 3, "T+7": 7, "T+14": 14}
TOLD = {
    "T-7": {"head", "officer"},
    "T-3": {"head", "officer"},
    "T-1": {"head", "officer"},
    "T": {"head", "officer"},
    "T+1": {"head", "officer"},
    "T+3": {"head", "role:standing_officer"},
    "T+7": {"role:permanent_vice_chairman", "role:standing_officer"},
    "T+14": {"role:chairman"},
}
HOURS = ("00:00", "07:59", "08:00", "08:01", "12:30", "16:59", "17:00", "23:59")


@dataclass(frozen=True)
class Deadline:
    """One deadline of one work, from when it was known until it was met, moved or cancelled."""

    work: str
    due: date
    known: str
    until: str | None = None


DEADLINES = [
    Deadline("W-1", date(2024, 1, 31), known="2024-01-02 09:00"),
    Deadline("W-2", date(2024, 2, 15), known="2024-01-02 09:00"),
    Deadline("W-3", date(2024, 3, 31), known="2024-01-02 09:00", until="2024-04-02 15:00"),
    Deadline("W-4", date(2024, 5, 4), known="2024-01-02 09:00", until="2024-04-26 07:00"),
    Deadline("W-4", date(2024, 9, 4), known="2024-04-26 07:00"),
    Deadline("W-5", date(2024, 6, 30), known="2024-01-02 09:00", until="2024-06-25 10:00"),
    Deadline("W-6", date(2024, 10, 31), known="2024-01-02 09:00"),
    Deadline("W-7", date(2024, 11, 15), known="2024-01-02 09:00", until="2024-11-19 09:00"),
    Deadline("W-7", date(2024, 10, 1), known="2024-11-19 09:00"),
    Deadline("W-8", date(2023, 12, 15), known="2024-02-10 22:00"),
    Deadline("W-9", date(2024, 8, 30), known="2024-08-26 14:00"),
]


def promised(deadline: Deadline) -> dict[str, datetime]:
    """By step, the instant at which it is to be told."""
    known, until = at(deadline.known), at(deadline.until) if deadline.until else at("2025-01-01 00:00")
    moments = {step: morning(shifted(deadline.due, by)) for step, by in STEPS.items()}
    over = [step for step, moment in moments.items() if moment < known]
    told = {step: moment for step, moment in moments.items() if known <= moment < until}
    if over:
        day = first_working(known.astimezone(VIETNAM).date() + timedelta(days=1))
        if morning(day) not in told.values() and morning(day) < until:
            told[over[-1]] = morning(day)
    return told


def story() -> list[tuple[datetime, Event]]:
    """The events that make the deadlines known and end them, with when they are recorded."""
    found: list[tuple[str, Payload]] = []
    previous: dict[str, Deadline] = {}
    for deadline in sorted(DEADLINES, key=lambda deadline: deadline.known):
        work = a_task(deadline.work, deadline.due)
        if before := previous.get(deadline.work):
            moved = work.model_copy(update={"obligation": owed(deadline.due, moves=1)})
            found.append((deadline.known, deadline_moved(a_task(before.work, before.due), moved)))
        else:
            found.append((deadline.known, registered(work)))
        previous[deadline.work] = deadline
    found += [
        (last.until, task_moved("in_progress", "completed", a_task(last.work, last.due, status="completed")))
        for last in previous.values()
        if last.until
    ]
    found.sort(key=lambda pair: pair[0])
    return [(at(when), an_event(payload, number, when)) for number, (when, payload) in enumerate(found, 1)]


def year() -> Iterator[datetime]:
    day = date(2024, 1, 1)
    while day.year == 2024:
        yield from (at(f"{day} {hour}") for hour in HOURS)
        day += timedelta(days=1)


async def reminders(store: Store) -> list[Document]:
    page = await store.collection(NOTICES, NINH_THUAN).find({}, Order(), 10_000)
    return [notice for notice in page.items if notice["obligation"]["step"]]


def told(notices: list[Document]) -> Counter[tuple[str, str, str, str]]:
    """Work, deadline, step and mailbox of every reminder."""
    return Counter(
        (n["subject"], n["obligation"]["due_at"][:10], n["obligation"]["step"], n["mailbox"]) for n in notices
    )


def expected() -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (deadline.work, f"{deadline.due}", step, f"{who}:{JUSTICE}" if who in {"head", "officer"} else who)
        for deadline in DEADLINES
        for step in promised(deadline)
        for who in TOLD[step]
    )


async def live_through(office: Office, instant: datetime, events: list[tuple[datetime, Event]]) -> None:
    while events and events[0][0] <= instant:
        await office.fold.apply(NINH_THUAN, [events[0][1]])
        events.pop(0)
    office.clock.move_to(instant)
    await office.fire()


async def test_every_promised_step_is_told_once_at_eight_on_its_working_morning(store: Store) -> None:
    office, events = Office(store), story()
    for instant in year():
        await live_through(office, instant, events)
    notices = await reminders(store)
    assert told(notices) == expected()
    moments = {(d.work, f"{d.due}", step): at for d in DEADLINES for step, at in promised(d).items()}
    for notice in notices:
        created = from_wire(notice["created_at"])
        assert created == moments[notice["subject"], notice["obligation"]["due_at"][:10], notice["obligation"]["step"]]
        assert is_working(created.astimezone(VIETNAM).date())
    await office.kept()


@pytest.mark.parametrize("seed", range(3))
async def test_a_scheduler_that_dies_again_and_again_tells_each_missed_step_once_and_in_office_hours(
    tmp_path: Path, seed: int
) -> None:
    chance, events, deaths, asleep = random.Random(seed), story(), 0, 0  # noqa: S311  any course of events will do
    async with opened(tmp_path) as store:
        office = Office(CrashingStore(store, chance.randint(0, 12)))
        for instant in year():
            if asleep:
                asleep -= 1
                continue
            try:
                await live_through(office, instant, events)
            except StoreUnavailable:
                deaths, asleep = deaths + 1, chance.randint(0, 12)
                office = Office(CrashingStore(store, chance.randint(0, 12)))
        notices = await reminders(store)
        await Office(store).kept()
    assert deaths >= 50
    assert max(told(notices).values()) == 1
    for notice in notices:
        created = from_wire(notice["created_at"]).astimezone(VIETNAM)
        assert is_working(created.date())
        assert 8 <= created.hour < 17
    # What was to be told shortly before a deadline was met or moved may have been slept through, and is then not told.
    assert set(told(notices)) <= set(expected())
    spared = {d.work for d in DEADLINES if d.until}
    assert {key for key in expected() if key[0] not in spared} <= set(told(notices))


async def test_two_schedulers_side_by_side_tell_everything_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        first, second, events = Office(store), Office(store), story()
        for instant in year():
            if instant.astimezone(VIETNAM).hour != 8:
                continue
            await live_through(first, instant, events)
            second.clock.move_to(instant)
            await second.fire()
        assert told(await reminders(store)) == expected()


async def test_what_is_missed_over_a_weekend_waits_for_monday_and_is_told_within_office_hours(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, [an_event(registered(a_task(due=date(2024, 10, 31))), 1)])
    for when, number in (
        ("2024-10-26 10:00", 0),
        ("2024-10-27 23:00", 0),
        ("2024-10-28 07:59", 0),
        ("2024-10-28 10:15", 2),
    ):
        office.clock.move_to(at(when))
        await office.fire()
        assert len(await reminders(office.store)) == 2 * number, when
    assert {notice["created_at"] for notice in await reminders(office.store)} == {"2024-10-28T03:15:00.000000Z"}


async def test_a_work_that_was_registered_with_another_lead_reminds_that_one(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, [an_event(registered(a_task(due=date(2024, 10, 31), lead=HEALTH)), 1)])
    office.clock.move_to(at("2024-10-22 08:00"))
    await office.fire()
    assert {notice["mailbox"] for notice in await reminders(office.store)} == {f"head:{HEALTH}", f"officer:{HEALTH}"}
