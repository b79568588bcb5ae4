"""What a service tells of its read model, so that it can be built anew."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from shared.messaging.generations import Place, Places
from shared.messaging.rebuilding.comparing import Compared, Pair
from shared.messaging.redrive import Redriver
from shared.messaging.subscription import Handler
from shared.storage import CollectionSpec, Store
from shared.tenancy import TenantId


class Built(Protocol):
    """A generation that may go live."""

    @property
    def tenant(self) -> TenantId: ...

    @property
    def number(self) -> int: ...

    async def catch_up(self) -> int:
        """Completes it up to the end of the journal as it is now, and returns that number."""
        ...

    def differing(self, compared: Compared) -> AsyncIterator[list[Pair]]:
        """What differs from the live one, in portions, as `Comparison.differing`."""
        ...


class ReadModel(Redriver, Protocol):
    """One service's read model in generations."""

    @property
    def subscription(self) -> str: ...

    @property
    def compared(self) -> Sequence[Compared]: ...

    @property
    def kept_in(self) -> Sequence[CollectionSpec]:
        """The collections that hold generations which are not live, as the store has them."""
        ...

    def generation(self, number: int) -> Store: ...

    def handler(self, number: int) -> Handler:
        """Applies events to that generation while it is live."""
        ...

    def builder(self, number: int) -> Handler:
        """Applies events to that generation before it is live: in large batches, and out of everybody's way."""
        ...

    async def adopt(self, built: Built) -> None:
        """Makes what was built what people see. May be repeated after a crash."""
        ...


async def go_live(places: Places, built: Built) -> None:
    """The built generation takes the live one's place: complete up to the end of the journal, in one write.

    As the write is refused where the position has moved meanwhile, the new generation is never behind the old one.
    """
    while True:
        seen: Place = await places.of(built.tenant)
        if seen.generation == built.number:
            return
        sequence = await built.catch_up()
        if sequence >= seen.sequence and await places.move(built.tenant, seen, built.number, sequence):
            return
