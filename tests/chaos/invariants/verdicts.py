"""An invariant looks at the evidence and says of each thing whether it is as it should be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.chaos.evidence import Evidence

Look = Callable[[Evidence], Iterable[str | None]]
"""Yields once for each thing that it checks: None where that is right, otherwise what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many things an invariant has checked, and which of them break it."""

    name: str
    statement: str
    checked: int
    violations: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.violations


@dataclass(frozen=True, slots=True)
class Invariant:
    """`name` is its number in docs/invariants.md; its statement is the docstring of what looks."""

    name: str
    look: Look

    @property
    def statement(self) -> str:
        return " ".join((self.look.__doc__ or "").split())

    def judge(self, evidence: Evidence) -> Verdict:
        found = list(self.look(evidence))
        return Verdict(self.name, self.statement, len(found), [wrong for wrong in found if wrong is not None])


def unless(right: object, wrong: str) -> str | None:
    """What is wrong, unless it is right."""
    return None if right else wrong
