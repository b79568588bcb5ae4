"""Bends good evidence a little, so that exactly one thing is wrong."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.chaos.evidence import Evidence, Record, Shelf
from tests.chaos.invariants import INVARIANTS
from tests.chaos.invariants.constructed import TENANTS, good
from tests.chaos.ledger import Operation, operations
from tests.chaos.told import Told

ONE, OTHER = TENANTS
Bend = Callable[[Evidence], Evidence]


def violations(name: str, evidence: Evidence) -> list[str]:
    """Of one invariant."""
    (invariant,) = (each for each in INVARIANTS if each.name == name)
    return invariant.judge(evidence).violations


def bent(**changes: Any) -> Evidence:
    """Good evidence with some of its fields replaced."""
    return dataclasses.replace(good(), **changes)


def with_journal(change: Callable[[list[Told]], Sequence[Told]]) -> Evidence:
    """The first tenant's journal is another one."""
    evidence = good()
    return dataclasses.replace(evidence, journal={**evidence.journal, ONE: change(list(evidence.journal[ONE]))})


def with_topic(change: Callable[[list[Record]], Sequence[Record]]) -> Evidence:
    """The first tenant's records are others."""
    evidence = good()
    own = [record for record in evidence.topic if record.key == ONE]
    others = [record for record in evidence.topic if record.key != ONE]
    return dataclasses.replace(evidence, topic=[*change(own), *others])


def with_kept(
    collection: str, change: Callable[[dict[str, Any]], Mapping[str, Any]], service: str = "reporting"
) -> Evidence:
    """One shelf of the first tenant holds something else."""
    evidence = good()
    shelf = Shelf(service, ONE, collection)
    return dataclasses.replace(evidence, kept={**evidence.kept, shelf: change(dict(evidence.kept[shelf]))})


def with_operation(n: int, **changes: Any) -> Evidence:
    """The command whose first attempt has that number was answered otherwise."""
    evidence = good()
    told = [_changed(operation, changes) if operation.n == n else operation for operation in evidence.operations]
    return dataclasses.replace(evidence, operations=told)


def _changed(operation: Operation, changes: dict[str, Any]) -> Operation:
    records = [{**record, **(changes if record["phase"] != "sent" else {})} for record in operation.attempts]
    return operations(records)[0]


def command(path_end: str, outcome: str = "ok") -> Operation:
    """The first tenant's first command of that path and outcome."""
    return next(
        each
        for each in good().operations
        if each.tenant == ONE and each.path.endswith(path_end) and each.outcome == outcome
    )
