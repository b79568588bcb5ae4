"""What people may ask of rebuilds; carried out by whichever process is a worker."""

from collections.abc import Callable

from shared.messaging.generations import Places
from shared.messaging.rebuilding.records import Rebuild, Rebuilds, Stage
from shared.messaging.subscription import JournalSource
from shared.tenancy import TenantId


class UnknownTenant(Exception):
    """The journal has no event of it."""


class Wishes:
    """`wake` tells a worker in the same process, if there is one."""

    def __init__(self, rebuilds: Rebuilds, places: Places, source: JournalSource, wake: Callable[[], None]) -> None:
        self._rebuilds = rebuilds
        self._places = places
        self._source = source
        self._wake = wake

    async def tenants(self, only: TenantId | None = None) -> list[TenantId]:
        """Those that the journal knows, or one of them. Raises UnknownTenant, SourceUnavailable."""
        known = sorted(await self._source.heads())
        if only is None:
            return known
        if only not in known:
            raise UnknownTenant(only)
        return [only]

    async def known(self, tenant: TenantId) -> Rebuild | None:
        return await self._rebuilds.get(tenant)

    async def rebuild(self, tenant: TenantId, *, switch_anyway: bool, anew: bool) -> Rebuild:
        """Begins one, or goes on with the one that was interrupted or, with `switch_anyway`, waits for a decision."""
        place = await self._places.of(tenant)

        def wished(current: Rebuild | None) -> Rebuild:
            if current is None or anew or not _goes_on(current, switch_anyway):
                number = max(place.generation, current.generation if current else 0) + 1
                return Rebuild(tenant=tenant, generation=number, switch_anyway=switch_anyway)
            decided = current.stage is Stage.DIFFERS and switch_anyway
            changes = {"stage": Stage.BUILDING} if decided else {}
            return current.but(paused=False, switch_anyway=current.switch_anyway or switch_anyway, **changes)

        rebuild = await self._rebuilds.change(tenant, wished)
        self._wake()
        return rebuild

    async def pause(self, tenant: TenantId) -> Rebuild | None:
        """It stops at its next step, and goes on from there when it is asked for again."""
        if await self._rebuilds.get(tenant) is None:
            return None
        return await self._rebuilds.change(tenant, _paused)


def _goes_on(rebuild: Rebuild, switch_anyway: bool) -> bool:
    return rebuild.active or rebuild.paused or (rebuild.stage is Stage.DIFFERS and switch_anyway)


def _paused(current: Rebuild | None) -> Rebuild:
    if current is None:
        raise ValueError("a rebuild does not vanish")
    return current.but(paused=True) if current.active else current
