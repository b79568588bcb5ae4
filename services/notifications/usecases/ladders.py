"""A tenant's own ladders: read, set, looked back at; and what follows for whatever is owed when they change."""

from services.notifications.domain.ladder_settings import LadderVersion
from services.notifications.domain.ladder_wishes import NewLadder, check
from services.notifications.domain.obligations import Obligation, scheduled
from services.notifications.ports import LadderVersions, Obligations, Timetables, VersionPage
from shared.calendar import Clock
from shared.messaging.commands import Command
from shared.messaging.errors import VersionMismatch
from shared.storage.errors import StaleRevision
from shared.tenancy import AcrossTenants, TenantId

_TRIES = 10
_BATCH = 500
_ROUNDS = 10_000
_REASON = AcrossTenants("ladders that any province has set lately")
# Longer than any batch of events takes to be folded by the ladders that were in force when it began.
_LONGEST_FOLD_SECONDS = 600


class LadderSettings:
    """The standing agency's side of the ladders: how it urges (FR-BP-18), and how missing reports are noticed (FR-NA-18)."""

    def __init__(self, versions: LadderVersions, replan: "Replan") -> None:
        self._versions = versions
        self._replan = replan

    async def current(self, tenant: TenantId) -> LadderVersion:
        return await self._versions.current(tenant)

    async def history(self, tenant: TenantId, limit: int, cursor: str | None) -> VersionPage:
        """Newest first. Raises InvalidCursor."""
        return await self._versions.history(tenant, limit, cursor)

    async def set(self, command: Command, wish: NewLadder) -> LadderVersion:
        """In force at once; what is open is planned anew. The same wish again changes nothing, and keeps its version.

        Raises InvalidLadder, VersionMismatch.
        """
        check(wish)
        for _ in range(_TRIES):
            known = await self._versions.current(command.tenant)
            if known.version and known.wish == wish:
                return known
            if command.expected_version not in {None, known.version}:
                raise VersionMismatch(known.version)
            new = LadderVersion(known.version + 1, wish, command.recorded_at, command.actor)
            if await self._versions.enter(command.tenant, new):
                await self._replan.of(command.tenant)
                return new
        raise StaleRevision((command.tenant,))


class Replan:
    """Finds the next steps of open obligations anew where they were found by older ladders.

    Whoever folds events meanwhile may still write a step by the older ladders. So it is repeated every minute for a while,
    and a program that died in between is made up for.
    """

    def __init__(
        self, versions: LadderVersions, obligations: Obligations, timetables: Timetables, clock: Clock
    ) -> None:
        self._versions = versions
        self._obligations = obligations
        self._timetables = timetables
        self._clock = clock

    async def __call__(self) -> None:
        now = self._clock.now()
        for tenant, version in await self._versions.unsettled(_REASON):
            await self.of(tenant)
            if version.set_at is None or (now - version.set_at).total_seconds() > _LONGEST_FOLD_SECONDS:
                await self._versions.settle(tenant, version.version)

    async def of(self, tenant: TenantId) -> None:
        timetable = await self._timetables.of(tenant)

        def planned_anew(_: str, known: Obligation | None) -> Obligation:
            if known is None:
                raise LookupError("obligations are never removed while they are open")
            return scheduled(known, timetable)

        for _ in range(_ROUNDS):
            older = await self._obligations.planned_before(tenant, timetable.version, _BATCH)
            if not older:
                return
            await self._obligations.change(tenant, older, planned_anew)
