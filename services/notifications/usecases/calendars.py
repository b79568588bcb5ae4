"""A mailbox's calendar by secret link: made, made anew, closed, and read."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.domain.agenda import Agenda, entry, unit_of
from services.notifications.domain.calendar_links import CalendarLink, digest_of, opens
from services.notifications.domain.phrases import Said
from services.notifications.domain.reminders import names_needed
from services.notifications.domain.units import tenant_name, unit_name
from services.notifications.ports import CalendarLinks, Stores
from services.notifications.usecases.inbox import Reader
from shared.calendar import Clock, local_date
from shared.tenancy import TenantId

_BACK, _AHEAD, _MOST = timedelta(days=365), timedelta(days=400), 1_000


class NoCalendar(Exception):
    """No such link; whether there is none, or another one, or one that has ended, is not told."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """`secret` is told this once; nobody can find it out again."""

    link: CalendarLink
    secret: str


class Calendars:
    """One link per mailbox: an office rotates it when its staff changes, and the old one opens nothing any more."""

    def __init__(self, links: CalendarLinks, stores: Stores, clock: Clock) -> None:
        self._links = links
        self._stores = stores
        self._clock = clock

    async def make(self, reader: Reader, by: str) -> MadeLink:
        handle, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
        link = CalendarLink(reader.mailbox, handle, digest_of(secret), self._clock.now(), by)
        await self._links.put(reader.tenant, link)
        return MadeLink(link, secret)

    async def known(self, reader: Reader) -> CalendarLink | None:
        return await self._links.of(reader.tenant, reader.mailbox)

    async def close(self, reader: Reader) -> None:
        """May be repeated."""
        await self._links.drop(reader.tenant, reader.mailbox)

    async def read(self, tenant: TenantId, handle: str, secret: str) -> Agenda:
        """What is open, by its deadline: that of a unit, or of the whole tenant. Raises NoCalendar."""
        link, now = await self._links.by_handle(tenant, handle), self._clock.now()
        if not opens(link, secret, now) or link is None:
            raise NoCalendar
        return await self._agenda(tenant, unit_of(link.mailbox), now)

    async def _agenda(self, tenant: TenantId, unit: str | None, now: datetime) -> Agenda:
        owed = await self._stores.obligations.next_due(tenant, unit, now - _BACK, now + _AHEAD, _MOST)
        units = await self._stores.units.named(tenant, names_needed(tenant, owed))
        today = local_date(now)
        entries = [entry(tenant, each, each.due_at, today, units) for each in owed if each.due_at is not None]
        whose = unit_name(unit, units) if unit else tenant_name(tenant, units)
        return Agenda(Said(f"Thời hạn: {whose.vi}", f"Deadlines: {whose.en}"), entries, now)
