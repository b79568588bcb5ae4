"""Publishers under every order of operations, a bus that fails or takes half a batch, leases, kills and the passing of time.

What the bus has taken, without what it has taken twice, must at every instant be a beginning of the journal: no gap, no number
before a lower one (G3). In the end it is the whole journal.
"""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from shared.messaging import CURSORS, JOURNAL, Entry, Journal, Outlet, Publisher, Replica, SendFailed
from shared.tenancy import TenantId
from tests.properties.effort import effort
from tests.properties.simulation.fates import CourseOfSteps, arrivals
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import Process, World
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, drafts

TENANTS = (NGHE_AN, NINH_THUAN)
REPLICAS = 2
POLL = timedelta(seconds=2)
# Longer than any lease and any pause between attempts.
LONG_ENOUGH = 40.0

replicas = st.integers(0, REPLICAS - 1)
tenants = st.sampled_from((NGHE_AN, *TENANTS))


class Bus:
    """Keeps what it takes, an entry at a time: of a batch that fails, some may have been taken."""

    def __init__(self) -> None:
        self.taken: dict[TenantId, list[tuple[int, str]]] = {tenant: [] for tenant in TENANTS}

    def without_repetitions(self, tenant: TenantId) -> list[tuple[int, str]]:
        return list(dict.fromkeys(self.taken[tenant]))


class Sender:
    """One program that publishes; `numbers` is its sequencer, which has numbered something."""

    def __init__(self, world: World, disk: Disk, bus: Bus, name: str) -> None:
        self.process: Process = world.process()
        self._bus = bus
        store = MemoryStore(disk, self.process.perform)
        self._publisher = Publisher(store, Journal(store), Outlet(self._send), world, Replica(name, POLL))
        self.process.run(self._publisher.run())

    async def _send(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        for entry in entries:
            taken = self._bus.taken[tenant]
            await self.process.perform(
                lambda taken=taken, entry=entry: taken.append((entry.sequence, entry.body)),  # type: ignore[misc]
                SendFailed("no acknowledgement"),
            )

    def offer(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        self._publisher.offer(tenant, entries)
        self.process.world.pass_time(0)


class Publishing(CourseOfSteps):
    """Programs that publish the journals of two provinces."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.disk = Disk()
        for spec in (JOURNAL, CURSORS):
            self.disk.table(spec).learn(spec)
        self.bus = Bus()
        self.clerk = self.world.process()
        self.journal = Journal(MemoryStore(self.disk))
        self.senders = [self._sender(number) for number in range(REPLICAS)]

    def _sender(self, number: int) -> Sender:
        return Sender(self.world, self.disk, self.bus, f"replica-{number}")

    @rule(by=replicas, tenant=tenants, count=st.integers(1, 4), told=st.booleans())
    def number(self, by: int, tenant: TenantId, count: int, told: bool) -> None:
        """Events are numbered; the publisher of the same program is told of them, unless the program died in between."""
        numbered = self.clerk.run(self.journal.append(tenant, drafts(count, tenant)))
        self.world.pass_time(0)
        if told:
            self.senders[by].offer(tenant, numbered.result())

    @rule(seconds=st.sampled_from((0.1, 0.5, 1.0, 2.0, 5.5, 11.0)))
    def time_passes(self, seconds: float) -> None:
        self.world.pass_time(seconds)

    @rule(which=replicas, arrived=arrivals)
    def kill(self, which: int, arrived: int) -> None:
        self.senders[which].process.kill(arrived)
        self.senders[which] = self._sender(which)

    @invariant()
    def the_bus_has_a_beginning_of_the_journal(self) -> None:
        for tenant in TENANTS:
            sent = self.bus.without_repetitions(tenant)
            assert sent == self._written(tenant)[: len(sent)]
            noted = self.disk.table(CURSORS).get(tenant, "publisher")
            assert not noted or noted["sequence"] <= len(sent), "what was noted as published was not"

    def _written(self, tenant: TenantId) -> list[tuple[int, str]]:
        return [(entry["sequence"], entry["body"]) for entry in self.disk.documents(JOURNAL, tenant)]

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.calm_down(LONG_ENOUGH)
            for tenant in TENANTS:
                assert self.bus.without_repetitions(tenant) == self._written(tenant)
        finally:
            self.world.end()


TestPublishing = Publishing.TestCase
TestPublishing.settings = effort(examples=60, steps=40)
