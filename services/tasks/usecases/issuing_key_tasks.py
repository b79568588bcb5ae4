"""The central level issues catalogues of key tasks, every province reads them, and it sees how far they are (FR-BP-16)."""

import logging
from datetime import date
from functools import partial

from services.tasks.domain.authority import require_central, require_central_reader
from services.tasks.domain.key_tasks import key_catalogue as catalogues
from services.tasks.domain.key_tasks.key_catalogue import KeyCatalogueRevision, NewKeyCatalogue
from services.tasks.domain.key_tasks.key_coverage import KeyCoverage, coverage
from services.tasks.domain.tenant_successions.tenant_succession import exists_on
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import every
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.events.key_tasks import KeyCatalogueSnapshot
from shared.messaging.commands import Command
from shared.tenancy import AcrossTenants, Principal, TenantId
from shared.tenancy.identifiers import CENTRAL

_log = logging.getLogger(__name__)
_PAGE = 200


async def issue(
    records: Records, caller: Principal, command: Command, new: NewKeyCatalogue
) -> Committed[KeyCatalogueSnapshot]:
    """FR-BP-16. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_central(caller, command.tenant)
    await require_tenant(records, command.tenant)
    return await records.key_catalogues.add(command, catalogues.issue(new, command.tenant, command.recorded_at))


async def revise(
    records: Records, caller: Principal, command: Command, key: str, wish: KeyCatalogueRevision
) -> Committed[KeyCatalogueSnapshot]:
    """The next version (FR-BP-16). Raises NotAllowed, NotFound, FieldRefused, NothingChanges, VersionMismatch, KeyReused, …"""
    require_central(caller, command.tenant)
    return await records.key_catalogues.change(
        command, key, lambda known: catalogues.revise(known, wish, command.recorded_at)
    )


async def look_up(records: Records, key: str) -> KeyCatalogueSnapshot:
    """As every province may read it. Raises NotFound."""
    return await existing(records.key_catalogues, CENTRAL, key)


async def review(records: Records, caller: Principal, tenant: TenantId, key: str, today: date) -> KeyCoverage:
    """n of m provinces that exist on that day, item by item (FR-BP-17, FR-X-07). The read is written to the log (G6).

    Raises NotAllowed, NotFound.
    """
    require_central_reader(caller, tenant)
    known = await look_up(records, key)
    reason = AcrossTenants(f"coverage of key tasks {key} for {caller.role}@{caller.tenant}")
    _log.info("provinces are read across tenants", extra={"reason": reason.reason, "subject": caller.subject})
    page = partial(records.tenants.of_every_province, reason.reason, _PAGE)
    there = [tenant async for tenant in every(page) if exists_on(tenant, today)]
    provinces = [tenant for tenant in there if tenant.level == "province"]
    return coverage(known, provinces, await records.key_selections.of_every_province(reason, key))
