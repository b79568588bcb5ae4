"""When the faults are over: everything drains, and what is left is what a rebuild gives."""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product

from tests.chaos.evidence import Evidence, Shelf
from tests.chaos.invariants.model import instant
from tests.chaos.invariants.verdicts import unless
from tests.chaos.told import Document

RECOVERY = timedelta(seconds=120)


def settled_and_rebuildable(evidence: Evidence) -> Iterator[str | None]:
    """At rest nothing waits in an outbox or before a reader, and a rebuild from zero gives the same read models, byte by byte."""
    yield from (unless(not wrong, wrong) for wrong in backlog(evidence).values())
    for shelf, rebuilt in evidence.rebuilt.items():
        yield from _same(shelf, evidence.kept.get(shelf, {}), rebuilt)


def backlog(evidence: Evidence) -> dict[str, str]:
    """Each place where events may wait, with what waits there; an empty text where nothing does."""
    waiting: dict[str, str] = {}
    for tenant, aggregates in evidence.aggregates.items():
        full = {entity.id: kept.waiting for entity, kept in aggregates.items() if kept.waiting}
        waiting[f"outboxes of {tenant}"] = f"{tenant}: events wait in the outboxes of {full}" if full else ""
    for reading in evidence.readings:
        where, head = f"{reading.tenant}: {reading.subscription}", _head(evidence, reading.tenant)
        behind = f"{where} is at {reading.position} of {head}"
        waiting[where] = "" if reading.position == head else behind
    return waiting | _unread(evidence)


def _unread(evidence: Evidence) -> dict[str, str]:
    """Records that a group has not committed, in partitions of a bus that keeps offsets."""
    ends: dict[int, int] = {}
    for record in evidence.topic:
        ends[record.partition] = max(ends.get(record.partition, 0), record.offset + 1)
    groups = {subscription for subscription, _ in evidence.committed}
    unread: dict[str, str] = {}
    for group, (partition, end) in product(sorted(groups), ends.items()):
        committed = evidence.committed.get((group, partition), 0)
        where = f"{group}, partition {partition}"
        unread[where] = "" if committed >= end else f"{where}: offset {committed} of {end}"
    return unread


def _head(evidence: Evidence, tenant: str) -> int:
    return max((told.sequence for told in evidence.journal.get(tenant, ())), default=0)


def _same(shelf: Shelf, kept: Mapping[str, Document], rebuilt: Mapping[str, Document]) -> Iterator[str | None]:
    for key in sorted({*kept, *rebuilt}):
        live, fresh = (json.dumps(side.get(key), sort_keys=True, ensure_ascii=False) for side in (kept, rebuilt))
        yield unless(live == fresh, f"{'/'.join(shelf)}/{key} is {live:.400}, a rebuild gives {fresh:.400}")


def comes_back_by_itself(evidence: Evidence) -> Iterator[str | None]:
    """Within 120 seconds after the last fault everything has drained without anybody's hand, and from then on no process ends."""
    for part, wrong in backlog(evidence).items():
        yield unless(not wrong, f"never drained: {part}")
    if evidence.healed_at and evidence.settled_at:
        took = instant(evidence.settled_at) - instant(evidence.healed_at)
        yield unless(took <= RECOVERY, f"it took {took.total_seconds():.0f} s to come back")
    for start in evidence.starts:
        late = evidence.settled_at is not None and instant(start.at) > instant(evidence.settled_at)
        yield unless(not late, f"{start.part} was started again at {start.at}, when nothing was wrong any more")
