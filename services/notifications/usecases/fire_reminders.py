"""Fires what the ladder has promised. Idempotent per (obligation, deadline, step), safe beside another instance of itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from services.notifications.domain.obligations import Obligation, after_firing, pending, postponed
from services.notifications.domain.reminders import names_needed, recipient, remind
from services.notifications.domain.timetable import Moment, Timetable
from services.notifications.ports import Meter, Stores, Timetables
from shared.calendar import Clock
from shared.tenancy import AcrossTenants, TenantId

_BATCH = 500
_REASON = AcrossTenants("reminders that are due in any province")


@dataclass(frozen=True, slots=True)
class _Firing:
    """Steps of one obligation that are told now, for the deadline that was read."""

    obligation: Obligation
    moments: Sequence[Moment]

    def is_for(self, current: Obligation) -> bool:
        """Not so where the deadline was moved meanwhile: the steps of the new one are its own."""
        return (current.due_at, current.due_precision) == (self.obligation.due_at, self.obligation.due_precision)

    @property
    def steps(self) -> list[str]:
        return [moment.step.name for moment in self.moments]


class FireReminders:
    """The notices are stored before the step is ticked off: a crash in between repeats the step, whose notices exist."""

    def __init__(self, stores: Stores, timetables: Timetables, clock: Clock, meter: Meter) -> None:
        self._stores = stores
        self._timetables = timetables
        self._clock = clock
        self._meter = meter

    async def __call__(self) -> None:
        """Fires every step that is due at this instant, each once; outside office hours it waits for the next morning."""
        now, after = self._clock.now(), None
        while True:
            page = await self._stores.obligations.due(now, _BATCH, after, _REASON)
            for tenant, items in groupby(page.items, key=lambda item: item[0]):
                await self._fire(tenant, [obligation for _, obligation in items], now)
            if page.next is None:
                return
            after = page.next

    async def _fire(self, tenant: TenantId, obligations: Sequence[Obligation], now: datetime) -> None:
        timetable = await self._timetables.of(tenant)
        opening = timetable.next_office_hour(now)
        if opening > now:
            await self._postpone(tenant, obligations, opening, now)
            return
        firings = {o.id: _Firing(o, [m for m in pending(o, timetable) if m.at <= now]) for o in obligations}
        await self._tell(tenant, firings.values(), now, timetable)
        for step in await self._tick_off(tenant, firings, timetable):
            self._meter.reminded(step)

    async def _tell(self, tenant: TenantId, firings: Collection[_Firing], now: datetime, timetable: Timetable) -> None:
        units = await self._stores.units.named(tenant, names_needed(tenant, (f.obligation for f in firings)))
        notices = [
            notice
            for firing in firings
            for moment in firing.moments
            for notice in remind(tenant, firing.obligation, moment, now, (timetable, units))
        ]
        for to in sorted({recipient(notice, tenant) for notice in notices}):
            own = [notice for notice in notices if recipient(notice, tenant) == to]
            await self._stores.inboxes.deliver(to, own)

    async def _tick_off(self, tenant: TenantId, firings: Mapping[str, _Firing], timetable: Timetable) -> list[str]:
        """The steps that were not ticked off before: not by another instance, and still steps of the present deadline."""
        fresh: dict[str, list[str]] = {}

        def ticked(work_id: str, current: Obligation | None) -> Obligation:
            firing = firings[work_id]
            # Asked again where somebody was faster: the last answer is what is stored.
            fresh[work_id] = []
            if current is None or not firing.is_for(current):
                return current or firing.obligation
            fresh[work_id] = [step for step in firing.steps if step not in current.fired]
            return after_firing(current, firing.steps, timetable)

        await self._stores.obligations.change(tenant, firings, ticked)
        return [step for steps in fresh.values() for step in steps]

    async def _postpone(
        self, tenant: TenantId, obligations: Sequence[Obligation], until: datetime, now: datetime
    ) -> None:
        known = {obligation.id: obligation for obligation in obligations}

        def waiting(work_id: str, current: Obligation | None) -> Obligation:
            obligation = current or known[work_id]
            due = obligation.next_step_at
            return postponed(obligation, until) if due is not None and due <= now else obligation

        await self._stores.obligations.change(tenant, known, waiting)
