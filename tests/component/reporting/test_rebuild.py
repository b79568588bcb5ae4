"""A second generation is built beside the live one, proved equal, and takes its place; nobody notices (G4, I8)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.reporting.adapters.read_model import ReportingModel
from services.reporting.adapters.specifications import COUNTERS, HISTORY, ROWS, SPECIFICATIONS
from services.reporting.adapters.stored_figures import StoredLiveFigures
from services.reporting.usecases.asking import Question
from services.reporting.usecases.scoreboards import Scoreboards
from shared.chassis.reading import READING_SPECS
from shared.messaging import DEAD_LETTERS
from shared.messaging.rebuilding import Stage
from shared.messaging.redrive import Outcome
from shared.storage import Store, StoreUnavailable, connect
from tests.component.places import BOTH_STORES
from tests.component.places import place as kept_in
from tests.component.reporting.journals import (
    NOW,
    GrowingJournal,
    a_busy_story,
    a_reading,
    at_work,
    consumed,
    documents,
    ended,
    figures,
    goes_on,
    place,
    rebuilt,
    right_figures,
    until,
)
from tests.unit.reporting.cast import NGHE_AN

NOTHING = {spec.name: {} for spec in SPECIFICATIONS}


@pytest.fixture
def journal() -> GrowingJournal:
    return GrowingJournal(a_busy_story())


@pytest.fixture(params=BOTH_STORES)
async def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    with kept_in(request.param, request, tmp_path) as (url, database):
        opened = connect(url, database)
        await opened.open([*SPECIFICATIONS, *READING_SPECS])
        yield opened
        await opened.close()


async def test_a_rebuilt_generation_is_the_same_and_takes_the_place_of_the_old(
    any_store: Store, journal: GrowingJournal
) -> None:
    reading = a_reading(any_store, journal)
    await reading.subscription.catch_up()
    before, shown = await documents(any_store, 0), await figures(any_store)
    rebuild = await rebuilt(reading)
    assert (rebuild.stage, rebuild.equal, rebuild.built) == (Stage.DONE, True, len(journal.events))
    assert [(found.live, found.rebuilt, found.same) for found in rebuild.findings] == [
        (len(held), len(held), len(held)) for held in before.values()
    ]
    assert ((await place(any_store)).generation, (await place(any_store)).sequence) == (1, len(journal.events))
    assert await documents(any_store, 1) == before
    assert await documents(any_store, 0) == NOTHING
    assert await figures(any_store) == shown == await right_figures(journal.story)


async def test_the_live_consumer_goes_on_in_the_new_generation(any_store: Store, journal: GrowingJournal) -> None:
    reading, other = a_reading(any_store, journal), a_reading(any_store, journal, "elsewhere")
    for each in (reading, other):
        await each.subscription.catch_up()
    await rebuilt(reading)
    for each in (other, reading, other):
        goes_on(journal.story, 3)
        await each.subscription.catch_up()
    assert await figures(any_store) == await right_figures(journal.story)
    assert await documents(any_store, 0) == NOTHING
    again = await rebuilt(other)
    assert (again.generation, again.equal, again.stage) == (2, True, Stage.DONE)
    assert await documents(any_store, 1) == NOTHING


async def test_changes_arrive_all_the_time_while_it_is_built_compared_and_switched(
    any_store: Store, journal: GrowingJournal
) -> None:
    reading = a_reading(any_store, journal)
    await reading.subscription.catch_up()

    async def something_happens() -> None:
        if len(journal.events) < 400:
            goes_on(journal.story)

    journal.meanwhile = something_happens
    async with consumed(reading):
        rebuild = await rebuilt(reading)
    journal.meanwhile = None
    await reading.subscription.catch_up()
    assert (rebuild.stage, rebuild.equal) == (Stage.DONE, True)
    assert len(journal.events) > 60
    assert await figures(any_store) == await right_figures(journal.story)
    assert (await rebuilt(reading)).equal
    assert (await documents(any_store, 0), await documents(any_store, 1)) == (NOTHING, NOTHING)


async def test_an_answer_that_was_kept_is_not_given_for_another_generation(
    store: Store, journal: GrowingJournal
) -> None:
    """Both generations stand at the same number, and only the new one is right."""
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    await damaged(store, COUNTERS, "tasks/unit/U-1@", cells={"status:completed": 77})
    scoreboards = Scoreboards(StoredLiveFigures(store, "reporting"))
    wrong = await scoreboards.scoreboard(NGHE_AN, Question(NOW))
    await rebuilt(reading, switch_anyway=True)
    assert await scoreboards.scoreboard(NGHE_AN, Question(NOW)) == (await right_figures(journal.story))[0] != wrong


async def damaged(store: Store, spec: Any, key: str, **fields: Any) -> None:
    """Writes those fields into a live document of generation 0, or a new document."""
    collection = store.collection(spec, NGHE_AN)
    before = await collection.get(key) or {"id": key, "revision": 0}
    await collection.upsert_many([{**before, **fields}])


async def test_what_differs_is_told_exactly_and_left_as_it_is(any_store: Store, journal: GrowingJournal) -> None:
    reading = a_reading(any_store, journal)
    await reading.subscription.catch_up()
    await damaged(any_store, ROWS, "task:T-1", title_vi="Nhầm")
    await damaged(any_store, ROWS, "task:X-1", work="tasks", sequence=3, timeline=[])
    lost = sorted((await documents(any_store, 0))[HISTORY.name])[3]
    await any_store.collection(HISTORY, NGHE_AN).delete(lost)
    shown = await documents(any_store, 0)
    rebuild = await rebuilt(reading)
    assert (rebuild.stage, rebuild.equal) == (Stage.DIFFERS, False)
    rows, boards, history, names, measures = rebuild.findings
    assert (rows.live, rows.rebuilt, rows.same) == (9, 8, 7)
    assert (rows.differing, rows.only_live, rows.only_rebuilt) == (1, 1, 0)
    assert [(one.id, one.found, one.fields) for one in rows.examples] == [
        ("task:T-1", "differs", {"title_vi": ("'Nhầm'", "'Nhiệm vụ T-1'")}),
        ("task:X-1", "only live", {}),
    ]
    assert (history.only_rebuilt, [one.id for one in history.examples]) == (1, [lost])
    assert boards.equal
    assert names.equal
    assert (measures.live, measures.equal) == (4, True)
    assert await documents(any_store, 0) == shown
    assert (await place(any_store)).generation == 0


async def test_switching_anyway_goes_on_with_what_was_built_and_repairs(
    any_store: Store, journal: GrowingJournal
) -> None:
    reading = a_reading(any_store, journal)
    await reading.subscription.catch_up()
    await damaged(any_store, COUNTERS, "tasks/unit/U-1@", cells={})
    assert (await rebuilt(reading)).stage is Stage.DIFFERS
    goes_on(journal.story)
    await reading.subscription.catch_up()
    journal.read_from.clear()
    rebuild = await rebuilt(reading, switch_anyway=True)
    assert (rebuild.stage, rebuild.generation, rebuild.equal) == (Stage.DONE, 1, False)
    assert min(journal.read_from) >= len(journal.events) - 2
    assert await figures(any_store) == await right_figures(journal.story)
    assert await documents(any_store, 0) == NOTHING


async def test_without_a_decision_the_next_rebuild_begins_anew(store: Store, journal: GrowingJournal) -> None:
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    await damaged(store, ROWS, "task:T-1", title_vi="Nhầm")
    await rebuilt(reading)
    await damaged(store, ROWS, "task:T-1", title_vi="Nhiệm vụ T-1")
    rebuild = await rebuilt(reading)
    assert (rebuild.generation, rebuild.stage, rebuild.equal) == (2, Stage.DONE, True)
    assert await documents(store, 0) == await documents(store, 1) == NOTHING


async def test_a_document_that_changes_again_and_again_is_compared_too(store: Store, journal: GrowingJournal) -> None:
    """The live total of a unit is wrong, and every change writes it anew."""
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    await damaged(store, COUNTERS, "tasks/unit/U-1@", cells={"status:completed": 77})

    async def something_happens() -> None:
        if len(journal.events) < 300:
            goes_on(journal.story)

    journal.meanwhile = something_happens
    async with consumed(reading):
        rebuild = await rebuilt(reading)
    assert rebuild.stage is Stage.DIFFERS
    assert [one.id for found in rebuild.findings for one in found.examples] == ["tasks/unit/U-1@"]


async def test_a_rebuild_of_an_empty_model_fills_it(store: Store, journal: GrowingJournal) -> None:
    """Nothing was ever consumed: what is built is all there is."""
    rebuild = await rebuilt(a_reading(store, journal))
    assert rebuild.stage is Stage.DONE
    assert await figures(store) == await right_figures(journal.story)


async def test_it_pauses_and_goes_on_from_where_it_was(store: Store, journal: GrowingJournal) -> None:
    story = journal.story
    goes_on(story, 3_000)
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()

    async def halfway() -> bool:
        return bool((known := await reading.wishes.known(NGHE_AN)) and known.built)

    await reading.wishes.rebuild(NGHE_AN, switch_anyway=False, anew=False)
    async with at_work(reading):
        await until(halfway)
        await reading.wishes.pause(NGHE_AN)
        paused = await ended(reading)
    assert paused.paused
    assert 0 < paused.built < len(story.events)
    journal.read_from.clear()
    rebuild = await rebuilt(reading)
    assert (rebuild.stage, rebuild.generation, rebuild.equal) == (Stage.DONE, 1, True)
    assert min(journal.read_from) >= paused.built
    assert rebuild.handled == len(story.events)


async def test_anew_means_from_the_beginning(store: Store, journal: GrowingJournal) -> None:
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    await reading.wishes.rebuild(NGHE_AN, switch_anyway=False, anew=False)
    await reading.wishes.pause(NGHE_AN)
    rebuild = await rebuilt(reading, anew=True)
    assert (rebuild.generation, rebuild.stage) == (2, Stage.DONE)


async def test_a_rebuild_whose_worker_died_is_its_own_again_after_its_restart(
    store: Store, journal: GrowingJournal
) -> None:
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()

    async def dies() -> None:
        raise StoreUnavailable("for good")

    journal.meanwhile = dies
    await reading.wishes.rebuild(NGHE_AN, switch_anyway=False, anew=False)

    async def claimed() -> bool:
        return bool((known := await reading.wishes.known(NGHE_AN)) and known.worker and journal.read_from)

    async with at_work(reading):
        await until(claimed)
    journal.meanwhile = None
    restarted = a_reading(store, journal)
    async with at_work(restarted):
        assert (await ended(restarted)).stage is Stage.DONE


async def test_what_was_parked_is_taken_in_at_its_own_place(any_store: Store, journal: GrowingJournal) -> None:
    """The live reader met a broken event; a later version, or a mended journal, can handle it."""
    whole_event = journal.events[12]
    journal.events[12] = whole_event.model_copy(update={"data": {"after": {"id": "T-0"}}})
    reading = a_reading(any_store, journal)
    await reading.subscription.catch_up()
    parked = await any_store.collection(DEAD_LETTERS, NGHE_AN).find({})
    assert [letter["sequence"] for letter in parked.items] == [13]
    journal.events[12] = whole_event
    rebuild = await rebuilt(reading, switch_anyway=True)
    assert (rebuild.stage, rebuild.left_out) == (Stage.DONE, ())
    assert (await any_store.collection(DEAD_LETTERS, NGHE_AN).find({})).items == []
    assert await figures(any_store) == await right_figures(journal.story)


async def test_what_still_cannot_be_handled_is_left_out_and_stays_parked(store: Store, journal: GrowingJournal) -> None:
    journal.events[12] = journal.events[12].model_copy(update={"data": {"after": {"id": "T-0"}}})
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    rebuild = await rebuilt(reading)
    assert (rebuild.stage, rebuild.equal) == (Stage.DONE, True)
    assert [(one.sequence, one.reason.split(":")[0]) for one in rebuild.left_out] == [(13, "MalformedEvent")]
    parked = await store.collection(DEAD_LETTERS, NGHE_AN).find({})
    assert [(letter["sequence"], letter["tries"]) for letter in parked.items] == [(13, 3)]
    assert rebuild.handled + len(rebuild.left_out) == len(journal.events) == rebuild.built


async def test_redriving_says_that_a_later_event_has_overtaken_it(store: Store, journal: GrowingJournal) -> None:
    whole_event = journal.events[12]
    journal.events[12] = whole_event.model_copy(update={"data": {"after": {"id": "T-0"}}})
    reading = a_reading(store, journal)
    await reading.subscription.catch_up()
    model = ReportingModel(store, "reporting")
    attempt = await model.redrive(NGHE_AN, whole_event)
    later = [event.sequence for event in journal.events if event.subject == whole_event.subject]
    assert (attempt.outcome, attempt.superseded_by) == (Outcome.NEEDS_REBUILD, later[-1])
    last = journal.events[-1]
    assert (await model.redrive(NGHE_AN, last)).superseded_by is None
