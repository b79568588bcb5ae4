"""Holds a generation against the live one, document by document, while the live one goes on changing.

Each document knows the number of the last event in it. The new generation is complete up to a number that the live one has
passed, so a live document that is not newer than that must be the same as its counterpart; a newer one is looked at again
after the new generation has followed. So the proof needs no pause, and a document that events never touch again is
compared as well as one that they touch all the time.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from shared.messaging.generations import pages
from shared.messaging.rebuilding.building import Unbuildable
from shared.messaging.rebuilding.records import Example, Findings
from shared.storage import Collection, CollectionSpec, Document, Store
from shared.tenancy import TenantId

_MECHANICS = frozenset({"revision", "tenant"})
_EXAMPLES = 10
_SHORT = 100
_CHUNK = 500
_ROUNDS = 200
_PAUSE = 0.02


class Building(Protocol):
    """The two generations as they are filled: the live one by its consumer, the new one on demand."""

    async def position(self) -> int:
        """Up to which number the live generation is complete now."""
        ...

    async def reach(self, sequence: int) -> int:
        """Completes the new generation up to that number; returns the number up to which it is complete then."""
        ...


def whole(document: Document) -> Document:
    """All of a document that events decide about."""
    return {name: value for name, value in document.items() if name not in _MECHANICS}


@dataclass(frozen=True, slots=True)
class Compared:
    """How documents of one collection are compared: `number` is that of the last event in one, `derived` what follows

    from events alone, None where nothing does.
    """

    spec: CollectionSpec
    number: Callable[[Document], int]
    derived: Callable[[Document], Document | None] = whole


@dataclass(frozen=True, slots=True)
class Pair:
    """A document in both generations, at least one of which has it."""

    id: str
    live: Document | None
    rebuilt: Document | None


@dataclass(slots=True)
class _Tally:
    """What was found in one collection so far."""

    live: int = 0
    rebuilt: int = 0
    same: int = 0
    differing: int = 0
    only_live: int = 0
    only_rebuilt: int = 0
    examples: list[Example] = field(default_factory=list)

    def count(self, pair: Pair, live: Document | None, rebuilt: Document | None) -> bool:
        """True where the pair differs."""
        self.live += live is not None
        self.rebuilt += rebuilt is not None
        if live == rebuilt:
            self.same += live is not None
            return False
        self.differing += live is not None and rebuilt is not None
        self.only_live += rebuilt is None
        self.only_rebuilt += live is None
        if len(self.examples) < _EXAMPLES:
            self.examples.append(_example(pair.id, live, rebuilt))
        return True


class Comparison:
    """Two generations of one tenant's read model."""

    def __init__(self, tenant: TenantId, live: Store, rebuilt: Store, building: Building) -> None:
        self._tenant = tenant
        self._live = live
        self._rebuilt = rebuilt
        self._building = building

    async def findings(self, collections: Iterable[Compared], noted: Callable[[], Awaitable[None]]) -> list[Findings]:
        """`noted` is awaited now and then. Raises Unbuildable, StorageError, SourceUnavailable, and whatever `noted` raises."""
        found = []
        for compared in collections:
            tally = _Tally()
            async for _ in self.differing(compared, tally):
                await noted()
            figures = {name: getattr(tally, name) for name in Findings.model_fields if name != "collection"}
            found.append(Findings(collection=compared.spec.name, **figures))
            await noted()
        return found

    async def differing(self, compared: Compared, tally: _Tally | None = None) -> AsyncIterator[list[Pair]]:
        """The pairs that differ, in portions, some of which are empty."""
        tally = tally or _Tally()
        built = await self._building.reach(await self._building.position())
        waiting: list[str] = []
        async for portion in self._joined(compared):
            yield self._judged(compared, portion, built, (tally, waiting))
        for _ in range(_ROUNDS):
            if not waiting:
                return
            again, waiting = waiting, []
            for keys in _chunks(again):
                portion, built = await self._looked_at_again(compared, keys)
                yield self._judged(compared, portion, built, (tally, waiting))
            await asyncio.sleep(_PAUSE)
        raise Unbuildable(f"{compared.spec.name}: some documents change too fast to be compared; try again later")

    def _judged(
        self, compared: Compared, portion: Sequence[Pair], built: int, seen: tuple[_Tally, list[str]]
    ) -> list[Pair]:
        """Counts what can be decided at `built`, and returns what differs; the rest has to wait."""
        tally, waiting = seen
        differing = []
        for pair in portion:
            live = None if pair.live is None else compared.derived(pair.live)
            rebuilt = None if pair.rebuilt is None else compared.derived(pair.rebuilt)
            if live != rebuilt and live is not None and compared.number(live) > built:
                waiting.append(pair.id)
            elif tally.count(pair, live, rebuilt):
                differing.append(pair)
        return differing

    async def _looked_at_again(self, compared: Compared, keys: Sequence[str]) -> tuple[list[Pair], int]:
        """The position, then live documents, then the new generation up to that position: no live document is older than it."""
        position = await self._building.position()
        live = await self._of(self._live, compared).get_many(keys)
        built = await self._building.reach(position)
        rebuilt = await self._of(self._rebuilt, compared).get_many(keys)
        return [Pair(key, live.get(key), rebuilt.get(key)) for key in keys], built

    async def _joined(self, compared: Compared) -> AsyncIterator[list[Pair]]:
        """Both collections side by side, in the order of their ids."""
        live, rebuilt = _Reading(self._of(self._live, compared)), _Reading(self._of(self._rebuilt, compared))
        while await live.more() | await rebuilt.more():
            last = min(reading.last for reading in (live, rebuilt) if reading.page)
            left, right = live.taken(last), rebuilt.taken(last)
            yield [Pair(key, left.get(key), right.get(key)) for key in sorted(left.keys() | right.keys())]

    def _of(self, generation: Store, compared: Compared) -> Collection:
        return generation.collection(compared.spec, self._tenant)


class _Reading:
    """A collection that is read page by page, in the order of ids."""

    def __init__(self, collection: Collection) -> None:
        self.page: dict[str, Document] = {}
        self._pages = pages(collection, _CHUNK)

    async def more(self) -> bool:
        """Whether there is anything left; then `page` holds some of it."""
        while not self.page:
            following = await anext(self._pages, None)
            if following is None:
                return False
            self.page = {document["id"]: document for document in following}
        return True

    @property
    def last(self) -> str:
        return next(reversed(self.page))

    def taken(self, last: str) -> dict[str, Document]:
        """What lies up to that id, which the page then holds no more."""
        taken = {key: document for key, document in self.page.items() if key <= last}
        self.page = {key: document for key, document in self.page.items() if key > last}
        return taken


def _chunks(keys: Sequence[str]) -> Iterable[list[str]]:
    rest = iter(keys)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _example(key: str, live: Document | None, rebuilt: Document | None) -> Example:
    if live is None or rebuilt is None:
        return Example(id=key, found="only rebuilt" if live is None else "only live")
    names = sorted(name for name in live.keys() | rebuilt.keys() if live.get(name) != rebuilt.get(name))
    return Example(
        id=key, found="differs", fields={name: (_short(live.get(name)), _short(rebuilt.get(name))) for name in names}
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
