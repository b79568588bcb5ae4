"""Address books in the store: one document per tenant, in the place of the version before."""

from services.notifications.adapters.documents import edition_document
from services.notifications.adapters.email.specifications import EMAIL_BOOKS
from services.notifications.adapters.racing import succeed
from services.notifications.domain.email.book import Book, NewBook
from shared.calendar import from_wire
from shared.storage import Store
from shared.tenancy import AcrossTenants, TenantId

_ID = "book"
_PAGE = 500


class StoredBooks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def current(self, tenant: TenantId) -> Book:
        document = await self._store.collection(EMAIL_BOOKS, tenant).get(_ID)
        if document is None:
            return Book()
        wish = NewBook.model_validate(document["wish"])
        return Book(document["version"], wish, from_wire(document["set_at"]), document["set_by"])

    async def enter(self, tenant: TenantId, new: Book) -> bool:
        document = {**edition_document(_ID, new), "active": True}
        return await succeed(self._store.collection(EMAIL_BOOKS, tenant), document)

    async def tenants(self, reason: AcrossTenants) -> list[TenantId]:
        found: list[TenantId] = []
        across, after = self._store.across(EMAIL_BOOKS, reason), None
        while True:
            page = await across.find({"active": True}, _PAGE, after)
            found += [TenantId(document["tenant"]) for document in page.items]
            if page.after is None:
                return found
            after = page.after
