"""Requests, of which the central level reads those of its own letters across provinces."""

from services.tasks.adapters.registers import REQUESTS, StoredRegister
from shared.events import RequestSnapshot
from shared.messaging import Sequencer
from shared.storage import Store
from shared.tenancy import AcrossTenants, TenantId

_PAGE = 200


class StoredRequests(StoredRegister[RequestSnapshot]):
    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, REQUESTS, RequestSnapshot, sequencer)
        self._everywhere = store

    async def of_letter(self, author: TenantId, letter: str, reason: str) -> list[RequestSnapshot]:
        requests, found = self._everywhere.across(REQUESTS, AcrossTenants(reason)), []
        after: str | None = None
        while True:
            page = await requests.find({"asked_by_tenant": author, "letter": letter}, _PAGE, after)
            found += [RequestSnapshot.model_validate(document["state"]) for document in page.items]
            if (after := page.after) is None:
                return found
