"""Folds events into inboxes and obligations. Every effect is guarded by its cause, so any prefix may be folded again (G2)."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from services.notifications.domain.announcements import announce
from services.notifications.domain.notices import Notice
from services.notifications.domain.obligations import Obligation, after_events
from services.notifications.domain.progress_reports import announce_progress_report
from services.notifications.domain.sessions import announce_session
from services.notifications.domain.units import Unit, Units, as_unit, unit_of
from services.notifications.domain.works import Work, work_of
from services.notifications.ports import Stores, Timetables
from shared.events import Event, Payload, TenantRegistered, UnitRegistered, payload_of
from shared.events.successions import UnitRenamed
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

    def __init__(self, stores: Stores, timetables: Timetables) -> None:
        self._stores = stores
        self._timetables = timetables

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Raises MalformedEvent where an event does not fit its contract, and nothing is written then."""
        heard = [(event, payload_of(event)) for event in events]
        news = [_News(event, payload, work) for event, payload in heard if (work := work_of(payload)) is not None]
        told = [unit for event, payload in heard if (unit := _named_by(payload, event.sequence)) is not None]
        others = [notice for event, payload in heard for notice in _of_no_work(event, payload)]
        effects = self._announce(tenant, news, told, others), self._owe(tenant, news)
        # Side by side, as each is guarded by itself; both have ended before either's failure is told.
        for outcome in await asyncio.gather(*effects, return_exceptions=True):
            if outcome is not None:
                raise outcome
        # Last: a repetition finds the units as the first attempt did, and says the same words.
        await self._stores.units.learn(tenant, told)

    async def _announce(
        self, tenant: TenantId, news: Sequence[_News], told: Sequence[Unit], others: Sequence[Notice]
    ) -> None:
        named = {unit for item in news for unit in item.units}
        known = await self._stores.units.named(tenant, sorted(named))
        directory = _Directory([*known.values(), *told])
        notices = [
            notice
            for item in news
            for notice in announce(item.event, item.payload, item.work, directory.before(item.event.sequence))
        ]
        await self._stores.inboxes.deliver(tenant, [*notices, *others])

    async def _owe(self, tenant: TenantId, news: Sequence[_News]) -> None:
        timetable = await self._timetables.of(tenant)
        by_work: defaultdict[str, list[tuple[Event, Work]]] = defaultdict(list)
        for item in news:
            by_work[item.work.id].append((item.event, item.work))

        def shaped(work_id: str, known: Obligation | None) -> Obligation:
            return after_events(known, by_work[work_id], timetable)

        await self._stores.obligations.change(tenant, by_work, shaped)


def _of_no_work(event: Event, payload: Payload) -> list[Notice]:
    return announce_progress_report(event, payload) + announce_session(event, payload)


def _named_by(payload: Payload, sequence: int) -> Unit | None:
    """The unit, or the tenant itself, whose name the event tells."""
    match payload:
        case UnitRegistered() | UnitRenamed():
            return unit_of(payload.after, sequence)
        case TenantRegistered():
            return as_unit(payload.after, sequence)
    return None


class _Directory:
    """Units as they were known before an event, so that words do not depend on what happens to come in one batch."""

    def __init__(self, told: Sequence[Unit]) -> None:
        self._to_come = sorted(told, key=lambda unit: unit.sequence, reverse=True)
        self._known: dict[str, Unit] = {}

    def before(self, sequence: int) -> Units:
        """Asked for events in their order."""
        while self._to_come and self._to_come[-1].sequence < sequence:
            unit = self._to_come.pop()
            self._known[unit.id] = unit
        return self._known
