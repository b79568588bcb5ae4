"""The judge is judged: defects are planted into a running installation, and each must turn its invariant red.

`python -m tests.chaos --planted NAME` runs one of them, `--planted all` every one, on the stack that `--stack` names. The tests
run a few; docs/invariants.md lists all.
"""

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence

from tests.chaos.defects.catalogue import DEFECTS, Defect
from tests.chaos.defects.rehearsal import rehearse
from tests.chaos.invariants.verdicts import Verdict
from tests.chaos.servers import Stack

__all__ = ["DEFECTS", "NAMES", "run", "verdicts_on"]

NAMES = tuple(DEFECTS)
_SHOWN = 2


def run(name: str, stack: Stack = "embedded") -> bool:
    """Plants one defect, or `all` after each other; prints what was found. True where the judge saw what there was to see.

    Raises StackUnavailable.
    """
    if name == "all":
        outcomes = [run(each, stack) for each in NAMES]
        return all(outcomes)
    if name not in DEFECTS:
        sys.stderr.write(f"no planted defect {name}; there are: all, {', '.join(NAMES)}\n")
        return False
    began = time.monotonic()
    defect, verdicts = DEFECTS[name], asyncio.run(verdicts_on(name, stack))
    seen = is_seen(defect, verdicts)
    expected = f"breaks {defect.invariant}" if defect.invariant else "breaks nothing"
    outcome = "as it must be" if seen else "THE JUDGE IS BLIND" if defect.invariant else "FALSE ALARM"
    sys.stdout.write(f"{name} on {stack}: {expected}, {outcome} ({time.monotonic() - began:.0f} s)\n")
    sys.stdout.writelines(f"  {line}\n" for line in _told(verdicts))
    sys.stdout.flush()
    return seen


async def verdicts_on(name: str, stack: Stack = "embedded") -> list[Verdict]:
    """A rehearsal with that defect. Raises KeyError, StackUnavailable."""
    defect = DEFECTS[name]
    return await rehearse({defect.service: name} if defect.service else {}, defect.happening, stack)


def is_seen(defect: Defect, verdicts: Sequence[Verdict]) -> bool:
    """Its invariant is broken; or, where there is none, nothing is."""
    if defect.invariant is None:
        return not any(verdict.violations for verdict in verdicts)
    return any(verdict.name == defect.invariant and verdict.violations for verdict in verdicts)


def _told(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        if verdict.violations:
            yield f"{verdict.name} {len(verdict.violations)} of {verdict.checked}: {verdict.statement}"
            yield from (f"    {violation:.300}" for violation in verdict.violations[:_SHOWN])
