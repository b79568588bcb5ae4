"""Timetables by tenant: its own ladders, on public working days with what a province has decided for itself."""

from collections.abc import Awaitable, Callable, Mapping

from services.notifications.domain.ladder import DEFAULT_LADDERS
from services.notifications.domain.ladder_settings import LadderVersion
from services.notifications.domain.timetable import LocalDays, OfficeDays, Timetable
from shared.calendar.public_holidays import PublicHolidays
from shared.tenancy import TenantId


class TenantTimetables:
    """Asks for the version in force each time, as another replica may have set it; laid out anew where it differs."""

    def __init__(
        self, local_days: Mapping[str, LocalDays], current: Callable[[TenantId], Awaitable[LadderVersion]]
    ) -> None:
        self._local_days = local_days
        self._current = current
        self._holidays = PublicHolidays()
        self._timetables: dict[TenantId, Timetable] = {}

    async def of(self, tenant: TenantId) -> Timetable:
        current = await self._current(tenant)
        known = self._timetables.get(tenant)
        if known is None or known.version != current.version:
            known = self._timetables[tenant] = Timetable(current.ladders, self._days(tenant))
        return known

    def last_seen(self, tenant: TenantId) -> Timetable:
        """As it was when it was last asked for, by this program."""
        known = self._timetables.get(tenant)
        return known or Timetable(DEFAULT_LADDERS, self._days(tenant))

    def _days(self, tenant: TenantId) -> OfficeDays:
        local = self._local_days.get(tenant, LocalDays())
        return OfficeDays(self._holidays.is_holiday, self._holidays.is_worked, local)
