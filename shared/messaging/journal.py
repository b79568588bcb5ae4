"""The journal: every event of a tenant, numbered without gaps and chained by hashes. It is the truth; the bus is a courier.

A number is taken by inserting its document: the unique key is the fence, so two writers collide and never fork.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from shared.events import Event
from shared.storage import AlreadyExists, Collection, CollectionSpec, Document, In, Index, Order, Range, Store, Where
from shared.tenancy import AcrossTenants, TenantId

JOURNAL = CollectionSpec(
    "journal",
    (
        Index(("sequence",)),
        Index(("sequence",), spanning=True),
        Index(("event_id",), unique=True),
        Index(("subject", "sequence")),
    ),
)
GENESIS = "0" * 64
_PAGE = 500
_EVERY_TENANT = AcrossTenants("the journal serves its consumers, tenant by tenant")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest number of a tenant and the hash that the next event chains to. Sequence 0: nothing yet."""

    sequence: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered event; `body` is the exact text that was hashed and is published."""

    sequence: int
    event_id: str
    type: str
    subject: str
    recorded: str
    body: str
    previous: str
    hash: str

    @property
    def event(self) -> Event:
        return Event.from_json(self.body)


class Journal:
    """Appends and reads. Reading is safe at any time; appending goes through the Sequencer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._heads: dict[TenantId, Head] = {}

    def _entries(self, tenant: TenantId) -> Collection:
        return self._store.collection(JOURNAL, tenant)

    async def head(self, tenant: TenantId) -> Head:
        """As stored now, whoever wrote it."""
        page = await self._entries(tenant).find({}, Order("sequence", descending=True), limit=1)
        return Head(page.items[0]["sequence"], page.items[0]["hash"]) if page.items else Head()

    async def append(self, tenant: TenantId, drafts: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """Numbers the drafts in order; one that has a number already keeps it. Raises StoreUnavailable (outcome unknown)."""
        numbered: dict[str, Entry] = {}
        waiting = list(drafts)
        while waiting:
            head = self._heads.pop(tenant, None) or await self.head(tenant)
            entries = _chain(head, waiting)
            try:
                await self._entries(tenant).insert_many([_document(entry) for entry in entries])
                stored = entries
            except AlreadyExists as collision:
                stored = entries[: collision.position]
            numbered |= {entry.event_id: entry for entry in stored}
            waiting = waiting[len(stored) :]
            if waiting:
                waiting = await self._without_numbered(tenant, waiting, numbered)
            else:
                self._heads[tenant] = Head(stored[-1].sequence, stored[-1].hash)
        return [numbered[draft["id"]] for draft in drafts]

    async def _without_numbered(
        self, tenant: TenantId, waiting: list[Mapping[str, Any]], numbered: dict[str, Entry]
    ) -> list[Mapping[str, Any]]:
        """After a collision: another writer took the number, or had numbered these very events."""
        numbered |= await self.numbered(tenant, [draft["id"] for draft in waiting])
        return [draft for draft in waiting if draft["id"] not in numbered]

    async def numbered(self, tenant: TenantId, event_ids: Sequence[str]) -> dict[str, Entry]:
        """Those of the events that are in the journal, by id."""
        found: dict[str, Entry] = {}
        for start in range(0, len(event_ids), _PAGE):
            some = tuple(event_ids[start : start + _PAGE])
            page = await self._entries(tenant).find({"event_id": In(some)}, Order("event_id"), limit=_PAGE)
            found |= {document["event_id"]: _entry(document) for document in page.items}
        return found

    async def read(self, tenant: TenantId, after: int, limit: int = _PAGE) -> list[Entry]:
        """Entries with a number above `after`, in order, `limit` at most."""
        page = await self._entries(tenant).find({"sequence": Range(gt=after)}, Order("sequence"), limit=limit)
        return [_entry(document) for document in page.items]

    async def by_subject(self, tenant: TenantId, subject: str, after: int = 0, limit: int = _PAGE) -> list[Entry]:
        """One entity's entries with a number above `after`, in order."""
        where: Where = {"subject": subject, "sequence": Range(gt=after)}
        page = await self._entries(tenant).find(where, Order("sequence"), limit=limit)
        return [_entry(document) for document in page.items]

    async def every_entry(self, tenant: TenantId) -> AsyncIterator[Entry]:
        after = 0
        while entries := await self.read(tenant, after):
            for entry in entries:
                yield entry
            after = entries[-1].sequence

    async def tenants(self) -> list[TenantId]:
        """Every tenant that has an event."""
        tenants: list[TenantId] = []
        spanning = self._store.across(JOURNAL, _EVERY_TENANT)
        after = None
        while True:
            page = await spanning.find({"sequence": 1}, limit=_PAGE, after=after)
            tenants += [TenantId(document["tenant"]) for document in page.items]
            if (after := page.after) is None:
                return tenants

    async def heads(self) -> dict[TenantId, int]:
        """The newest number of every tenant."""
        return {tenant: (await self.head(tenant)).sequence for tenant in await self.tenants()}


def link(previous: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash and the event's text, in hexadecimal."""
    return hashlib.sha256(previous.encode() + body.encode()).hexdigest()


def _chain(head: Head, drafts: Sequence[Mapping[str, Any]]) -> list[Entry]:
    entries: list[Entry] = []
    previous = head.hash
    for sequence, event in enumerate(drafts, head.sequence + 1):
        body = orjson.dumps({**event, "sequence": sequence}).decode()
        digest = link(previous, body)
        entries.append(
            Entry(sequence, event["id"], event["type"], event["subject"], event["recordedtime"], body, previous, digest)
        )
        previous = digest
    return entries


def _document(entry: Entry) -> Document:
    return {
        "id": f"{entry.sequence:012d}",
        "sequence": entry.sequence,
        "event_id": entry.event_id,
        "type": entry.type,
        "subject": entry.subject,
        "recorded": entry.recorded,
        "body": entry.body,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _entry(document: Document) -> Entry:
    return Entry(
        document["sequence"],
        document["event_id"],
        document["type"],
        document["subject"],
        document["recorded"],
        document["body"],
        document["previous"],
        document["hash"],
    )
