"""A dry run of the ladder: who would be told what on a day, by what is known now."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.notifications.domain.notices import Notice
from services.notifications.domain.obligations import Obligation, planned
from services.notifications.domain.reminders import names_needed, remind
from services.notifications.domain.timetable import Moment, Timetable
from services.notifications.ports import Stores, Timetables
from shared.calendar import end_of_day, local_date, start_of_day
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Preview:
    """The notices of a day, by time, then by obligation; nothing is stored or sent."""

    on: date
    working_day: bool
    notices: list[Notice]


class PreviewReminders:
    def __init__(self, stores: Stores, timetables: Timetables) -> None:
        self._stores = stores
        self._timetables = timetables

    async def __call__(self, tenant: TenantId, on: date) -> Preview:
        """Steps that were told already are shown too, so the answer for a day does not shrink in its course."""
        timetable = await self._timetables.of(tenant)
        found = await self._possible(tenant, on, timetable.reach)
        told = [(moment, obligation) for obligation in found for moment in _on(obligation, on, timetable)]
        told.sort(key=lambda pair: (pair[0].at, pair[1].id))
        units = await self._stores.units.named(tenant, names_needed(tenant, (o for _, o in told)))
        notices = [n for moment, o in told for n in remind(tenant, o, moment, moment.at, (timetable, units))]
        return Preview(on, timetable.is_working(on), notices)

    async def _possible(self, tenant: TenantId, on: date, reach: timedelta) -> list[Obligation]:
        """Those with a deadline near enough, and older ones whose only late reminder falls on that day."""
        near = await self._stores.obligations.with_deadline_between(
            tenant, start_of_day(on - reach), end_of_day(on + reach)
        )
        late = await self._stores.obligations.with_step_between(tenant, start_of_day(on), end_of_day(on))
        return list({obligation.id: obligation for obligation in (*near, *late)}.values())


def _on(obligation: Obligation, day: date, timetable: Timetable) -> list[Moment]:
    return [moment for moment in planned(obligation, timetable) if local_date(moment.at) == day]
