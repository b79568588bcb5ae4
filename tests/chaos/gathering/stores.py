"""What the services keep, read from their stores past all of their code but the storage port and the journal's."""

import dataclasses
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager

from services.notifications.adapters import specifications as of_notifications
from services.reporting.adapters import specifications as of_reporting
from services.tasks.adapters.records import AGGREGATES
from shared.messaging import CURSORS, DEAD_LETTERS, JOURNAL, POSITIONS, Journal, verify
from shared.messaging.generations import pages
from shared.messaging.publisher import published
from shared.storage import CollectionSpec, Document, Store, connect
from shared.tenancy import TenantId
from tests.chaos.evidence import Aggregate, Cursor, Evidence, Reading, Shelf
from tests.chaos.gathering.rebuilding import rebuilt
from tests.chaos.installation import Installation
from tests.chaos.levels import CONSUMERS
from tests.chaos.offsets import committed
from tests.chaos.told import Entity, Told

_SHELVES: Mapping[str, Sequence[CollectionSpec]] = {
    "reporting": of_reporting.SPECIFICATIONS,
    "notifications": (of_notifications.NOTICES, of_notifications.OBLIGATIONS, of_notifications.UNITS),
}
_NOT_OF_EVENTS = frozenset({"id", "generation", "revision", "mark", "read_at", "unread", "fired", "next_step_at"})
"""What the store, a rebuild, readers and the clock change in documents that are otherwise made of events."""
_TOLD_BY_NO_EVENT = frozenset({"reminder", "overdue", "escalation", "endpoint_disabled"})


async def looked_at(evidence: Evidence, installation: Installation) -> Evidence:
    async with opened(installation.store_url, "tasks", [*AGGREGATES, JOURNAL, CURSORS]) as tasks:
        evidence = await _of_tasks(evidence, tasks)
    readings, kept, stray = list[Reading](), dict[Shelf, Mapping[str, Document]](), Counter[str]()
    strangers = _strangers(evidence)
    for name in CONSUMERS:
        async with opened(installation.store_url, name, [*_SHELVES[name], POSITIONS, DEAD_LETTERS]) as store:
            readings += [await _reading(store, name, tenant) for tenant in evidence.journal]
            stray[name] = sum([len((await _reading(store, name, tenant)).parked) for tenant in strangers])
            kept |= await shelves(store, name, evidence.journal)
    evidence = dataclasses.replace(evidence, readings=readings, kept=kept, stray_letters=stray)
    groups = installation.servers.kafka
    offsets = await committed(groups.address) if groups else {}
    return dataclasses.replace(evidence, rebuilt=await rebuilt(evidence, shelves), committed=offsets)


@asynccontextmanager
async def opened(url: str, database: str, specs: Sequence[CollectionSpec]) -> AsyncIterator[Store]:
    store = connect(url, database)
    await store.open(specs)
    try:
        yield store
    finally:
        await store.close()


async def _of_tasks(evidence: Evidence, store: Store) -> Evidence:
    journal: dict[str, Sequence[Told]] = {}
    hashes: dict[str, Sequence[str]] = {}
    tenants = sorted(await Journal(store).tenants())
    for tenant in tenants:
        entries = [entry async for entry in Journal(store).every_entry(tenant)]
        told = {entry.sequence: Told.read(entry.body) for entry in entries}
        journal[tenant] = [event for event in told.values() if event is not None]
        hashes[tenant] = [entry.hash for entry in entries]
    noted = {tenant: await published(store, tenant) for tenant in tenants}
    return dataclasses.replace(
        evidence,
        journal=journal,
        hashes=hashes,
        chains=[await verify(store, tenant) for tenant in tenants],
        cursors=[Cursor(tenant, head.sequence, head.hash) for tenant, head in noted.items()],
        aggregates={tenant: await _aggregates(store, tenant) for tenant in tenants},
    )


async def _aggregates(store: Store, tenant: TenantId) -> dict[Entity, Aggregate]:
    return {
        Entity(spec.name, document["id"]): Aggregate(document["state"]["version"], len(document.get("outbox") or ()))
        for spec in AGGREGATES
        async for document in _every(store, spec, tenant)
    }


async def _reading(store: Store, name: str, tenant: str) -> Reading:
    place = await store.collection(POSITIONS, TenantId(tenant)).get(name)
    letters = [letter async for letter in _every(store, DEAD_LETTERS, tenant) if letter["subscription"] == name]
    parked = {letter["sequence"]: letter["event"]["id"] for letter in letters}
    return Reading(name, tenant, place["sequence"] if place else 0, parked)


def _strangers(evidence: Evidence) -> set[str]:
    """Tenants that exist in injected records only."""
    return {record.told.tenant for record in evidence.topic if record.told is not None} - evidence.journal.keys()


async def shelves(store: Store, service: str, tenants: Iterable[str]) -> dict[Shelf, Mapping[str, Document]]:
    """The read models of a service by tenant and collection, as of the live generation; what follows from no event lies
    on a shelf of its own."""
    found: dict[Shelf, Mapping[str, Document]] = {}
    for tenant in tenants:
        place = await store.collection(POSITIONS, TenantId(tenant)).get(service) or {}
        live = place.get("generation", 0)
        for spec in _SHELVES[service]:
            documents = {
                each["id"].removeprefix(f"{live}:"): _of_events(each)
                async for each in _every(store, spec, tenant)
                if each.get("generation", 0) == live
            }
            others = {key: each for key, each in documents.items() if each.get("kind") in _TOLD_BY_NO_EVENT}
            if others:
                found[Shelf(service, tenant, "reminders")] = others
            found[Shelf(service, tenant, spec.name)] = {k: v for k, v in documents.items() if k not in others}
    return found


def _of_events(document: Document) -> Document:
    return {name: value for name, value in document.items() if name not in _NOT_OF_EVENTS}


async def _every(store: Store, spec: CollectionSpec, tenant: str) -> AsyncIterator[Document]:
    async for page in pages(store.collection(spec, TenantId(tenant))):
        for document in page:
            yield document
