"""Periods open by themselves when they begin (FR-NA-18). Safe to repeat, and beside another instance of itself."""

import logging
from datetime import datetime
from functools import partial

from services.tasks.domain.errors import Refusal
from services.tasks.domain.reports import reporting_cycle
from services.tasks.ports import Records
from services.tasks.usecases.completing import every
from services.tasks.usecases.reporting import open_as_planned
from shared.calendar import Clock
from shared.events import ReportingCycleSnapshot, new_event_id
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import TenantId

_PAGE = 200
_REASON = "reporting periods that begin in any province"
ACTOR = "system"

_log = logging.getLogger(__name__)


class OpenPeriods:
    """Remembers what it has seen complete, so that a round costs no more than what has begun since the last one."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock
        self._complete: set[tuple[str, str]] = set()

    async def __call__(self) -> None:
        """Raises StorageError."""
        now = self._clock.now()
        async for tenant in every(partial(self._records.tenants.of_every_province, _REASON, _PAGE)):
            if tenant.succeeded_by is not None:
                continue
            async for cycle in every(partial(self._records.cycles.page, TenantId(tenant.id), _PAGE)):
                for name in reporting_cycle.begun(cycle, now):
                    await self._open(cycle, name, now)

    async def _open(self, cycle: ReportingCycleSnapshot, name: str, now: datetime) -> None:
        seen = (cycle.tenant, f"{cycle.id}.{name}")
        if seen in self._complete:
            return
        command = Command(TenantId(cycle.tenant), ACTOR, now, correlation=new_event_id())
        try:
            await open_as_planned(self._records, command, cycle, name)
        except AlreadyRegistered:
            pass
        except Refusal as refusal:
            # Such as: no unit of the cycle exists any more. People see the cycle without its period and open it by hand.
            _log.warning("a period does not open", extra={"reason": type(refusal).__name__, "period": seen[1]})
        self._complete.add(seen)
