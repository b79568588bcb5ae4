"""Folds events into inboxes and obligations. Every effect is guarded by its cause, so any prefix may be folded again (G2)."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from services.notifications.domain.announcements import announce
from services.notifications.domain.obligations import Obligation, after_events
from services.notifications.domain.units import Units, unit_of
from services.notifications.domain.works import Work, work_of
from services.notifications.ports import Meter, Stores, Timetables
from shared.events import Event, Payload, UnitRegistered, UnknownEventType, payload_of
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class _News:
    """An event about a work."""

    event: Event
    payload: Payload
    work: Work

    @property
    def units(self) -> set[str]:
        """Those whose names appear in the notices: of the work, and of the one who acted."""
        _, _, acting = self.event.actor.partition("@")
        return {*self.work.units, acting} - {""}


class Fold:
    """One write per touched document and batch, however many events touch it."""

    def __init__(self, stores: Stores, timetables: Timetables, meter: Meter) -> None:
        self._stores = stores
        self._timetables = timetables
        self._meter = meter

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Raises MalformedEvent where an event does not fit its contract; an event that is not known is left out."""
        heard = [(event, payload) for event in events if (payload := self._understood(event)) is not None]
        news = [_News(event, payload, work) for event, payload in heard if (work := work_of(payload)) is not None]
        units = await self._learn_units(tenant, heard, news)
        effects = self._announce(tenant, news, units), self._owe(tenant, news)
        # Side by side, as each is guarded by itself; both have ended before either's failure is told.
        for outcome in await asyncio.gather(*effects, return_exceptions=True):
            if outcome is not None:
                raise outcome

    def _understood(self, event: Event) -> Payload | None:
        try:
            return payload_of(event)
        except UnknownEventType:
            self._meter.ignored(event.type)
            return None

    async def _learn_units(
        self, tenant: TenantId, heard: Sequence[tuple[Event, Payload]], news: Sequence[_News]
    ) -> Units:
        """The units that the news name, with what the events themselves tell about units."""
        told = {
            payload.after.id: unit_of(payload.after, event.sequence)
            for event, payload in heard
            if isinstance(payload, UnitRegistered)
        }
        await self._stores.units.learn(tenant, list(told.values()))
        named = {unit for item in news for unit in item.units}
        return {**await self._stores.units.named(tenant, sorted(named - told.keys())), **told}

    async def _announce(self, tenant: TenantId, news: Sequence[_News], units: Units) -> None:
        notices = [notice for item in news for notice in announce(item.event, item.payload, item.work, units)]
        self._meter.noticed(tenant, await self._stores.inboxes.deliver(tenant, notices))

    async def _owe(self, tenant: TenantId, news: Sequence[_News]) -> None:
        timetable = self._timetables.of(tenant)
        by_work: defaultdict[str, list[tuple[Event, Work]]] = defaultdict(list)
        for item in news:
            by_work[item.work.id].append((item.event, item.work))

        def shaped(work_id: str, known: Obligation | None) -> Obligation:
            return after_events(known, by_work[work_id], timetable)

        await self._stores.obligations.change(tenant, by_work, shaped)
