"""Rounds of sending: tenant by tenant side by side, what is due in each, as long as the mail server takes it (G8).

Replicas may run side by side: whoever claims a mail sends it. What comes again after a crash has the same Message-ID (G2).
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.notifications.domain.email.addresses import Address, Standing
from services.notifications.domain.email.book import unit_in
from services.notifications.domain.email.mails import Fate, Mail, Outcome, Sort
from services.notifications.domain.email.notice import address_failing
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.subscriptions.progress import Lane, Schedule
from services.notifications.ports import Inboxes, UnitDirectory
from services.notifications.ports.mailing import EmailMeter, Mailer, Posted
from services.notifications.usecases.email.book import Registry
from services.notifications.usecases.email.digests import Digests
from services.notifications.usecases.email.rules import Hours
from services.notifications.usecases.email.writing import Writing
from services.notifications.usecases.subscriptions.lanes import Lanes, Width
from shared.calendar import Clock
from shared.storage.errors import StorageError
from shared.tenancy import AcrossTenants, TenantId

_log = logging.getLogger(__name__)
_REASON = AcrossTenants("mails that are due in any province")
_AT_ONCE = 50
_FORGOTTEN_AFTER = timedelta(days=45)
_DIGESTS_EVERY = timedelta(seconds=15)
_TIDY_EVERY = timedelta(hours=1)
WIDTHS = {Lane.FRESH: Width(8, 2), Lane.TROUBLED: Width(4, 1)}


@dataclass(frozen=True, slots=True)
class Sending:
    """What rounds need. `jitter` gives a number between -0.2 and 0.2."""

    registry: Registry
    hours: Hours
    digests: Digests
    writing: Writing
    mailer: Mailer
    inboxes: Inboxes
    units: UnitDirectory
    meter: EmailMeter
    clock: Clock
    schedule: Schedule
    jitter: Callable[[], float] = lambda: random.uniform(-0.2, 0.2)  # noqa: S311 - spreads load, guards nothing


class Nudge:
    """Rung where something was queued in this process, so that it goes out now."""

    def __init__(self) -> None:
        self.rung = asyncio.Event()

    def __call__(self) -> None:
        self.rung.set()


class Rounds:
    """`every`: seconds between rounds while the mail server is there and nobody rings."""

    def __init__(self, sending: Sending, nudge: Nudge, every: float) -> None:
        self._sending = sending
        self._nudge = nudge
        self._every = every
        self._lanes = Lanes(WIDTHS)
        self._away = 0  # rounds in a row in which the mail server was found to be away
        self._found_away = False
        self._tidied = sending.clock.now() - _TIDY_EVERY
        self._digested = sending.clock.now() - _DIGESTS_EVERY

    async def run(self) -> None:
        """Until cancelled; what was under way then is sent again once its claim has ended."""
        while True:
            self._nudge.rung.clear()
            try:
                await self.once()
            except StorageError as problem:
                _log.warning("mails wait for the store", extra={"reason": str(problem)})
            if self._away:
                await asyncio.sleep(self._sending.schedule.after(self._away, self._sending.jitter()).total_seconds())
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._nudge.rung.wait()

    async def once(self) -> None:
        """Sends what is due."""
        tenants, self._found_away = await self._sending.registry.books.tenants(_REASON), False
        await self._queue_digests(tenants)
        await _all(map(self._tenant, tenants))
        self._away = self._away + 1 if self._found_away else 0
        await self._tidy(tenants)

    async def _tenant(self, tenant: TenantId) -> None:
        while not self._found_away:
            now = self._sending.clock.now()
            due = await self._sending.registry.mails.due(tenant, now, _AT_ONCE)
            oldest = min((mail.wanted_at for mail in due), default=now)
            self._sending.meter.waiting(tenant, max(0.0, (now - oldest).total_seconds()))
            await _all(self._turn(tenant, mail) for mail in due)
            if len(due) < _AT_ONCE:
                return

    async def _turn(self, tenant: TenantId, mail: Mail) -> None:
        async with self._lanes.turn(Lane.TROUBLED if mail.attempts else Lane.FRESH, tenant):
            # Once it is known that the server is away, the others of this round need not find out.
            if not self._found_away:
                await self._send(tenant, mail)

    async def _send(self, tenant: TenantId, mail: Mail) -> None:
        sending, mails, now = self._sending, self._sending.registry.mails, self._sending.clock.now()
        opens = await sending.hours.opening(tenant, mail, now)
        if opens > now or mail.is_over(opens):
            await mails.put(tenant, mail.settled(Fate.DROPPED, now) if mail.is_over(opens) else mail.held(opens))
            return
        claimed = await mails.put(tenant, (await sending.digests.fill(tenant, mail)).claimed(now))
        if claimed is None:
            return
        envelope = await sending.writing.envelope(tenant, claimed)
        if envelope is None:
            await sending.digests.told(tenant, claimed, now)
            await mails.put(tenant, claimed.settled(Fate.DROPPED, now))
            return
        posted = await sending.mailer.send(envelope)
        sending.meter.tried(tenant, mail.sort, posted)
        await self._note(tenant, claimed, posted)

    async def _note(self, tenant: TenantId, mail: Mail, posted: Posted) -> None:
        now, sending = self._sending.clock.now(), self._sending
        after = mail.after(posted.outcome, posted.reason, now, (sending.schedule, sending.jitter()))
        if posted.outcome is Outcome.AWAY:
            self._found_away = True
            _log.warning("the mail server is away, mails wait", extra={"reason": posted.reason})
        if after.fate is Fate.PARKED:
            # Told before it is noted: a crash in between tells it again, which is the same notice.
            await self._fail(tenant, mail, posted.reason or "", now)
        if after.fate is Fate.SENT:
            await sending.digests.told(tenant, mail, now)
        await sending.registry.mails.put(tenant, after)

    async def _fail(self, tenant: TenantId, mail: Mail, reason: str, now: datetime) -> None:
        """The address is marked, and the standing agency told whose it is."""

        def failed(_: str, known: Address | None) -> Address | None:
            return known.failed(reason, now) if known else None

        addresses = self._sending.registry.addresses
        await addresses.change(tenant, [mail.address], failed)
        address = (await addresses.of(tenant, [mail.address])).get(mail.address)
        if address is None or address.state is not Standing.FAILING:
            return
        mailbox = await self._mailbox_of(tenant, mail)
        if mailbox is None:
            return
        unit = unit_in(mailbox)
        units = await self._sending.units.named(tenant, [unit] if unit else [])
        notice = address_failing(tenant, address, mailbox, units, now)
        await self._sending.inboxes.deliver(tenant, [notice])

    async def _mailbox_of(self, tenant: TenantId, mail: Mail) -> Mailbox | None:
        """Of a verification any mailbox that the address is entered for."""
        if mail.sort is not Sort.VERIFICATION:
            return Mailbox(mail.mailbox)
        book = await self._sending.registry.books.current(tenant)
        return book.mailbox_of(tenant, mail.address)

    async def _queue_digests(self, tenants: list[TenantId]) -> None:
        now = self._sending.clock.now()
        if now - self._digested >= _DIGESTS_EVERY:
            self._digested = now
            await _all(map(self._sending.digests.queue, tenants))

    async def _tidy(self, tenants: list[TenantId]) -> None:
        now = self._sending.clock.now()
        if now - self._tidied >= _TIDY_EVERY:
            self._tidied = now
            for tenant in tenants:
                await self._sending.registry.mails.forget(tenant, now - _FORGOTTEN_AFTER)


async def _all(parts: Iterable[Coroutine[Any, Any, None]]) -> None:
    """All have ended before the failure of one is told."""
    for outcome in await asyncio.gather(*parts, return_exceptions=True):
        if outcome is not None:
            raise outcome
