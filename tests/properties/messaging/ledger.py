"""What clients asked for and were told, and what must then be true of the state (G1, G2).

The entity is a unit whose name is the list of the commands that changed it, in order: `k1.k2.k5`. So the state alone tells which
commands had an effect, how often, and when.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from shared.events import Change, Occurred, UnitRegistered, UnitSnapshot
from shared.messaging import Command, Committed
from shared.messaging.errors import CommandRefused
from shared.storage import StorageError
from shared.tenancy import TenantId
from tests.properties.simulation.world import BEGINNING

Answer = asyncio.Task[Committed[UnitSnapshot]]
UnitOf = Callable[[TenantId, str], UnitSnapshot | None]


def commands_in(unit: UnitSnapshot) -> list[str]:
    return unit.name_vi.split(".")


@dataclass(slots=True)
class Asked:
    """One command of a client, sent once, or again and again with its key."""

    name: str
    tenant: TenantId
    unit: str
    key: str | None
    expected_version: int | None = None
    registers: bool = False
    attempts: list[Answer] = field(default_factory=list)

    @property
    def command(self) -> Command:
        """Its name stands for its body."""
        body = self.name if self.key else None
        return Command(self.tenant, "standing_officer", BEGINNING, self.name, self.key, body, self.expected_version)

    def registration(self) -> Change[UnitSnapshot]:
        """Registered and at once changed: two events of one command."""
        first = UnitSnapshot(id=self.unit, tenant=self.tenant, version=1, type="department", name_vi=self.name)
        return _then(Change(first, (Occurred(UnitRegistered(after=first), BEGINNING),)), f"{self.name}+")

    def decide(self, unit: UnitSnapshot) -> Change[UnitSnapshot]:
        return _then(Change(unit, ()), self.name)

    @property
    def effects(self) -> list[str]:
        return [self.name, f"{self.name}+"] if self.registers else [self.name]

    @property
    def answers(self) -> list[Committed[UnitSnapshot]]:
        return [attempt.result() for attempt in self.attempts if _ended(attempt) and attempt.exception() is None]

    @property
    def problems(self) -> list[BaseException]:
        problems = [attempt.exception() for attempt in self.attempts if _ended(attempt)]
        return [problem for problem in problems if problem is not None]

    @property
    def refused(self) -> bool:
        """By every attempt: nothing of it may have happened."""
        refusals = [problem for problem in self.problems if isinstance(problem, CommandRefused)]
        return len(refusals) == len(self.attempts)


def _then(change: Change[UnitSnapshot], name: str) -> Change[UnitSnapshot]:
    unit = change.state
    after = unit.model_copy(update={"name_vi": f"{unit.name_vi}.{name}", "version": unit.version + 1})
    occurred = Occurred(UnitRegistered(before={"name_vi": unit.name_vi}, after=after), BEGINNING)
    return Change(after, (*change.events, occurred))


def _ended(attempt: Answer) -> bool:
    return attempt.done() and not attempt.cancelled()


class Ledger:
    """All commands of one course."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    @property
    def keyed(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.key]

    def ask(self, tenant: TenantId, unit: str, keyed: bool, **more: bool | int | None) -> Asked:
        name = f"k{len(self.asked)}"
        return self._entered(Asked(name, tenant, unit, name if keyed else None, **more))  # type: ignore[arg-type]

    def misuse(self, other: Asked) -> Asked:
        """Another command with the key of that one."""
        return self._entered(Asked(f"k{len(self.asked)}", other.tenant, other.unit, other.key))

    def _entered(self, asked: Asked) -> Asked:
        self.asked.append(asked)
        return asked

    def check(self, unit_of: UnitOf) -> None:
        """I1, I2: what was acknowledged is there once, what was refused is not, a key has one effect and one answer."""
        used: Counter[tuple[TenantId, str, str | None]] = Counter()
        for asked in self.asked:
            unit = unit_of(asked.tenant, asked.unit)
            found = [name for name in commands_in(unit) if name in asked.effects] if unit else []
            _check_answers(asked, found)
            used[asked.tenant, asked.unit, asked.key or asked.name] += bool(found)
        assert max(used.values(), default=0) <= 1, "a key had the effects of two commands"


def _check_answers(asked: Asked, found: list[str]) -> None:
    assert found in ([], asked.effects), "a command has its effect once or not at all"
    assert not (asked.refused and found), "what was refused changed something"
    assert found or not asked.answers, "an acknowledged change is lost"
    assert len({(answer.state, answer.sequence) for answer in asked.answers}) <= 1, (
        "a repetition was told something else"
    )
    for answer in asked.answers:
        assert commands_in(answer.state)[-1] == asked.effects[-1]
        assert asked.expected_version in (None, answer.state.version - 1), "the caller had seen another version"
    for problem in asked.problems:
        assert isinstance(problem, CommandRefused | StorageError), repr(problem)
