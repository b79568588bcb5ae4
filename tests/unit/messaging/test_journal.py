"""The journal numbers events without gaps, forks for nobody, and shows every later touch (G3, G10)."""

import asyncio
import random

import pytest

from shared.messaging import CURSORS, JOURNAL, Journal, verify
from shared.storage import Store
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, drafts


async def test_numbers_start_at_one_and_have_no_gaps_per_tenant(store: Store) -> None:
    journal = Journal(store)
    await journal.append(NGHE_AN, drafts(3))
    await journal.append(NINH_THUAN, drafts(2, NINH_THUAN))
    await journal.append(NGHE_AN, drafts(2))
    assert [entry.sequence for entry in await journal.read(NGHE_AN, 0)] == [1, 2, 3, 4, 5]
    assert await journal.heads() == {NGHE_AN: 5, NINH_THUAN: 2}


async def test_an_event_keeps_its_number_when_it_is_appended_again(store: Store) -> None:
    journal = Journal(store)
    first = drafts(4)
    await journal.append(NGHE_AN, first[:2])
    entries = await Journal(store).append(NGHE_AN, first)
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4]
    assert (await journal.head(NGHE_AN)).sequence == 4


async def test_two_replicas_collide_and_never_fork(store: Store) -> None:
    replicas = [Journal(store) for _ in range(4)]
    rnd = random.Random(7)  # noqa: S311
    batches = [drafts(rnd.randint(1, 7)) for _ in range(40)]

    async def write(journal: Journal, mine: list[list[dict[str, object]]]) -> None:
        for batch in mine:
            await journal.append(NGHE_AN, batch)

    # Two of them are also given the very same events.
    await asyncio.gather(*(write(journal, batches[i::3]) for i, journal in enumerate([*replicas[:3], replicas[3]])))
    total = len({event["id"] for batch in batches for event in batch})
    entries = [entry async for entry in Journal(store).every_entry(NGHE_AN)]
    assert [entry.sequence for entry in entries] == list(range(1, total + 1))
    assert (await verify(store, NGHE_AN)).ok


async def test_a_sound_journal_verifies(store: Store) -> None:
    await Journal(store).append(NGHE_AN, drafts(30))
    found = await verify(store, NGHE_AN)
    assert found.ok
    assert found.events == 30


async def _tamper(store: Store, how: str) -> None:
    entries = store.collection(JOURNAL, NGHE_AN)
    tenth = await entries.get("000000000010")
    assert tenth is not None
    if how == "altered":
        await entries.replace({**tenth, "body": tenth["body"].replace("Sở Tư pháp", "Sở Tài chính")}, tenth["revision"])
    if how == "removed":
        await entries.delete(tenth["id"])
    if how == "index altered":
        await entries.replace({**tenth, "subject": "other"}, tenth["revision"])
    if how == "reordered":
        eleventh = await entries.get("000000000011")
        assert eleventh is not None
        for one, other in ((tenth, eleventh), (eleventh, tenth)):
            await entries.delete(one["id"])
            one["content"] = {key: other[key] for key in ("event_id", "body", "hash", "previous", "subject")}
        for one in (tenth, eleventh):
            await entries.insert({**one, **one.pop("content"), "revision": 0})


@pytest.mark.parametrize("how", ["altered", "removed", "index altered", "reordered"])
async def test_any_touch_is_found_at_its_number(store: Store, how: str) -> None:
    await Journal(store).append(NGHE_AN, drafts(30))
    await _tamper(store, how)
    found = await verify(store, NGHE_AN)
    assert found.first_bad == 10
    assert found.reason


async def test_a_cut_off_end_is_found_by_what_was_published(store: Store) -> None:
    journal = Journal(store)
    last = (await journal.append(NGHE_AN, drafts(12)))[-1]
    noted = {"id": "publisher", "sequence": last.sequence, "hash": last.hash, "owner": "x", "until": "2024"}
    await store.collection(CURSORS, NGHE_AN).insert(noted)
    for number in (11, 12):
        await store.collection(JOURNAL, NGHE_AN).delete(f"{number:012d}")
    assert (await verify(store, NGHE_AN)).first_bad == 11


async def test_a_rewritten_end_is_found_by_what_was_published(store: Store) -> None:
    journal = Journal(store)
    last = (await journal.append(NGHE_AN, drafts(3)))[-1]
    noted = {"id": "publisher", "sequence": last.sequence, "hash": last.hash, "owner": "x", "until": "2024"}
    await store.collection(CURSORS, NGHE_AN).insert(noted)
    await store.collection(JOURNAL, NGHE_AN).delete("000000000003")
    await Journal(store).append(NGHE_AN, drafts(1))
    assert (await verify(store, NGHE_AN)).first_bad == 3
