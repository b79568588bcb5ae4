"""The daily digest: queued once for each address and day, filled when it leaves (FR-NA-18).

A day on which nothing ran is not made up for: the next digest tells what that one would have told.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.notifications.domain.agenda import unit_of
from services.notifications.domain.email.addresses import Address, Standing
from services.notifications.domain.email.digest import SHOWN, Digest, Owed, of_digest
from services.notifications.domain.email.hours import digest_instant, opening
from services.notifications.domain.email.letters import Frame, Letter
from services.notifications.domain.email.links import Place
from services.notifications.domain.email.mails import Mail, Sort, digesting, telling_id
from services.notifications.domain.email.preferences import Choice, Terms
from services.notifications.domain.notices import Notice, due_text
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.reminders import names_needed
from services.notifications.ports import Obligations, Timetables, UnitDirectory
from services.notifications.ports.mailing import Notices
from services.notifications.usecases.email.book import Registry, terms
from shared.calendar import Clock, end_of_day, local_date, start_of_day
from shared.tenancy import TenantId

_BACK, _AHEAD = timedelta(days=3_650), timedelta(days=31)
_MOST_AHEAD, _MOST_NEWS = 300, 500


@dataclass(frozen=True, slots=True)
class Digests:
    registry: Registry
    timetables: Timetables
    obligations: Obligations
    notices: Notices
    units: UnitDirectory
    place: Place
    clock: Clock

    async def queue(self, tenant: TenantId) -> None:
        """Those of today, once their hour has come. May be repeated, and run beside itself."""
        now = self.clock.now()
        today, rules = local_date(now), await self.registry.rules.current(tenant)
        working = (await self.timetables.of(tenant)).is_working
        if now < digest_instant(rules.wish, today) or opening(rules.wish, now, working) > now:
            return
        verified = [a for a in await self.registry.addresses.listed(tenant) if a.state is Standing.VERIFIED]
        fresh = [address for address in verified if address.digest_on != today]
        if not fresh:
            return
        book = await self.registry.books.current(tenant)
        read_by = [a for a in fresh if await self._reads_one(tenant, a, terms(tenant, a, book, rules))]
        mails = [digesting(a.key, mailbox, today, now) for a in read_by if (mailbox := book.mailbox_of(tenant, a.key))]
        await self.registry.mails.add(tenant, mails)
        await self._looked_at(tenant, fresh, today)

    async def fill(self, tenant: TenantId, mail: Mail) -> Mail:
        """With what has been gathered for it. Other mails stay as they are."""
        if mail.sort is not Sort.DIGEST:
            return mail
        gathered = await self.registry.mails.gathered(tenant, mail.address, _MOST_NEWS)
        return mail.filled(notice for each in gathered for notice in each.notices)

    async def told(self, tenant: TenantId, mail: Mail, now: datetime) -> None:
        """Before the digest itself is noted as sent: a crash in between sends the same digest again, and no notice in two."""
        if mail.sort is Sort.DIGEST:
            await self.registry.mails.told(tenant, [telling_id(notice, mail.address) for notice in mail.notices], now)

    async def letter(self, frame: Frame, mail: Mail, terms: Terms) -> Letter | None:
        """None where there is nothing to say."""
        if mail.day is None:
            return None
        tenant, book = frame.tenant, await self.registry.books.current(frame.tenant)
        mailboxes = book.mailboxes_of(tenant, mail.address)
        units = {unit_of(mailbox) for mailbox in mailboxes}
        owed = await self._owed(tenant, {None} if None in units else units, mail.day)
        news = await self._news(tenant, mail, terms)
        if not terms.in_digest and not news:
            return None
        named = await self.units.named(
            tenant, [*names_needed(tenant, [*owed.overdue, *owed.ahead]), *filter(None, units)]
        )
        digest = Digest(mail.day, mailboxes, owed, news)
        return of_digest(frame._replace(units={**frame.units, **named}), digest, self.place)

    async def _reads_one(self, tenant: TenantId, address: Address, terms: Terms) -> bool:
        """Also whoever has chosen otherwise since something was gathered."""
        return bool(terms.in_digest) or bool(await self.registry.mails.gathered(tenant, address.key, 1))

    async def _looked_at(self, tenant: TenantId, addresses: list[Address], today: date) -> None:
        known = {address.key: address for address in addresses}

        def looked_at(key: str, address: Address | None) -> Address | None:
            # Who has chosen anew meanwhile is looked at again.
            return address.model_copy(update={"digest_on": today}) if address == known[key] else None

        await self.registry.addresses.change(tenant, list(known), looked_at)

    async def _owed(self, tenant: TenantId, units: set[str | None], day: date) -> Owed:
        """Of these units, or of the whole tenant for None."""
        start, before = start_of_day(day), end_of_day(day - timedelta(days=1))
        overdue, late, ahead = [], 0, []
        for unit in sorted(units, key=str):
            overdue += await self.obligations.next_due(tenant, unit, start - _BACK, before, SHOWN)
            late += await self.obligations.how_many_due(tenant, unit, start - _BACK, before)
            ahead += await self.obligations.next_due(tenant, unit, start, start + _AHEAD, _MOST_AHEAD)
        return Owed(sorted(overdue, key=_by_deadline), late, sorted(ahead, key=_by_deadline))

    async def _news(self, tenant: TenantId, mail: Mail, terms: Terms) -> list[Notice]:
        found = await self.notices.many(tenant, mail.notices)
        wanted = [notice for notice in found if terms.choice(notice.kind) is not Choice.OFF]
        return sorted(wanted, key=lambda notice: (notice.message.created_at, notice.message.sequence))


def _by_deadline(obligation: Obligation) -> tuple[str, str]:
    return due_text(obligation.due_at), obligation.id
