"""Parked events are handled again, in order, once what stood in their way is gone (G7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.events import Event
from shared.messaging.letters import DeadLetters, Letter
from shared.storage import StorageError
from shared.tenancy import TenantId

_AT_ONCE = 100


class Outcome(StrEnum):
    """`needs_rebuild`: it can be handled by now, but only at its own place in the row of events, which a rebuild gives it."""

    HANDLED = "handled"
    NEEDS_REBUILD = "needs_rebuild"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """`superseded_by` is the number of a later event that the same entity has taken already."""

    outcome: Outcome
    superseded_by: int | None = None
    reason: str | None = None


class Redriver(Protocol):
    """How a service takes in an event after later ones."""

    async def redrive(self, tenant: TenantId, event: Event) -> Attempt:
        """Raises StorageError; any other exception means that the event still cannot be handled."""
        ...


@dataclass(frozen=True, slots=True)
class Redriven:
    letter: Letter
    attempt: Attempt


class Redrive:
    """A letter goes when its event is handled; a crash in between handles the event again, which its guards make harmless."""

    def __init__(self, letters: DeadLetters, redriver: Redriver) -> None:
        self.letters = letters
        self._redriver = redriver

    async def some(self, tenant: TenantId, after: int, only: int | None = None) -> list[Redriven]:
        """Takes up to 100 letters above a number, or a single one, in order; an empty list means that there are no more."""
        wanted = await self._wanted(tenant, after, only)
        return [Redriven(letter, await self._try(letter)) for letter in wanted]

    async def _wanted(self, tenant: TenantId, after: int, only: int | None) -> Sequence[Letter]:
        if only is None:
            return await self.letters.page(tenant, after, _AT_ONCE)
        letters = await self.letters.page(tenant, max(after, only - 1), 1)
        return [letter for letter in letters if letter.sequence == only]

    async def _try(self, letter: Letter) -> Attempt:
        try:
            attempt = await self._redriver.redrive(letter.tenant, letter.event)
        except StorageError:
            raise
        except Exception as problem:
            return Attempt(Outcome.FAILED, reason=f"{type(problem).__name__}: {problem}"[:500])
        if attempt.outcome is Outcome.HANDLED:
            await self.letters.remove(letter)
        return attempt
