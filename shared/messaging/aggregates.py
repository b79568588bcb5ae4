"""Aggregates behind one door: compare-and-swap, outbox, idempotency keys and numbering, so that a use case is one decision.

A document holds the state, the fields that queries use, the outbox, and the latest commands with their events. All of it
changes in one write.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.events import Change, Snapshot
from shared.messaging import outbox
from shared.messaging.commands import Command
from shared.messaging.errors import (
    AlreadyRegistered,
    CommandRefused,
    ConcurrentChange,
    KeyReused,
    NotFound,
    OutboxFull,
    VersionMismatch,
)
from shared.messaging.journal import Entry
from shared.messaging.sequencer import Draft, Sequencer
from shared.storage import AlreadyExists, Collection, CollectionSpec, Document, Order, StaleRevision, Store, Where
from shared.tenancy import TenantId

S = TypeVar("S", bound=Snapshot)

_ATTEMPTS = 20
_REMEMBERED_COMMANDS = 64
_OUTBOX_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Committed(Generic[S]):
    """The outcome of a command: the state it left, the number of its last event, and whether it is a repetition's answer."""

    state: S
    sequence: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[S]):
    """A page of states; `after` continues behind it."""

    items: list[S]
    after: str | None


class Aggregates(Generic[S]):
    """All aggregates of one kind. `fields` gives the top-level fields that the collection's indexes name."""

    def __init__(
        self,
        store: Store,
        spec: CollectionSpec,
        model: type[S],
        sequencer: Sequencer,
        fields: Callable[[S], dict[str, Any]],
    ) -> None:
        self._store = store
        self._spec = spec
        self._model = model
        self._sequencer = sequencer
        self._fields = fields

    @property
    def spec(self) -> CollectionSpec:
        return self._spec

    @property
    def model(self) -> type[S]:
        return self._model

    def fields_of(self, document: Document) -> dict[str, Any]:
        """What this version's queries use, as it follows from the state."""
        return self._fields(self._state(document))

    def document_of(self, state: dict[str, Any], commands: list[Document]) -> Document:
        """A document without anything in its outbox, with every field that this version's queries use."""
        known = self._model.model_validate(state)
        settled = {outbox.OUTBOX: [], outbox.PENDING: False}
        return {**self._fields(known), "id": known.id, "state": state, "commands": commands, **settled}

    def _collection(self, tenant: TenantId) -> Collection:
        return self._store.collection(self._spec, tenant)

    async def get(self, tenant: TenantId, key: str) -> S | None:
        document = await self._collection(tenant).get(key)
        return self._state(document) if document else None

    async def get_many(self, tenant: TenantId, keys: list[str]) -> dict[str, S]:
        """Those that exist, by id."""
        documents = await self._collection(tenant).get_many(keys)
        return {key: self._state(document) for key, document in documents.items()}

    async def find(
        self, tenant: TenantId, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None
    ) -> Found[S]:
        """As Collection.find."""
        page = await self._collection(tenant).find(where, order, limit, after)
        return Found([self._state(document) for document in page.items], page.after)

    async def count(self, tenant: TenantId, where: Where) -> int:
        """As Collection.count."""
        return await self._collection(tenant).count(where)

    async def add(self, command: Command, change: Change[S]) -> Committed[S]:
        """Registers a new aggregate. Raises AlreadyRegistered, KeyReused, StorageError (outcome unknown: repeat with the key)."""
        drafts = _drafts(change, command)
        try:
            stored = await self._collection(command.tenant).insert(self._document({}, change.state, drafts, command))
        except AlreadyExists:
            return await self._registered_before(command, change.state.id)
        return await self._numbered(command, change.state, stored)

    async def add_many(self, additions: Sequence[tuple[Command, Change[S]]]) -> list[Committed[S] | CommandRefused]:
        """Registers new aggregates of one tenant in one write, and numbers their events in one more.

        What each comes to, in order: what `add` answers, or what it raises of its own. One that is refused leaves the others
        alone. Raises StorageError (outcome unknown: repeat with the keys).
        """
        documents: list[Document] = []
        for command, change in additions:
            documents.append(self._document({}, change.state, _drafts(change, command), command))
            await asyncio.sleep(0)  # others are served between two of them
        tenant = additions[0][0].tenant
        taken = await self._insert_all(self._collection(tenant), documents)
        new = [draft for place, one in enumerate(documents) if place not in taken for draft in one[outbox.OUTBOX]]
        numbers = {entry.event_id: entry.sequence for entry in await self._sequencer.sequence(tenant, new)}
        return [
            await self._refused_or_repeated(command, change.state.id)
            if place in taken
            else Committed(change.state, numbers[documents[place][outbox.OUTBOX][-1]["id"]])
            for place, (command, change) in enumerate(additions)
        ]

    async def _insert_all(self, collection: Collection, documents: Sequence[Document]) -> set[int]:
        """The places of those whose id was taken."""
        taken: set[int] = set()
        start = 0
        while start < len(documents):
            try:
                await collection.insert_many(documents[start:])
            except AlreadyExists as collision:
                start += collision.position
                taken.add(start)
                start += 1
            else:
                break
        return taken

    async def _refused_or_repeated(self, command: Command, key: str) -> Committed[S] | CommandRefused:
        try:
            return await self._registered_before(command, key)
        except CommandRefused as refused:
            return refused

    async def change(self, command: Command, key: str, decide: Callable[[S], Change[S]]) -> Committed[S]:
        """Applies a decision to the current state; decides anew where others were faster.

        Raises NotFound, VersionMismatch, KeyReused, ConcurrentChange, OutboxFull, StorageError, and whatever `decide` raises.
        """
        collection = self._collection(command.tenant)
        for _ in range(_ATTEMPTS):
            document = await collection.get(key)
            if document is None:
                raise NotFound
            if repeated := _repeated(document, command):
                return await self._answer_again(command, document, repeated)
            change = decide(self._expected(document, command))
            drafts = _drafts(change, command)
            try:
                written = self._document(document, change.state, drafts, command)
                stored = await collection.replace(written, document["revision"])
            except StaleRevision:
                continue
            return await self._numbered(command, change.state, stored)
        raise ConcurrentChange

    def _expected(self, document: Document, command: Command) -> S:
        state = self._state(document)
        if command.expected_version not in (None, state.version):
            raise VersionMismatch(state.version)
        return state

    async def _numbered(self, command: Command, state: S, stored: Document) -> Committed[S]:
        """All that the outbox holds, oldest first: events of one entity never overtake each other."""
        entries = await self._sequencer.sequence(command.tenant, stored[outbox.OUTBOX])
        return Committed(state, entries[-1].sequence)

    async def _registered_before(self, command: Command, key: str) -> Committed[S]:
        document = await self._collection(command.tenant).get(key)
        repeated = _repeated(document, command) if document else None
        if document is None or repeated is None:
            raise AlreadyRegistered
        return await self._answer_again(command, document, repeated)

    async def _answer_again(self, command: Command, document: Document, event_ids: list[str]) -> Committed[S]:
        """The first answer is told by the command's own last event, whatever happened to the aggregate since."""
        entry = await self._entry(command.tenant, document[outbox.OUTBOX], event_ids[-1])
        state = self._model.model_validate(entry.event.data["after"])
        return Committed(state, entry.sequence, replayed=True)

    async def _entry(self, tenant: TenantId, left: list[Draft], event_id: str) -> Entry:
        if left:
            await self._sequencer.sequence(tenant, left)
        return await self._sequencer.entry(tenant, event_id)

    def _state(self, document: Document) -> S:
        return self._model.model_validate(document["state"])

    def _document(self, before: Document, state: S, drafts: list[dict[str, Any]], command: Command) -> Document:
        document: Document = {
            **self._fields(state),
            "id": state.id,
            # An event carries the whole state that it left, so the last one's needs no second dump.
            "state": drafts[-1]["data"]["after"] if drafts else state.model_dump(mode="json"),
            "commands": _remember(before.get("commands", []), command, drafts),
            outbox.OUTBOX: [e for e in before.get(outbox.OUTBOX, ()) if not self._sequencer.is_numbered(e["id"])],
        }
        if len(document[outbox.OUTBOX]) >= _OUTBOX_LIMIT:
            raise OutboxFull
        outbox.put(document, drafts)
        return document


def _drafts(change: Change[S], command: Command) -> list[dict[str, Any]]:
    return [outbox.draft(occurred, command, change.state.id) for occurred in change.events]


def _remember(commands: list[Document], command: Command, drafts: list[dict[str, Any]]) -> list[Document]:
    if command.key is None:
        return commands
    entry = {"key": command.key, "fingerprint": command.fingerprint, "events": [draft["id"] for draft in drafts]}
    return [*commands, entry][-_REMEMBERED_COMMANDS:]


def _repeated(document: Document, command: Command) -> list[str] | None:
    """The events of the first execution where this command is a repetition. Raises KeyReused."""
    if command.key is None:
        return None
    for known in document["commands"]:
        if known["key"] == command.key:
            if known["fingerprint"] != command.fingerprint:
                raise KeyReused
            events: list[str] = known["events"]
            return events
    return None
