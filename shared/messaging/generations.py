"""Generations of a read model: a second one is built beside the live one, and takes its place in a single write.

The stored position of a subscription, its place, says up to which number effects are stored and in which generation. Both
change in one compare-and-swap, and no process remembers either: a consumer that a switch has overtaken fails to move the
position, reads it again, and goes on in the new generation from where that one ends.

A document of generation 7 has an id that begins with `7:` and the field `generation`, with which every index begins. So
generations share collections and never meet, and a writer that was left behind, for however long, writes where nobody
reads. Generation 0 is what a service begins with: plain ids and no such field.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shared.events import Event
from shared.messaging.subscription import POSITIONS, Handler
from shared.storage import Collection, CollectionSpec, Document, Index, Order, Page, Range, StaleRevision, Store, Where
from shared.tenancy import TenantId

GENERATION = "generation"
_PAGE = 500
_REMOVED_AT_ONCE = 200

Answer = TypeVar("Answer")


def in_generations(spec: CollectionSpec) -> CollectionSpec:
    """The collection with room for several generations; spanning indexes see all of them."""
    spanning = tuple(index for index in spec.indexes if index.spanning)
    within = tuple(Index((GENERATION, *index.fields), index.unique) for index in spec.indexes if not index.spanning)
    return CollectionSpec(spec.name, (*(within or (Index((GENERATION,)),)), *spanning), spec.text)


@dataclass(frozen=True, slots=True)
class Place:
    """Up to which number effects are stored, in which generation; `revision` is that of the stored document."""

    sequence: int = 0
    generation: int = 0
    revision: int = 0


class Places:
    """The places of one subscription as they are stored now, whichever process moved them."""

    def __init__(self, store: Store, subscription: str) -> None:
        self._store = store
        self._subscription = subscription

    async def of(self, tenant: TenantId) -> Place:
        stored = await self._store.collection(POSITIONS, tenant).get(self._subscription)
        if stored is None:
            return Place()
        return Place(int(stored["sequence"]), int(stored.get(GENERATION, 0)), stored["revision"])

    async def move(self, tenant: TenantId, seen: Place, generation: int, sequence: int) -> bool:
        """Makes that generation the live one, complete up to that number. False where the place has changed since `seen`."""
        positions = self._store.collection(POSITIONS, tenant)
        stored = await positions.get(self._subscription) or {"id": self._subscription}
        moved = {**stored, "sequence": sequence, GENERATION: generation, "revision": seen.revision}
        try:
            await positions.upsert_many([moved])
        except StaleRevision:
            return False
        return True

    async def asked(self, tenant: TenantId, ask: Callable[[Place], Awaitable[Answer]]) -> Answer:
        """What `ask` finds in the live generation; asked again where another one has gone live meanwhile.

        A generation is removed only after another one is live, so an answer is whole if its generation still is.
        """
        while True:
            place = await self.of(tenant)
            try:
                answer = await ask(place)
            except Exception:
                if (await self.of(tenant)).generation == place.generation:
                    raise
                continue
            if (await self.of(tenant)).generation == place.generation:
                return answer


class InLive:
    """The handler of a subscription: applies events to whichever generation is live when they come."""

    def __init__(self, places: Places, handler: Callable[[int], Handler]) -> None:
        self._places = places
        self._handler = handler

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Where a switch comes in between, the effects are lost with their generation, and the position does not move."""
        place = await self._places.of(tenant)
        await self._handler(place.generation).apply(tenant, events)


class Generation:
    """One generation as a Store. `apart` names collections that keep generations to be built under another name.

    Collections that have no generations are those of the store itself.
    """

    def __init__(self, store: Store, number: int, apart: Mapping[str, CollectionSpec] | None = None) -> None:
        self.open, self.across, self.ping, self.close = store.open, store.across, store.ping, store.close
        self.number = number
        self._store = store
        self._apart = apart or {}

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        kept = self._apart.get(spec.name, spec)
        inner = self._store.collection(kept, tenant)
        generational = GENERATION in kept.fields or kept in self._apart.values()
        return GenerationCollection(inner, self.number) if generational else inner


class GenerationCollection:
    """One tenant's documents of one generation, with the ids that they have in any generation."""

    def __init__(self, inner: Collection, number: int) -> None:
        self._inner = inner
        self._number = number
        self._prefix = f"{number}:" if number else ""

    async def get(self, key: str) -> Document | None:
        found = await self._inner.get(self._prefix + key)
        return None if found is None else self._given(found)

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        if not self._number:
            return await self._inner.get_many(keys)
        found = await self._inner.get_many([self._prefix + key for key in keys])
        return {document["id"]: document for document in map(self._given, found.values())}

    async def insert(self, document: Document) -> Document:
        return self._given(await self._inner.insert(self._kept(document)))

    async def insert_many(self, documents: Sequence[Document]) -> None:
        await self._inner.insert_many([self._kept(document) for document in documents])

    async def replace(self, document: Document, expected_revision: int) -> Document:
        return self._given(await self._inner.replace(self._kept(document), expected_revision))

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        try:
            await self._inner.upsert_many([self._kept(document) for document in documents])
        except StaleRevision as stale:
            raise StaleRevision(tuple(key.removeprefix(self._prefix) for key in stale.ids)) from stale

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        page = await self._inner.find(self._own(where, order), order, limit, after)
        return Page([self._given(document) for document in page.items], page.after)

    async def count(self, where: Where) -> int:
        return await self._inner.count({**where, GENERATION: self._number or None})

    async def delete(self, key: str) -> bool:
        return await self._inner.delete(self._prefix + key)

    def _own(self, where: Where, order: Order) -> Where:
        """A listing of everything by id is a range of ids, which needs no index of its own."""
        if where or order.field != "id":
            return {**where, GENERATION: self._number or None}
        if self._number:
            return {"id": Range(gte=self._prefix, lt=f"{self._number};")}
        return {"id": Range(gte=""), GENERATION: None}

    def _kept(self, document: Document) -> Document:
        if not self._number:
            return document
        return {**document, "id": self._prefix + document["id"], GENERATION: self._number}

    def _given(self, document: Document) -> Document:
        if self._number:
            document["id"] = document["id"][len(self._prefix) :]
            del document[GENERATION]
        return document


async def cleared(generation: Store, specs: Sequence[CollectionSpec], tenant: TenantId) -> AsyncIterator[int]:
    """Removes all documents of one tenant in one generation; yields how many have gone, portion by portion."""
    for spec in specs:
        collection = generation.collection(spec, tenant)
        async for documents in pages(collection, _REMOVED_AT_ONCE):
            deletions = (collection.delete(document["id"]) for document in documents)
            # A plain gather that is cancelled while one of its parts fails tells of the failure and forgets the cancellation.
            for outcome in await asyncio.gather(*deletions, return_exceptions=True):
                if isinstance(outcome, BaseException):
                    raise outcome
            yield len(documents)


async def pages(collection: Collection, limit: int = _PAGE) -> AsyncIterator[list[Document]]:
    """All documents of a collection in the order of their ids; those that come or go meanwhile may be among them."""
    after: str | None = None
    while True:
        page = await collection.find({}, limit=limit, after=after)
        yield page.items
        if (after := page.after) is None:
            return
