"""What somebody may do to a thing depends on what it is: the right is asked of what is there, in every change."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from services.tasks.ports import Committed
from shared.events import Snapshot
from shared.messaging.commands import Command

S = TypeVar("S", bound=Snapshot)
S_co = TypeVar("S_co", bound=Snapshot, covariant=True)
Decided = TypeVar("Decided")
Decided_contra = TypeVar("Decided_contra", contravariant=True)


class Changing(Protocol[S_co, Decided_contra]):
    """What is needed of a register."""

    async def change(self, command: Command, key: str, decide: Callable[[S_co], Decided_contra]) -> Committed[S_co]: ...


async def change_by_right(
    register: Changing[S, Decided],
    command: Command,
    key: str,
    require: Callable[[S], object],
    step: Callable[[S], Decided],
) -> Committed[S]:
    """Raises what `require`, `step` and the register's `change` raise, in this order for what is there.

    A key is no password: whoever repeats a command is asked as well, of the state that the first one left.
    """

    def decide(known: S) -> Decided:
        require(known)
        return step(known)

    committed = await register.change(command, key, decide)
    if committed.replayed:
        require(committed.state)
    return committed
