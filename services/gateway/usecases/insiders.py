"""Whether a caller is of an external partner: such a one sees its tasks and nothing of the whole (FR-NA-20)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.ports import Ask, PartMissing, Services
from shared.calendar import Clock
from shared.tenancy import Principal, TenantId, UnitId

_KNOWN_FOR = timedelta(minutes=10)
_MOST = 10_000
_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class _Known:
    partner: bool
    since: datetime


class Insiders:
    """Asks tasks, which keeps the units, with the caller's own token, and remembers the answer for each unit."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self._services = services
        self._clock = clock
        self._known: dict[tuple[TenantId, UnitId], _Known] = {}

    async def is_partner(self, principal: Principal, headers: Mapping[str, str]) -> bool:
        """What was known stays true while tasks is away. Raises PartMissing where nothing is known and tasks cannot be asked."""
        if principal.unit is None:
            return False
        key, now = (principal.tenant, principal.unit), self._clock.now()
        known = self._known.get(key)
        if known is None or now - known.since > _KNOWN_FOR:
            try:
                known = _Known(await self._asked(headers), now)
            except PartMissing:
                if known is None:
                    raise
            else:
                self._keep(key, known)
        return known.partner

    async def _asked(self, headers: Mapping[str, str]) -> bool:
        answer = await self._services.ask("tasks", Ask("GET", "/v1/me", headers=headers), _WITHIN)
        if answer.status != 200:
            raise PartMissing("tasks", "failed")
        return bool(json.loads(answer.body)["partner"])

    def _keep(self, key: tuple[TenantId, UnitId], known: _Known) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = known
