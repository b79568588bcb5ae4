"""What is counted for operators is what is kept: each notice and each step once, whoever looks on or does the same."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from prometheus_client import REGISTRY

from services.notifications.adapters.specifications import NOTICES, OBLIGATIONS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import NoticeKind
from shared.storage import CollectionSpec, Document, Order, Store, StoreUnavailable
from shared.tenancy import TenantId
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import JUSTICE, NINH_THUAN, a_story, at

STORY = list(a_story())
HEAD = Mailbox(f"head:{JUSTICE}")
STEPS = ("T-7", "T-3", "T-1", "T", "T+1", "T+3", "T+7")


class WatchedStore(CrashingStore):
    """Somebody acts whenever notices have been stored, before anything else is written."""

    def __init__(self, store: Store, act: Callable[[Sequence[str]], Awaitable[None]]) -> None:
        super().__init__(store)
        self._act = act

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Any:
        collection = super().collection(spec, tenant)
        return _Watched(collection, self._act) if spec is NOTICES else collection


class _Watched:
    def __init__(self, collection: Any, act: Callable[[Sequence[str]], Awaitable[None]]) -> None:
        self._collection = collection
        self._act = act

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._collection, operation)

    async def insert_many(self, documents: Sequence[Document]) -> None:
        await self._collection.insert_many(documents)
        await self._act([document["id"] for document in documents])


class Counters:
    """How far the counters have moved since this was made."""

    def __init__(self) -> None:
        self._before = self._values()

    def moved(self) -> dict[str, float]:
        after = self._values()
        return {label: moved for label in after if (moved := after[label] - self._before[label])}

    def _values(self) -> dict[str, float]:
        kinds = {kind.value: self._sample("tiendo_notices_total", tenant=NINH_THUAN, kind=kind) for kind in NoticeKind}
        steps = {step: self._sample("tiendo_reminders_fired_total", step=step) for step in STEPS}
        return {**kinds, **steps}

    def _sample(self, name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, labels) or 0


async def held(store: Store) -> dict[str, int]:
    """Notices by kind, and reminders by step, as they are stored."""
    notices = (await store.collection(NOTICES, NINH_THUAN).find({}, Order(), 10_000)).items
    owed = (await store.collection(OBLIGATIONS, NINH_THUAN).find({}, Order(), 10_000)).items
    labels = [notice["kind"] for notice in notices] + [step for obligation in owed for step in obligation["fired"]]
    return {label: labels.count(label) for label in labels}


async def by_asking_for_counts(store: Store, ids: Sequence[str]) -> None:
    await StoredInboxes(store).counts(NINH_THUAN, HEAD)


async def by_marking_as_read(store: Store, ids: Sequence[str]) -> None:
    await StoredInboxes(store).mark(NINH_THUAN, HEAD, ids, at("2024-09-04 12:00"))


async def by_counting_anew(store: Store, ids: Sequence[str]) -> None:
    await StoredInboxes(store).recount(NINH_THUAN, HEAD)


@pytest.mark.parametrize("look", [by_asking_for_counts, by_marking_as_read, by_counting_anew])
async def test_a_notice_that_is_seen_while_it_arrives_is_counted(
    store: Store, look: Callable[[Store, Sequence[str]], Awaitable[None]]
) -> None:
    counters = Counters()
    await Office(WatchedStore(store, lambda ids: look(store, ids))).fold.apply(NINH_THUAN, STORY)
    assert counters.moved() == await held(store)


async def test_batches_that_are_repeated_side_by_side_are_counted_once(store: Store) -> None:
    counters = Counters()
    await asyncio.gather(*(Office(store).fold.apply(NINH_THUAN, STORY[:end]) for end in (3, 5, 8, len(STORY))))
    assert counters.moved() == await held(store)


async def test_a_batch_that_is_retried_after_the_store_was_away_is_counted(store: Store) -> None:
    """Between two writes, wherever that is: nothing is kept in memory that a retry would miss."""
    counters, lives = Counters(), 0
    while True:
        crashing = CrashingStore(store, lives)
        try:
            await Office(crashing).fold.apply(NINH_THUAN, STORY)
        except StoreUnavailable:
            lives += 1
            continue
        break
    assert lives > 0
    assert counters.moved() == await held(store)


async def test_reminders_that_two_clocks_fire_at_once_are_counted_once(store: Store) -> None:
    office = Office(store)
    await office.fold.apply(NINH_THUAN, STORY)
    office.clock.move_to(at("2024-11-25 09:00"))
    counters = Counters()
    before = await held(store)
    await asyncio.gather(office.fire(), Office(store, office.clock).fire(), office.fire())
    after = await held(store)
    fired = {label: after[label] - before.get(label, 0) for label in after if after[label] != before.get(label, 0)}
    assert fired.keys() & set(STEPS)
    assert counters.moved() == fired
