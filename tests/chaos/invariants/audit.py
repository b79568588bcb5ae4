"""The journal is what was written, and the counters are what happened."""

from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.invariants.deeds import accounts, commands, deeds_of, tenants
from tests.chaos.invariants.durability import published
from tests.chaos.invariants.verdicts import unless


def the_journal_is_intact(evidence: Evidence) -> Iterator[str | None]:
    """Every chain of hashes holds, every copy that left the system is what the journal has, and each accepted command has
    its entry."""
    for chain in evidence.chains:
        yield unless(chain.ok, f"{chain.tenant}: number {chain.first_bad} is {chain.reason}")
        wrong = (
            f"{chain.tenant}: the chain has {chain.events} events, the journal {len(evidence.journal[chain.tenant])}"
        )
        yield unless(not chain.ok or chain.events == len(evidence.journal[chain.tenant]), wrong)
    yield from _copies_agree(evidence)
    for tenant in tenants(evidence):
        found = accounts(evidence, tenant)
        for operation in commands(evidence, tenant):
            if operation.outcome == "ok":
                entered = all(found[deed].events for deed in deeds_of(operation))
                yield unless(entered, f"{tenant}: command {operation.n} was accepted and has no entry")


def _copies_agree(evidence: Evidence) -> Iterator[str | None]:
    """The topic is a copy in other hands: whoever rewrites the journal with new hashes does not rewrite that."""
    entered = {(told.tenant, told.sequence): told.body for events in evidence.journal.values() for told in events}
    for told in published(evidence):
        wrong = f"{told.tenant}: number {told.sequence} went out with other words"
        yield unless(entered.get((told.tenant, told.sequence)) == told.body, wrong)
