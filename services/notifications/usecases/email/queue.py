"""Notices that were put into mailboxes become mails: one for each verified address of the mailbox that wants that kind."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from services.notifications.domain.email.addresses import Address, Standing, key_of
from services.notifications.domain.email.mails import Mail, gathering, telling
from services.notifications.domain.email.preferences import Choice, Terms
from services.notifications.domain.notices import Notice
from services.notifications.usecases.email.book import Registry, terms
from shared.calendar import Clock
from shared.tenancy import TenantId


class Queue:
    """Whoever puts notices into mailboxes repeats that after a crash, and so this: a mail that is there is not queued again."""

    def __init__(self, registry: Registry, clock: Clock) -> None:
        self._registry = registry
        self._clock = clock

    async def tell(self, tenant: TenantId, notices: Sequence[Notice]) -> None:
        book = await self._registry.books.current(tenant)
        readers = book.addresses
        wanted = {each: readers[each.mailbox] for each in notices if each.mailbox in readers}
        if not wanted:
            return
        keys = {key_of(tenant, address) for addresses in wanted.values() for address in addresses}
        known, rules = (
            await self._registry.addresses.of(tenant, sorted(keys)),
            await self._registry.rules.current(tenant),
        )
        holding = {key: terms(tenant, address, book, rules) for key, address in known.items()}
        mails = [
            mail
            for notice, addresses in wanted.items()
            for address in (known.get(key_of(tenant, each)) for each in addresses)
            if address is not None
            for mail in _mails(notice, address, holding, self._clock.now())
        ]
        await self._registry.mails.add(tenant, mails)


def _mails(notice: Notice, address: Address, holding: Mapping[str, Terms], now: datetime) -> Iterator[Mail]:
    """What was told before an address was verified is not news to it: it is in the inbox."""
    since = address.verified_at if address.state is Standing.VERIFIED else None
    if since is None or notice.message.created_at < since:
        return
    match holding[address.key].choice(notice.kind):
        case Choice.AT_ONCE:
            yield telling(notice, address.key, now)
        case Choice.DIGEST:
            yield gathering(notice, address.key, now)
