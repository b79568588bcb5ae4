"""Commands, outboxes, sequencers and the journal under every order of operations, lost answers and kills.

Up to three programs share one disk. Each rule lets somebody begin something; `go_on` decides what becomes of the operations that
are under way. After every step the disk must bear witness to G1, G3 and G10 (`Evidence`), and clients must have been told the
truth (`Ledger`).
"""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from shared.events import UnitSnapshot
from shared.messaging import CURSORS, JOURNAL, Aggregates, Journal, Sequencer, verify
from shared.tenancy import TenantId
from tests.properties.effort import effort
from tests.properties.messaging.evidence import UNITS, Evidence
from tests.properties.messaging.ledger import Asked, Ledger
from tests.properties.simulation.fates import CourseOfSteps, arrivals
from tests.properties.simulation.memory_store import Disk, MemoryStore
from tests.properties.simulation.world import World

TENANTS = (TenantId("nghe-an"), TenantId("ninh-thuan"))
REPLICAS = 3

replicas = st.integers(0, REPLICAS - 1)
tenants = st.sampled_from((TENANTS[0], *TENANTS))
units = st.sampled_from(("U-1", "U-2"))


class Replica:
    """One program of the tasks service, as far as it writes."""

    def __init__(self, world: World, disk: Disk) -> None:
        self.process = world.process()
        store = MemoryStore(disk, self.process.perform)
        self.sequencer = Sequencer(store, Journal(store), [UNITS], world, lambda _tenant, _entries: None)
        self.units = Aggregates(store, UNITS, UnitSnapshot, self.sequencer, lambda _unit: {})

    def carry_out(self, asked: Asked) -> None:
        work = (
            self.units.add(asked.command, asked.registration())
            if asked.registers
            else self.units.change(asked.command, asked.unit, asked.decide)
        )
        asked.attempts.append(self.process.run(work))


class Numbering(CourseOfSteps):
    """Tasks programs that number their events."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.disk = Disk()
        for spec in (UNITS, JOURNAL, CURSORS):
            self.disk.table(spec).learn(spec)
        self.replicas = [Replica(self.world, self.disk) for _ in range(REPLICAS)]
        self.ledger = Ledger()
        self.evidence = Evidence(self.disk)

    @rule(by=replicas, tenant=tenants, unit=units, keyed=st.booleans())
    def register(self, by: int, tenant: TenantId, unit: str, keyed: bool) -> None:
        self.replicas[by].carry_out(self.ledger.ask(tenant, unit, keyed, registers=True))

    @rule(by=replicas, tenant=tenants, unit=units, keyed=st.booleans(), stale=st.sampled_from((None, None, 0, 1)))
    def change(self, by: int, tenant: TenantId, unit: str, keyed: bool, stale: int | None) -> None:
        """`stale`: the caller insists on a version (If-Match), the current one or an older one."""
        current = self.evidence.unit(tenant, unit)
        version = current.version - stale if current is not None and stale is not None else None
        self.replicas[by].carry_out(self.ledger.ask(tenant, unit, keyed, expected_version=version))

    @precondition(lambda self: self.ledger.keyed)
    @rule(by=replicas, data=st.data())
    def repeat(self, by: int, data: st.DataObject) -> None:
        """A client that does not know the outcome, or does not care, sends its command again with the same key."""
        self.replicas[by].carry_out(data.draw(st.sampled_from(self.ledger.keyed)))

    @precondition(lambda self: self.ledger.keyed)
    @rule(by=replicas, data=st.data())
    def misuse_a_key(self, by: int, data: st.DataObject) -> None:
        self.replicas[by].carry_out(self.ledger.misuse(data.draw(st.sampled_from(self.ledger.keyed))))

    @rule(by=replicas)
    def sweep(self, by: int) -> None:
        self.replicas[by].process.run(self.replicas[by].sequencer.sweep())

    @rule(which=replicas, arrived=arrivals)
    def kill(self, which: int, arrived: int) -> None:
        self.replicas[which].process.kill(arrived)
        self.replicas[which] = Replica(self.world, self.disk)

    @invariant()
    def the_disk_bears_witness(self) -> None:
        for tenant in TENANTS:
            self.evidence.check(tenant)

    @invariant()
    def clients_were_told_the_truth(self) -> None:
        self.ledger.check(self.evidence.unit)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.calm_down()
            self._one_sweep_settles_everything()
        finally:
            self.world.end()

    def _one_sweep_settles_everything(self) -> None:
        last = Replica(self.world, self.disk)
        swept = last.process.run(last.sequencer.sweep())
        self.world.calm_down()
        swept.result()
        for tenant in TENANTS:
            self.evidence.check(tenant)
            assert not any(document["outbox"] for document in self.disk.documents(UNITS, tenant))
            found = last.process.run(verify(MemoryStore(self.disk, last.process.perform), tenant))
            self.world.calm_down()
            assert found.result().ok
        self.ledger.check(self.evidence.unit)


TestNumbering = Numbering.TestCase
TestNumbering.settings = effort(examples=100, steps=40)
