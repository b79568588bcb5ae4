"""`./tiendo verify`: recomputes the hash chain of every journal (G10)."""

from deploy.local.datadir import DataDirectory
from deploy.local.journals import require_tenant, tasks_store
from deploy.local.language import say
from deploy.local.servers import named_store
from shared.messaging import Journal, Verification, verify
from shared.tenancy import TenantId


async def verify_journals(directory: DataDirectory, tenant: str | None) -> int:
    """One line per tenant, of the store that the environment names or else of the directory.

    Exit code 1 where any event was altered, removed or moved. Raises Refusal.
    """
    if named_store() is None:
        directory.require()
    async with tasks_store(directory) as store:
        tenants = sorted(await Journal(store).tenants())
        if tenant is not None:
            require_tenant(tenant, tenants)
            tenants = [TenantId(tenant)]
        if not tenants:
            print(say("chưa có sự kiện nào", "there are no events yet"))
        sound = True
        for each in tenants:
            found = await verify(store, each)
            print(_line(found))
            sound = sound and found.ok
    return 0 if sound else 1


def _line(found: Verification) -> str:
    counted = f"{found.tenant:<16} {found.events:>9} {say('sự kiện', 'events')}"
    if found.ok:
        return f"{counted}  {say('đúng', 'sound')}  {found.head}"
    return f"{counted}  {say('SAI ở số thứ tự', 'BROKEN at sequence')} {found.first_bad}: {found.reason}"
