"""Dead letters of one subscription: events that its handler could not handle, and why (G7)."""

from collections.abc import Collection as Numbers
from dataclasses import dataclass

from shared.calendar import Clock, to_wire
from shared.events import Event
from shared.storage import AlreadyExists, CollectionSpec, Document, Index, Order, Range, Store, Where
from shared.tenancy import TenantId

DEAD_LETTERS = CollectionSpec("dead_letters", (Index(("subscription", "sequence")),))

_PAGE = 200
_LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A parked event. `parked_at` is wire text."""

    tenant: TenantId
    sequence: int
    event: Event
    reason: str
    tries: int
    parked_at: str


class DeadLetters:
    def __init__(self, store: Store, subscription: str, clock: Clock) -> None:
        self._store = store
        self._subscription = subscription
        self._clock = clock

    async def page(self, tenant: TenantId, after: int = 0, limit: int = _PAGE) -> list[Letter]:
        """Those with a number above `after`, in order."""
        where: Where = {"subscription": self._subscription, "sequence": Range(gt=after)}
        page = await self._store.collection(DEAD_LETTERS, tenant).find(where, Order("sequence"), limit)
        return [_letter(tenant, document) for document in page.items]

    async def count(self, tenant: TenantId) -> int:
        return await self._store.collection(DEAD_LETTERS, tenant).count({"subscription": self._subscription})

    async def put(self, tenant: TenantId, event: Event, reason: str, tries: int = 1) -> bool:
        """One that is there already keeps its reason and its time; False then."""
        letter = {
            "id": self._key(event.sequence),
            "subscription": self._subscription,
            "sequence": event.sequence,
            "event": event.model_dump(mode="json"),
            "reason": reason[:_LONGEST_REASON],
            "tries": tries,
            "parked_at": to_wire(self._clock.now()),
        }
        try:
            await self._store.collection(DEAD_LETTERS, tenant).insert(letter)
        except AlreadyExists:
            return False
        return True

    async def remove(self, letter: Letter) -> None:
        await self._store.collection(DEAD_LETTERS, letter.tenant).delete(self._key(letter.sequence))

    async def close(self, tenant: TenantId, upto: int, but: Numbers[int]) -> None:
        """Removes those up to a number, whose events have been handled otherwise, except for some."""
        after = 0
        while letters := await self.page(tenant, after):
            for letter in letters:
                if letter.sequence <= upto and letter.sequence not in but:
                    await self.remove(letter)
            after = letters[-1].sequence

    def _key(self, sequence: int) -> str:
        return f"{self._subscription}:{sequence:012d}"


def _letter(tenant: TenantId, document: Document) -> Letter:
    return Letter(
        tenant,
        document["sequence"],
        Event.model_validate(document["event"]),
        document["reason"],
        document["tries"],
        document["parked_at"],
    )
