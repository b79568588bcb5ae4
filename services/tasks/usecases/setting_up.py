"""What is set once for all: clusters of provinces at the central level, and a tenant's principle."""

from functools import partial

from services.tasks.domain.authority import require_central, require_chooser
from services.tasks.domain.directives import principle
from services.tasks.domain.directives.principle import PrincipleWish
from services.tasks.domain.organisation import clusters
from services.tasks.domain.organisation.clusters import ClusterTable
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import every
from services.tasks.usecases.joining import require_tenant
from services.tasks.usecases.keeping_one import keep_one
from shared.events import Change
from shared.events.clusters import ClustersSnapshot
from shared.events.principles import PrincipleSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal

_PAGE = 200


async def set_clusters(
    records: Records, caller: Principal, command: Command, wish: ClusterTable
) -> Committed[ClustersSnapshot]:
    """FR-TW-17. Raises NotAllowed, NotFound (the tenant), FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""
    require_central(caller, command.tenant)
    await require_tenant(records, command.tenant)
    page = partial(records.tenants.of_every_province, "provinces are grouped by cluster", _PAGE)
    provinces = {tenant.id async for tenant in every(page) if tenant.level == "province"}

    def decided(known: ClustersSnapshot | None) -> Change[ClustersSnapshot]:
        return clusters.set_table(known, wish, provinces, command.tenant, command.recorded_at)

    return await keep_one(records.clusters, command, clusters.TABLE, decided)


async def fill_principle(
    records: Records, caller: Principal, command: Command, wish: PrincipleWish
) -> Committed[PrincipleSnapshot]:
    """The chairman or the standing agency (FR-BP-15). Raises as set_clusters."""
    require_chooser(caller, command.tenant)
    await require_tenant(records, command.tenant)
    by = (command.tenant, caller.role)

    def decided(known: PrincipleSnapshot | None) -> Change[PrincipleSnapshot]:
        return principle.fill(known, wish, by, command.recorded_at)

    return await keep_one(records.principles, command, principle.NAME, decided)
