"""A tenant in files: its journal and its aggregates, one NDJSON file per collection, with a manifest of digests.

Everything is as it was at the journal's head when the export began, whatever is written meanwhile: what changed after that is
taken back to the last event before it.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

import orjson

from shared.calendar import Clock, to_wire
from shared.events import Snapshot, payload_of
from shared.messaging.aggregates import Aggregates
from shared.messaging.journal import JOURNAL, Head, Journal
from shared.messaging.outbox import OUTBOX
from shared.storage import Document, Order, Range, Store
from shared.tenancy import TenantId

FORMAT = 1
MANIFEST = "manifest.json"
_PAGE = 500
_OF_THE_STORE = ("tenant", "revision")

Show = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is (0: not known)."""


class NothingThere(Exception):
    """The tenant has no event."""


class Kept(NamedTuple):
    """One collection of aggregates, and the snapshots that it holds."""

    aggregates: Aggregates[Any]
    snapshots: tuple[type[Snapshot], ...]


class Listed(TypedDict):
    """One file of an archive."""

    name: str
    collection: str
    documents: int
    sha256: str


class Manifest(TypedDict):
    format: int
    tenant: str
    created_at: str
    head: int
    head_hash: str
    files: list[Listed]


class Export:
    """One export of one tenant into a folder that is its own."""

    def __init__(self, store: Store, tenant: TenantId, kept: Sequence[Kept], folder: Path, show: Show) -> None:
        self._store = store
        self._tenant = tenant
        self._kept = kept
        self._folder = folder
        self._show = show
        self._journal = Journal(store)
        self._head = Head()

    async def run(self, clock: Clock) -> Manifest:
        """Raises NothingThere, StorageError. What an interrupted run has left in the folder is written over."""
        self._head = await self._journal.head(self._tenant)
        if self._head.sequence == 0:
            raise NothingThere
        self._folder.mkdir(parents=True, exist_ok=True)
        files = [await self._write("journal", self._events())]
        for kept in self._kept:
            await self._write(kept.aggregates.spec.name, self._scanned(kept), ".scan")
        since = {entry.subject async for entry in _entries(self._journal, self._tenant, self._head.sequence)}
        files += [await self._settled(kept, since) for kept in self._kept]
        manifest = Manifest(
            format=FORMAT,
            tenant=self._tenant,
            created_at=to_wire(clock.now()),
            head=self._head.sequence,
            head_hash=self._head.hash,
            files=files,
        )
        (self._folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        return manifest

    async def _write(self, name: str, documents: AsyncIterator[Document], ending: str = "") -> Listed:
        digest, count, path = hashlib.sha256(), 0, self._folder / f"{name}.ndjson{ending}"
        total = self._head.sequence if name == "journal" else 0
        with path.open("wb") as file:
            async for document in documents:
                line = orjson.dumps(document) + b"\n"
                digest.update(line)
                file.write(line)
                count += 1
                if count % _PAGE == 0:
                    self._show(name, count, total)
        self._show(name, count, count)
        return Listed(name=path.name, collection=name, documents=count, sha256=digest.hexdigest())

    async def _events(self) -> AsyncIterator[Document]:
        entries, after = self._store.collection(JOURNAL, self._tenant), 0
        while after < self._head.sequence:
            where = {"sequence": Range(gt=after, lte=self._head.sequence)}
            page = await entries.find(where, Order("sequence"), limit=_PAGE)
            for document in page.items:
                yield _own(document)
            after = page.items[-1]["sequence"]

    async def _scanned(self, kept: Kept) -> AsyncIterator[Document]:
        collection, after = self._store.collection(kept.aggregates.spec, self._tenant), None
        while True:
            page = await collection.find({}, limit=_PAGE, after=after)
            for found in page.items:
                waiting = [draft["id"] for draft in found[OUTBOX]]
                told = {"id": found["id"], "state": found["state"], "commands": found["commands"]}
                yield told | {"waiting": waiting}
            if (after := page.after) is None:
                return

    async def _settled(self, kept: Kept, since: set[str]) -> Listed:
        name = kept.aggregates.spec.name
        scan = self._folder / f"{name}.ndjson.scan"

        async def documents() -> AsyncIterator[Document]:
            for document in lines_of(scan):
                waiting = document.pop("waiting")
                as_it_was = document["id"] not in since and await self._were_told(waiting)
                if exported := document if as_it_was else await self._taken_back(kept, document):
                    yield exported

        listed = await self._write(name, documents())
        scan.unlink()
        return listed

    async def _were_told(self, event_ids: Sequence[str]) -> bool:
        """Whether all of them have a number that is not above the head."""
        if not event_ids:
            return True
        numbered = await self._journal.numbered(self._tenant, event_ids)
        return all(key in numbered and numbered[key].sequence <= self._head.sequence for key in event_ids)

    async def _taken_back(self, kept: Kept, document: Document) -> Document:
        """As the last event up to the head left it; nothing where it came later."""
        state: dict[str, Any] | None = None
        async for entry in _entries(self._journal, self._tenant, 0, document["id"]):
            if entry.sequence > self._head.sequence:
                break
            if isinstance(getattr(payload_of(entry.event), "after", None), kept.snapshots):
                state = entry.event.data["after"]
        if state is None:
            return {}
        commands = [command for command in document["commands"] if await self._were_told(command["events"])]
        return {"id": document["id"], "state": state, "commands": commands}


def lines_of(path: Path) -> Iterator[Document]:
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line)


async def _entries(journal: Journal, tenant: TenantId, after: int, subject: str | None = None) -> AsyncIterator[Any]:
    while True:
        page = await (journal.by_subject(tenant, subject, after) if subject else journal.read(tenant, after))
        for entry in page:
            yield entry
        if not page:
            return
        after = page[-1].sequence


def _own(document: Document) -> Document:
    return {name: value for name, value in document.items() if name not in _OF_THE_STORE}
