"""Imports in the store: what is known of each, its rows in packs, and its faults."""

from collections.abc import Callable, Sequence

from services.tasks.domain.imports.import_job import WORKED_ON, ImportJob
from services.tasks.domain.imports.rows import CellFault, Row
from services.tasks.ports.imports import FaultPage
from shared.messaging.errors import ConcurrentChange, NotFound
from shared.storage import Collection, CollectionSpec, Document, In, Index, StaleRevision, Store
from shared.tenancy import AcrossTenants, TenantId

IMPORTS = CollectionSpec("imports", (Index(("status",), spanning=True),))
IMPORT_ROWS = CollectionSpec("import_rows")
IMPORT_FAULTS = CollectionSpec("import_faults", (Index(("import_id",)),))
IMPORT_SPECS = (IMPORTS, IMPORT_ROWS, IMPORT_FAULTS)
_ATTEMPTS = 20
_PAGE = 500


class StoredImports:
    """Rows and faults have ids that follow from what they are, so that writing them again changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, tenant: TenantId, key: str) -> ImportJob | None:
        document = await self._store.collection(IMPORTS, tenant).get(key)
        return ImportJob.model_validate(document["job"]) if document else None

    async def put(self, tenant: TenantId, job: ImportJob) -> None:
        await _put(self._store.collection(IMPORTS, tenant), [_document(job)])

    async def change(self, tenant: TenantId, key: str, decide: Callable[[ImportJob], ImportJob]) -> ImportJob:
        imports = self._store.collection(IMPORTS, tenant)
        for _ in range(_ATTEMPTS):
            document = await imports.get(key)
            if document is None:
                raise NotFound
            job = decide(ImportJob.model_validate(document["job"]))
            try:
                await imports.replace(_document(job), document["revision"])
            except StaleRevision:
                continue
            return job
        raise ConcurrentChange

    async def worked_on(self, reason: str, limit: int) -> list[tuple[TenantId, ImportJob]]:
        page = await self._store.across(IMPORTS, AcrossTenants(reason)).find({"status": In(WORKED_ON)}, limit)
        return [(TenantId(found["tenant"]), ImportJob.model_validate(found["job"])) for found in page.items]

    async def put_rows(self, tenant: TenantId, key: str, pack: int, rows: Sequence[Row]) -> None:
        document = {"id": _pack_id(key, pack), "rows": [row.model_dump(mode="json") for row in rows]}
        await _put(self._store.collection(IMPORT_ROWS, tenant), [document])

    async def rows(self, tenant: TenantId, key: str, pack: int) -> list[Row]:
        document = await self._store.collection(IMPORT_ROWS, tenant).get(_pack_id(key, pack))
        return [Row.model_validate(row) for row in document["rows"]] if document else []

    async def put_faults(self, tenant: TenantId, key: str, faults: Sequence[CellFault]) -> None:
        documents = [
            {"id": f"{key}.{fault.row:07}.{fault.field}.{fault.code}", "import_id": key, "fault": fault.model_dump()}
            for fault in faults
        ]
        await _put(self._store.collection(IMPORT_FAULTS, tenant), documents)

    async def clear_faults(self, tenant: TenantId, key: str) -> None:
        faults = self._store.collection(IMPORT_FAULTS, tenant)
        while items := (await faults.find({"import_id": key}, limit=_PAGE)).items:
            for item in items:
                await faults.delete(item["id"])

    async def faults(self, tenant: TenantId, key: str, limit: int, after: str | None) -> FaultPage:
        page = await self._store.collection(IMPORT_FAULTS, tenant).find({"import_id": key}, limit=limit, after=after)
        return FaultPage([CellFault.model_validate(item["fault"]) for item in page.items], page.after)


def _document(job: ImportJob) -> Document:
    return {"id": job.id, "status": job.status, "job": job.model_dump(mode="json")}


def _pack_id(key: str, pack: int) -> str:
    return f"{key}.{pack:06}"


async def _put(collection: Collection, documents: Sequence[Document]) -> None:
    """New, or in place of what is there. Of two with one id the last counts."""
    unique = {document["id"]: document for document in documents}
    known = await collection.get_many(list(unique)) if unique else {}
    revisions = {key: found["revision"] for key, found in known.items()}
    await collection.upsert_many([{**unique[key], "revision": revisions.get(key, 0)} for key in unique])
