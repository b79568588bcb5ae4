"""What a tenant has once, under a name that is known beforehand: set for the first time, and set again."""

from collections.abc import Callable
from typing import TypeVar

from services.tasks.ports import Committed, Register
from shared.events import Change, Snapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered, NotFound, VersionMismatch

S = TypeVar("S", bound=Snapshot)


async def keep_one(
    register: Register[S], command: Command, key: str, decide: Callable[[S | None], Change[S]]
) -> Committed[S]:
    """`decide` is given None where there is none yet. Raises VersionMismatch, KeyReused, ConcurrentChange, what it raises."""
    try:
        return await register.change(command, key, decide)
    except NotFound:
        if command.expected_version is not None:
            raise VersionMismatch(0) from None
    try:
        return await register.add(command, decide(None))
    except AlreadyRegistered:
        # Somebody else set the first one at the same time: this one comes after it.
        return await register.change(command, key, decide)
