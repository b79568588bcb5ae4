"""Rules of mails in the store: one document per tenant, in the place of the version before."""

from services.notifications.adapters.documents import edition_document
from services.notifications.adapters.email.specifications import EMAIL_RULES
from services.notifications.adapters.racing import succeed
from services.notifications.domain.email.rules import NewRules, Rules
from shared.calendar import from_wire
from shared.storage import Store
from shared.tenancy import TenantId

_ID = "rules"


class StoredRules:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def current(self, tenant: TenantId) -> Rules:
        document = await self._store.collection(EMAIL_RULES, tenant).get(_ID)
        if document is None:
            return Rules()
        wish = NewRules.model_validate(document["wish"])
        return Rules(document["version"], wish, from_wire(document["set_at"]), document["set_by"])

    async def enter(self, tenant: TenantId, new: Rules) -> bool:
        return await succeed(self._store.collection(EMAIL_RULES, tenant), edition_document(_ID, new))
