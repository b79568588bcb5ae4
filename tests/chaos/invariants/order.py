"""Events keep their order, and one publisher at a time sends them."""

from collections.abc import Iterator

from tests.chaos.evidence import Cursor, Evidence, Reading
from tests.chaos.invariants.durability import published
from tests.chaos.invariants.handling import Handled
from tests.chaos.invariants.verdicts import unless
from tests.chaos.told import Entity


def order_is_kept(evidence: Evidence) -> Iterator[str | None]:
    """Events reach the topic first in the order of their numbers; what is kept of an entity is what its last event said."""
    yield from _first_sent_in_order(evidence)
    for reading in evidence.readings:
        yield from _as_of_the_last(evidence, reading)


def _first_sent_in_order(evidence: Evidence) -> Iterator[str | None]:
    """A bus that forgets shows the rest of the order only, wherever that begins."""
    newest: dict[str, int] = {}
    for told in published(evidence):
        before = newest.get(told.tenant, told.sequence - 1 if evidence.forgetful else 0)
        wrong = f"{told.tenant}: number {told.sequence} was published when {before} was the newest"
        yield unless(told.sequence <= before + 1, wrong)
        newest[told.tenant] = max(before, told.sequence)


def _as_of_the_last(evidence: Evidence, reading: Reading) -> Iterator[str | None]:
    last: dict[Entity, int] = {}
    for told in evidence.journal.get(reading.tenant, ()):
        if told.sequence not in reading.parked:
            last[told.entity] = told.sequence
    kept = Handled(evidence, reading).last
    for entity in kept.keys() & last.keys():
        wrong = f"{reading.tenant}: {reading.subscription} holds {entity.id} as of number {kept[entity]}, not {last[entity]}"
        yield unless(kept[entity] == last[entity], wrong)


def one_publisher(evidence: Evidence) -> Iterator[str | None]:
    """What the publisher has noted is in the journal, and the topic goes back to earlier numbers only where a publisher
    was disturbed or began: never do two of them send side by side."""
    yield from (_noted_is_written(evidence, cursor) for cursor in evidence.cursors)
    rewinds: dict[str, int] = {}
    before: dict[str, int] = {}
    for told in published(evidence):
        rewinds.setdefault(told.tenant, 0)
        rewinds[told.tenant] += told.sequence <= before.get(told.tenant, 0)
        before[told.tenant] = told.sequence
    for tenant, times in rewinds.items():
        wrong = f"{tenant}: the topic goes back {times} times, with {evidence.disturbances} reasons to"
        yield unless(times <= evidence.disturbances, wrong)


def _noted_is_written(evidence: Evidence, cursor: Cursor) -> str | None:
    hashes = evidence.hashes.get(cursor.tenant, ())
    if cursor.sequence == 0:
        return None
    known = hashes[cursor.sequence - 1] if cursor.sequence <= len(hashes) else None
    return unless(known == cursor.hash, f"{cursor.tenant}: number {cursor.sequence} was published with another content")
