"""What a run came to: faults, commands, recoveries, invariants. Exit code 1 where anything was found wrong."""

import os
import platform
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.chaos.ledger import Operation

_SHOWN = 5  # violations of one invariant that are printed
_BOUNCES = ("broker-bounce", "broker-outage", "store-bounce")
_KILLS = ("kill", "crash-point")


class Verdict(Protocol):
    """One invariant as the judge found it."""

    @property
    def name(self) -> str: ...

    @property
    def statement(self) -> str: ...

    @property
    def checked(self) -> int: ...

    @property
    def violations(self) -> Sequence[str]: ...


@dataclass
class Report:
    """`problems` are what the program itself met: a command that never got an answer, a system that did not come to rest.

    `figures` are the lines of a scenario.
    """

    seed: int
    stack: str
    rate: float
    play: str
    injected: Counter[str] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    operations: Sequence[Operation] = ()
    statuses: Mapping[int, int] = field(default_factory=dict)
    held_back: int = 0
    recoveries: Mapping[str, Sequence[float]] = field(default_factory=dict)
    overdue: Mapping[str, int] = field(default_factory=dict)
    restarts: Counter[str] = field(default_factory=Counter)
    quiet_after: float | None = None
    verdicts: Sequence[Verdict] = ()
    problems: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return bool(self.problems) or any(verdict.violations for verdict in self.verdicts)

    def lines(self) -> Iterator[str]:
        load = " ".join(f"{value:.2f}" for value in os.getloadavg())
        yield f"chaos: {self.play} on {self.stack}, seed {self.seed}, {self.rate:g} commands/s"
        yield f"machine: {os.cpu_count()} cores, Python {platform.python_version()}, load {load}"
        yield from self.figures
        yield from self._faults()
        yield from self._commands()
        yield from self._recoveries()
        yield from self._invariants()
        yield from (f"PROBLEM  {problem}" for problem in self.problems)
        yield f"result: {'VIOLATED' if self.failed else 'every invariant holds'}"

    def _faults(self) -> Iterator[str]:
        kills = sum(self.injected[kind] for kind in _KILLS)
        bounces = sum(self.injected[kind] for kind in _BOUNCES)
        yield ""
        yield f"faults: {self.injected.total()} injected, of them {kills} process kills, {bounces} broker or store bounces"
        by_kind: dict[str, list[str]] = {kind: [] for kind in sorted(self.injected)}
        for (kind, reason), count in sorted(self.missed.items()):
            by_kind.setdefault(kind, []).append(f"{reason} {count}×")
        for kind, reasons in sorted(by_kind.items()):
            missed = f"   not injected: {', '.join(reasons)}" if reasons else ""
            yield f"  {kind:<18} {self.injected[kind]:>5}{missed}"
        started = ", ".join(f"{part} {count}" for part, count in sorted(self.restarts.items()))
        yield f"  processes started: {started}"

    def _commands(self) -> Iterator[str]:
        outcomes = Counter(operation.outcome for operation in self.operations)
        attempts = sum(sum(record["phase"] == "sent" for record in one.attempts) for one in self.operations)
        statuses = ", ".join(f"{status or 'no answer'} {count}" for status, count in sorted(self.statuses.items()))
        held_back = f", {self.held_back} held back" if self.held_back else ""
        yield ""
        yield f"commands: {len(self.operations)} in {attempts} attempts{held_back}"
        yield "  " + ", ".join(f"{outcome} {outcomes[outcome]}" for outcome in ("ok", "failed", "unknown"))
        yield f"  answers by status: {statuses}"

    def _recoveries(self) -> Iterator[str]:
        yield ""
        yield "time to recover, in seconds"
        for what in sorted({*self.recoveries, *self.overdue}):
            seconds = self.recoveries.get(what) or [0.0]
            middle, longest = statistics.median(seconds), max(seconds)
            late = f"   after two minutes still away {self.overdue[what]}×" if self.overdue.get(what) else ""
            yield f"  {what:<18} p50 {middle:>6.1f}   max {longest:>6.1f}   n {len(self.recoveries.get(what, ()))}{late}"
        quiet = "never" if self.quiet_after is None else f"{self.quiet_after:.1f} s after the last fault was undone"
        yield f"  at rest: {quiet}"

    def _invariants(self) -> Iterator[str]:
        yield ""
        yield "invariants" if self.verdicts else "invariants: none was looked at"
        for verdict in self.verdicts:
            state = f"{len(verdict.violations)} VIOLATIONS" if verdict.violations else "holds"
            yield f"  {verdict.name:<5} {state:<14} {verdict.checked:>8} looked at   {verdict.statement}"
            yield from (f"        {violation}" for violation in verdict.violations[:_SHOWN])
