"""A service that reads the journal: its source, its handler with guarded effects, and what it leaves on its disk."""

from collections import defaultdict
from collections.abc import Sequence

from shared.events import Event
from shared.messaging import DEAD_LETTERS, POSITIONS, SUBSCRIPTION_SPECS, SourceUnavailable, Subscription
from shared.storage import CollectionSpec, Document, Store
from shared.tenancy import TenantId
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import Process, World

EFFECTS = CollectionSpec("effects")
NAME = "reader"


class Truth:
    """The journal, and which of its events nobody can handle: never, or not the first few times."""

    def __init__(self) -> None:
        self.journal: defaultdict[TenantId, list[Event]] = defaultdict(list)
        self.poison: defaultdict[TenantId, set[int]] = defaultdict(set)
        self.moody: defaultdict[TenantId, dict[int, int]] = defaultdict(dict)

    def refuses(self, tenant: TenantId, sequence: int) -> bool:
        if self.moody[tenant].get(sequence, 0):
            self.moody[tenant][sequence] -= 1
            return True
        return sequence in self.poison[tenant]


class Reader:
    """One program. Its handler keeps, for each subject, the numbers of the events that had their effect, in order."""

    def __init__(self, world: World, disk: Disk, truth: Truth) -> None:
        self.process: Process = world.process()
        self._truth = truth
        self._store: Store = MemoryStore(disk, self.process.perform)
        self.subscription = Subscription(NAME, self._store, self, self, world)
        self.out_of_order: list[str] = []
        self._disk = disk

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        def found() -> list[bytes]:
            return [event.model_dump_json().encode() for event in self._truth.journal[tenant][after : after + limit]]

        return await self.process.perform(found, SourceUnavailable("the journal is away"))

    async def heads(self) -> dict[TenantId, int]:
        def found() -> dict[TenantId, int]:
            return {tenant: len(events) for tenant, events in self._truth.journal.items() if events}

        return await self.process.perform(found, SourceUnavailable("the journal is away"))

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """What comes before an event that cannot be handled has its effect, then it raises."""
        self._note_order(tenant, [event.sequence for event in events])
        bad = [event.sequence for event in events if self._truth.refuses(tenant, event.sequence)]
        good = [event for event in events if not bad or event.sequence < bad[0]]
        effects = self._store.collection(EFFECTS, tenant)
        found = await effects.get_many(list(dict.fromkeys(event.subject for event in good)))
        for event in good:
            document = found.setdefault(event.subject, {"id": event.subject, "revision": 0, "numbers": []})
            if event.sequence > max(document["numbers"], default=0):
                document["numbers"].append(event.sequence)
        await effects.upsert_many(list(found.values()))
        if bad:
            raise ValueError(f"{bad[0]} cannot be handled")

    def _note_order(self, tenant: TenantId, numbers: list[int]) -> None:
        """G3: events follow each other, and n+1 comes only after n."""
        first, known = numbers[0], settled(self._disk, tenant)
        if numbers != list(range(first, first + len(numbers))) or not known.issuperset(range(1, first)):
            self.out_of_order.append(f"{tenant}: {numbers} came while {sorted(known)} were settled")


def handled(disk: Disk, tenant: TenantId) -> list[int]:
    """Numbers whose effects are stored."""
    return sorted(number for document in disk.documents(EFFECTS, tenant) for number in document["numbers"])


def letters(disk: Disk, tenant: TenantId) -> list[Document]:
    return disk.documents(DEAD_LETTERS, tenant)


def settled(disk: Disk, tenant: TenantId) -> set[int]:
    """Numbers that are dealt with, one way or the other."""
    return {*handled(disk, tenant), *(letter["sequence"] for letter in letters(disk, tenant))}


def position(disk: Disk, tenant: TenantId) -> int:
    stored = disk.table(POSITIONS).get(tenant, NAME)
    return int(stored["sequence"]) if stored else 0


def prepared() -> Disk:
    disk = Disk()
    for spec in (EFFECTS, *SUBSCRIPTION_SPECS):
        disk.table(spec).learn(spec)
    return disk
