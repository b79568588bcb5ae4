"""Timetables by tenant: one ladder for all so far, on public working days with what a province has decided for itself."""

from collections.abc import Mapping

from services.notifications.adapters.public_holidays import PublicHolidays
from services.notifications.domain.ladder import DEFAULT_LADDER, Ladder
from services.notifications.domain.timetable import LocalDays, OfficeDays, Timetable
from shared.tenancy import TenantId


class TenantTimetables:
    def __init__(self, local_days: Mapping[str, LocalDays], ladder: Ladder = DEFAULT_LADDER) -> None:
        self._local_days = local_days
        self._ladder = ladder
        self._holidays = PublicHolidays()
        self._timetables: dict[TenantId, Timetable] = {}

    def of(self, tenant: TenantId) -> Timetable:
        if tenant not in self._timetables:
            self._timetables[tenant] = Timetable(self._ladder, self._days(tenant))
        return self._timetables[tenant]

    def _days(self, tenant: TenantId) -> OfficeDays:
        local = self._local_days.get(tenant, LocalDays())
        return OfficeDays(self._holidays.is_holiday, self._holidays.is_worked, local)
