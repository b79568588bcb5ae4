"""What follows from events is built anew and put right; what people and the clock have done stays, and nothing comes twice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.notifications.adapters.read_model import NotificationsModel
from services.notifications.adapters.specifications import MAILBOXES, NOTICES, OBLIGATIONS, REBUILT, SPECS, UNITS
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.usecases.inbox import Reader
from shared.chassis.reading import READING_SPECS, Reading
from shared.events import Event
from shared.messaging.rebuilding import Rebuild, Stage
from shared.messaging.redrive import Outcome
from shared.storage import CollectionSpec, Store, connect
from shared.tenancy import TenantId
from tests.component.notifications.conftest import opened
from tests.component.notifications.office import Office
from tests.component.places import BOTH_STORES, place
from tests.component.unsteady import DyingStore
from tests.unit.notifications.cast import (
    HEALTH,
    JUSTICE,
    NINH_THUAN,
    a_story,
    a_task,
    a_unit,
    an_event,
    at,
    registered,
    task_moved,
)

HEAD, OFFICERS = f"head:{JUSTICE}", f"officer:{JUSTICE}"


class GrowingJournal:
    """A JournalSource over events; `meanwhile` is awaited at each read."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        if self.meanwhile is not None:
            await self.meanwhile()
        return [event.model_dump_json().encode() for event in self.events[after : after + limit]]

    async def heads(self) -> dict[TenantId, int]:
        return {NINH_THUAN: len(self.events)}


class Service:
    """The reading side of the service over a journal, and the office that lives on the same store."""

    def __init__(self, store: Store, events: list[Event] | None = None) -> None:
        self.store = store
        self.journal = GrowingJournal(list(a_story()) if events is None else events)
        self.office = Office(store)
        self.model = NotificationsModel(store, "notifications", TenantTimetables({}, StoredLadders(store).current))
        self.reading = Reading(store, self.journal, self.model, self.office.clock, "here")

    async def catch_up(self) -> None:
        await self.reading.subscription.catch_up()

    async def ended(self) -> Rebuild:
        async with asyncio.timeout(60):
            while True:
                known = await self.reading.wishes.known(NINH_THUAN)
                if known is not None and not known.active:
                    return known
                await asyncio.sleep(0.005)

    async def rebuilt(self, *, switch: bool = False) -> Rebuild:
        await self.reading.wishes.rebuild(NINH_THUAN, switch_anyway=switch, anew=False)
        working = asyncio.create_task(self.reading.rebuilds.run())
        try:
            return await self.ended()
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def told_by_events(self, mailbox: str = HEAD) -> list[str]:
        """The ids of notices, newest first; reminders are told by the clock."""
        page = await self.office.inbox.page(Reader(NINH_THUAN, mailbox), None, 100, None)  # type: ignore[arg-type]
        return [notice.id for notice in page.items if notice.message.obligation.step is None]

    async def reads(self, notice: str, mailbox: str = HEAD) -> None:
        await self.office.inbox.mark_read(Reader(NINH_THUAN, mailbox), notice)  # type: ignore[arg-type]

    async def write(self, spec: CollectionSpec, key: str, **fields: Any) -> None:
        collection = self.store.collection(spec, NINH_THUAN)
        before = await collection.get(key) or {"id": key, "revision": 0}
        await collection.upsert_many([{**before, **fields}])

    async def lose(self, spec: CollectionSpec, key: str) -> None:
        assert await self.store.collection(spec, NINH_THUAN).delete(key)

    async def nothing_is_left_of_it(self) -> bool:
        found = [await self.store.collection(spec, NINH_THUAN).find({}) for spec in REBUILT.values()]
        return not any(page.items for page in found)


@pytest.fixture(params=BOTH_STORES)
async def service(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Service]:
    """It has heard the story, and told what fell due until the end of October."""
    with place(request.param, request, tmp_path) as (url, database):
        store = connect(url, database)
        await store.open([*SPECS, *REBUILT.values(), *READING_SPECS])
        service = Service(store)
        await service.catch_up()
        service.office.clock.move_to(at("2024-11-21 09:00"))
        await service.office.fire()
        yield service
        await store.close()


async def test_inboxes_that_are_right_stay_exactly_as_they_are(service: Service) -> None:
    first, second, *_ = await service.told_by_events()
    await service.reads(first)
    await service.reads(second)
    before = await service.office.kept()
    rebuild = await service.rebuilt()
    assert (rebuild.stage, rebuild.equal, rebuild.handled) == (Stage.DONE, True, 10)
    assert {found.collection: found.same for found in rebuild.findings} == {"units": 2, "obligations": 3, "notices": 22}
    assert await service.office.kept() == before
    assert await service.nothing_is_left_of_it()


async def test_nobody_is_told_anything_by_a_rebuild_and_the_clock_tells_nothing_again(service: Service) -> None:
    told = await service.office.kept()
    assert any(notice["obligation"]["step"] for notice in told["notices"].values())
    await service.rebuilt()
    await service.office.fire()
    assert await service.office.kept() == told


async def test_what_differs_is_told_and_left_as_it_is(service: Service) -> None:
    first, second, *_ = await service.told_by_events()
    await service.write(NOTICES, first, title={"vi": "Nhầm", "en": "Wrong"})
    await service.lose(NOTICES, second)
    await service.write(OBLIGATIONS, "NT-T-01", status="completed", open=False)
    await service.write(UNITS, "NT-X", sequence=1, name_vi="Sở nào đó")
    rebuild = await service.rebuilt()
    assert rebuild.stage is Stage.DIFFERS
    units, obligations, notices = rebuild.findings
    assert (units.only_live, obligations.differing, notices.differing, notices.only_rebuilt) == (1, 1, 1, 1)
    assert set(obligations.examples[0].fields) == {"status", "open", "as_planned"}
    assert await service.store.collection(NOTICES, NINH_THUAN).get(second) is None


async def test_put_right_with_everything_that_people_and_the_clock_have_done(service: Service) -> None:
    right = await service.office.kept()
    first, second, third, *_ = await service.told_by_events()
    for notice in (first, second, third):
        await service.reads(notice)
    await service.write(NOTICES, first, title={"vi": "Nhầm", "en": "Wrong"})
    await service.lose(NOTICES, second)
    await service.write(NOTICES, "stray", **{**right["notices"][third], "id": "stray"})
    await service.write(OBLIGATIONS, "NT-T-01", status="completed", open=False, next_step_at=None)
    await service.lose(UNITS, HEALTH)
    await service.write(MAILBOXES, OFFICERS, total=99, unread=77)
    rebuild = await service.rebuilt(switch=True)
    assert (rebuild.stage, rebuild.equal) == (Stage.DONE, False)
    kept = await service.office.kept()
    assert {key: notice["read_at"] is None for key, notice in kept["notices"].items() if notice["mailbox"] == HEAD} == {
        key: key not in {first, third} for key, notice in right["notices"].items() if notice["mailbox"] == HEAD
    }
    assert kept["units"] == right["units"]
    assert kept["obligations"] == right["obligations"]
    assert _without_marks(kept["notices"]) == _without_marks(right["notices"])
    assert (await service.rebuilt()).equal
    await service.office.fire()
    assert await service.office.kept() == kept


def _without_marks(notices: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {name: value for name, value in notice.items() if name not in {"read_at", "unread"}}
        for key, notice in notices.items()
    }


async def test_an_obligation_that_was_lost_comes_back_and_reminds_nobody_twice(service: Service) -> None:
    told = await service.office.kept()
    await service.lose(OBLIGATIONS, "NT-T-01")
    assert (await service.rebuilt(switch=True)).stage is Stage.DONE
    await service.office.fire()
    kept = await service.office.kept()
    assert kept["notices"] == told["notices"]
    assert kept["mailboxes"] == told["mailboxes"]
    assert kept["obligations"]["NT-T-01"]["next_step_at"] == told["obligations"]["NT-T-01"]["next_step_at"]


async def test_a_plan_of_reminders_that_was_lost_is_found_out_and_made_again(service: Service) -> None:
    planned = (await service.office.kept())["obligations"]["NT-T-01"]["next_step_at"]
    await service.write(OBLIGATIONS, "NT-T-01", next_step_at=None)
    differs = await service.rebuilt()
    assert [one.fields.keys() for found in differs.findings for one in found.examples] == [{"as_planned"}]
    await service.rebuilt(switch=True)
    assert (await service.office.kept())["obligations"]["NT-T-01"]["next_step_at"] == planned


async def test_a_reminder_that_waits_for_the_next_morning_is_as_planned(service: Service) -> None:
    service.office.clock.move_to(at("2024-11-25 22:00"))
    await service.office.fire()
    postponed = await service.office.kept()
    assert (await service.rebuilt()).equal
    assert await service.office.kept() == postponed


async def test_people_read_and_the_clock_reminds_while_it_is_rebuilt(service: Service) -> None:
    """The reminder of 26 November fires, a notice is read, and an event arrives, in the middle of it."""
    ids, wished, read = iter(await service.told_by_events()), set[str](), set[str]()
    await service.write(NOTICES, (await service.told_by_events())[-1], title={"vi": "Nhầm", "en": "Wrong"})

    async def life() -> None:
        if (notice := next(ids, None)) is None:
            return
        service.office.clock.move_to(at("2024-11-26 09:00"))
        await service.office.fire()
        wished.add(notice)
        await service.reads(notice)
        read.add(notice)
        if len(service.journal.events) < 14:
            number = len(service.journal.events) + 1
            service.journal.events.append(an_event(registered(a_task(f"NT-N-{number}")), number))

    service.journal.meanwhile = life
    rebuild = await service.rebuilt(switch=True)
    service.journal.meanwhile = None
    await service.catch_up()
    assert rebuild.stage is Stage.DONE
    await service.told_by_events()  # whoever lists a mailbox carries out what a cancelled mark has left in its book
    kept = await service.office.kept()
    marked = {key for key, notice in kept["notices"].items() if notice["read_at"]}
    assert set() < read <= marked <= wished
    steps = [notice["obligation"]["step"] for notice in kept["notices"].values() if notice["mailbox"] == HEAD]
    assert steps.count("T-3") == 1
    assert (await service.rebuilt()).equal


async def test_a_repair_that_dies_after_any_write_is_finished_by_the_next_process(tmp_path: Path) -> None:
    lives, survived = 0, False
    while not survived:
        lives += 7
        async with opened(tmp_path / str(lives)) as store:
            service = Service(store)
            await service.catch_up()
            right = await service.office.kept()
            first, second, *_ = await service.told_by_events()
            await service.write(NOTICES, "stray", **{**right["notices"][first], "id": "stray"})
            await service.lose(NOTICES, second)
            await service.write(OBLIGATIONS, "NT-T-01", open=False)
            dying = DyingStore(store)
            victim = Service(dying)  # type: ignore[arg-type]
            await victim.reading.wishes.rebuild(NINH_THUAN, switch_anyway=True, anew=False)
            dying.lives, dying.written = lives, 0
            survived = await _works_until_dead(victim, dying)
            assert (await service.rebuilt(switch=True)).stage is Stage.DONE
            assert await service.office.kept() == right
            assert await service.nothing_is_left_of_it()
    assert lives > 60


async def _works_until_dead(service: Service, dying: DyingStore) -> bool:
    """True where it was done before."""
    working = asyncio.create_task(service.reading.rebuilds.run())
    async with asyncio.timeout(60):
        while not dying.dead:
            known = await service.reading.wishes.known(NINH_THUAN)
            if known is not None and known.stage is Stage.DONE:
                break
            await asyncio.sleep(0)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return not dying.dead


async def test_words_do_not_depend_on_what_comes_in_one_batch(tmp_path: Path) -> None:
    """A unit is told of after the task that names it."""
    events = [an_event(registered(a_task()), 1), an_event(a_unit(JUSTICE, "Sở Tư pháp"), 2)]
    events += [an_event(task_moved("not_started", "in_progress"), 3)]
    said = []
    for size in (1, 3):
        async with opened(tmp_path / str(size)) as store:
            office = Office(store)
            for start in range(0, len(events), size):
                await office.fold.apply(NINH_THUAN, events[start : start + size])
            await office.fold.apply(NINH_THUAN, events)
            said.append((await office.kept())["notices"])
    assert said[0] == said[1]
    texts = [notice["text"]["vi"] for notice in said[0].values() if notice["mailbox"] == HEAD]
    assert [f"chủ trì: {JUSTICE}" in text or text.startswith(JUSTICE) for text in texts].count(True) == 1


async def test_a_parked_event_is_handled_again_in_place(service: Service) -> None:
    """Its notices come, though late; an obligation that knows better stays."""
    number = len(service.journal.events) + 1
    late = an_event(registered(a_task("NT-T-09", date(2024, 12, 20))), number)
    moved = an_event(task_moved("not_started", "in_progress", a_task("NT-T-09", date(2024, 12, 20))), number + 1)
    service.journal.events += [late.model_copy(update={"data": {"after": {}}}), moved]
    await service.catch_up()
    obligation = (await service.office.kept())["obligations"]["NT-T-09"]
    before = len(await service.told_by_events())
    attempt = await service.model.redrive(NINH_THUAN, late)
    assert (attempt.outcome, attempt.superseded_by) == (Outcome.HANDLED, moved.sequence)
    assert len(await service.told_by_events()) == before + 1
    assert (await service.office.kept())["obligations"]["NT-T-09"] == obligation
    await service.model.redrive(NINH_THUAN, late)
    assert len(await service.told_by_events()) == before + 1
