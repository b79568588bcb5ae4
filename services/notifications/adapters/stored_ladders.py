"""Ladders in the store: one document for each version, never changed but for `settled`; the highest is in force."""

from services.notifications.adapters.documents import edition_document
from services.notifications.adapters.racing import rewrite
from services.notifications.adapters.specifications import LADDERS
from services.notifications.domain.ladder_settings import STARTING, LadderVersion
from services.notifications.domain.ladder_wishes import NewLadder
from services.notifications.ports import InvalidCursor, VersionPage
from shared.calendar import from_wire
from shared.storage import AlreadyExists, Document, Order, Store
from shared.tenancy import AcrossTenants, TenantId

_NEWEST = Order("id", descending=True)
_ALL_AT_ONCE = 500


class StoredLadders:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[TenantId, tuple[Document, LadderVersion]] = {}

    async def current(self, tenant: TenantId) -> LadderVersion:
        page = await self._store.collection(LADDERS, tenant).find({}, _NEWEST, 1)
        if not page.items:
            return STARTING
        # Read for every batch of events, and set once in months.
        document, known = page.items[0], self._read.get(tenant)
        if known is None or known[0]["id"] != document["id"]:
            known = self._read[tenant] = (document, _version(document))
        return known[1]

    async def enter(self, tenant: TenantId, new: LadderVersion) -> bool:
        document = {**edition_document(f"{new.version:09d}", new), "settled": False}
        try:
            await self._store.collection(LADDERS, tenant).insert(document)
        except AlreadyExists:
            return False
        return True

    async def history(self, tenant: TenantId, limit: int, after: str | None) -> VersionPage:
        try:
            page = await self._store.collection(LADDERS, tenant).find({}, _NEWEST, limit, after)
        except ValueError as problem:
            raise InvalidCursor(after) from problem
        return VersionPage([_version(document) for document in page.items], page.after)

    async def unsettled(self, reason: AcrossTenants) -> list[tuple[TenantId, LadderVersion]]:
        page = await self._store.across(LADDERS, reason).find({"settled": False}, _ALL_AT_ONCE)
        return [(TenantId(document["tenant"]), _version(document)) for document in page.items]

    async def settle(self, tenant: TenantId, version: int) -> None:
        def settled(_: str, stored: Document | None) -> Document | None:
            return {**stored, "settled": True} if stored else None

        await rewrite(self._store.collection(LADDERS, tenant), [f"{version:09d}"], settled)


def _version(document: Document) -> LadderVersion:
    return LadderVersion(
        version=document["version"],
        wish=NewLadder.model_validate(document["wish"]),
        set_at=from_wire(document["set_at"]),
        set_by=document["set_by"],
    )
