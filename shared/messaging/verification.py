"""Proof that a journal is what was written: no event altered, removed, reordered or cut off (G10, FR-X-09)."""

from dataclasses import dataclass

from shared.events import MalformedEvent
from shared.messaging.journal import GENESIS, Entry, Head, Journal, link
from shared.messaging.publisher import published
from shared.storage import Store
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: `first_bad` is the first number that is wrong or missing, with the reason."""

    tenant: TenantId
    events: int
    head: str
    first_bad: int | None = None
    reason: str | None = None

    @property
    def ok(self) -> bool:
        return self.first_bad is None


async def verify(store: Store, tenant: TenantId) -> Verification:
    """Walks the chain of one tenant, then holds it against what the publisher has noted (that finds a cut-off end)."""
    noted = await published(store, tenant)
    head, seen = GENESIS, 0
    async for entry in Journal(store).every_entry(tenant):
        if reason := _fault(entry, seen + 1, head, tenant) or _differs_from_noted(entry, noted):
            return Verification(tenant, seen, head, seen + 1, reason)
        head, seen = entry.hash, entry.sequence
    if seen < noted.sequence:
        return Verification(tenant, seen, head, seen + 1, f"missing: {noted.sequence} events were published")
    return Verification(tenant, seen, head)


def _fault(entry: Entry, expected: int, previous: str, tenant: TenantId) -> str | None:
    if entry.sequence != expected:
        return "missing"
    if entry.previous != previous or entry.hash != link(previous, entry.body):
        return "altered: the hash does not fit"
    try:
        event = entry.event
    except MalformedEvent:
        return "altered: not an event"
    described = (event.sequence, event.tenant, event.id, event.subject, event.type)
    if described != (expected, tenant, entry.event_id, entry.subject, entry.type):
        return "altered: the index does not fit the event"
    return None


def _differs_from_noted(entry: Entry, noted: Head) -> str | None:
    if entry.sequence == noted.sequence and entry.hash != noted.hash:
        return "altered: another event was published under this number"
    return None
