"""The standing agency's side of email: whose addresses read which mailbox, and which of them are verified or failing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.notifications.domain.email.addresses import Address, Standing, key_of
from services.notifications.domain.email.book import Book, NewBook, check
from services.notifications.domain.email.errors import AddressNotFound, EmailOff, NoSuchLink
from services.notifications.domain.email.links import Links
from services.notifications.domain.email.mails import asking
from services.notifications.domain.email.preferences import Terms
from services.notifications.domain.email.rules import Rules, office_of
from services.notifications.ports import UnitDirectory
from services.notifications.ports.mailing import Addresses, Books, Mails, RuleBooks
from shared.calendar import Clock
from shared.messaging.commands import Command
from shared.messaging.errors import VersionMismatch
from shared.storage.errors import StaleRevision
from shared.tenancy import TenantId

_TRIES = 10


@dataclass(frozen=True, slots=True)
class Registry:
    """All that is kept of addresses."""

    books: Books
    rules: RuleBooks
    addresses: Addresses
    mails: Mails

    async def terms(self, tenant: TenantId, address: Address) -> Terms:
        """What holds for that address now."""
        book, rules = await self.books.current(tenant), await self.rules.current(tenant)
        return terms(tenant, address, book, rules)


def terms(tenant: TenantId, address: Address, book: Book, rules: Rules) -> Terms:
    offices = {office_of(mailbox) for mailbox in book.mailboxes_of(tenant, address.key)}
    return Terms(rules.wish, offices, address.preferences)


@dataclass(frozen=True, slots=True)
class Listed:
    """The book with the standing of its addresses by key, and whether anything is sent by this deployment at all."""

    tenant: TenantId
    book: Book
    rules: Rules
    standing: Mapping[str, Address]
    on: bool

    def of(self, address: str) -> Address:
        key = key_of(self.tenant, address)
        return self.standing.get(key) or Address(key=key, text=address)

    def terms(self, address: str) -> Terms:
        return terms(self.tenant, self.of(address), self.book, self.rules)


class AddressBook:
    """`on`: this deployment has a mail server."""

    def __init__(self, registry: Registry, units: UnitDirectory, links: Links, clock: Clock, *, on: bool) -> None:
        self._registry = registry
        self._units = units
        self._links = links
        self._clock = clock
        self._on = on

    async def current(self, tenant: TenantId) -> Listed:
        book, rules = await self._registry.books.current(tenant), await self._registry.rules.current(tenant)
        standing = {address.key: address for address in await self._registry.addresses.listed(tenant)}
        return Listed(tenant, book, rules, standing, self._on)

    async def set(self, command: Command, wish: NewBook) -> Listed:
        """In force at once; who is new is asked by a mail first. The same wish again changes nothing.

        Raises EmailOff, InvalidWish, VersionMismatch.
        """
        if not self._on:
            raise EmailOff
        check(wish, await self._units.named(command.tenant, sorted(Book(wish=wish).units)))
        await self._enter(command, wish)
        # Also where nothing was changed: a program that died in between is made up for by the repetition.
        await self._list(command.tenant)
        return await self.current(command.tenant)

    async def ask(self, tenant: TenantId, address: str) -> Listed:
        """A verification again, where an hour has passed since the last one. Raises EmailOff, AddressNotFound."""
        if not self._on:
            raise EmailOff
        listed, key = await self.current(tenant), key_of(tenant, address)
        if key not in listed.standing:
            raise AddressNotFound
        await self._ask(tenant, [key])
        return await self.current(tenant)

    async def verify(self, tenant: TenantId, link: str) -> None:
        """Its owner has opened the link and said yes. May be repeated. Raises NoSuchLink."""
        key, now = await self.opened(tenant, link), self._clock.now()

        def verified(_: str, known: Address | None) -> Address | None:
            return known.verified(now) if known and known.state is not Standing.REMOVED else None

        await self._registry.addresses.change(tenant, [key], verified)

    async def opened(self, tenant: TenantId, link: str) -> str:
        """The key of the address that the link is for. Raises NoSuchLink."""
        key, now = link.partition(".")[0], self._clock.now()
        known = (await self._registry.addresses.of(tenant, [key])).get(key)
        # Something is compared whether there is such an address or not.
        right = self._links.is_verification(link, tenant, key, (known and known.asked_at) or now)
        if known is None or not right or not known.opened_by_link(now):
            raise NoSuchLink
        return key

    async def _enter(self, command: Command, wish: NewBook) -> None:
        for _ in range(_TRIES):
            known = await self._registry.books.current(command.tenant)
            if known.version and known.wish == wish:
                return
            if command.expected_version not in {None, known.version}:
                raise VersionMismatch(known.version)
            new = Book(known.version + 1, wish, command.recorded_at, command.actor)
            if await self._registry.books.enter(command.tenant, new):
                return
        raise StaleRevision((command.tenant,))

    async def _list(self, tenant: TenantId) -> None:
        """Brings the standing of addresses in line with the book that is in force."""
        book, listed = await self._registry.books.current(tenant), await self._registry.addresses.listed(tenant)
        wanted = {key_of(tenant, entry.address): entry.address for entry in book.wish.entries}
        gone = {each.key for each in listed} - wanted.keys()

        def in_line(key: str, known: Address | None) -> Address | None:
            if key in gone:
                return known.removed() if known else None
            return known.listed(wanted[key]) if known else Address(key=key, text=wanted[key])

        await self._registry.addresses.change(tenant, [*wanted, *gone], in_line)
        known = await self._registry.addresses.of(tenant, [*wanted])
        await self._ask(tenant, [key for key, each in known.items() if each.state is Standing.UNVERIFIED])

    async def _ask(self, tenant: TenantId, keys: Sequence[str]) -> None:
        """Whoever was asked within the hour is not asked again: the mail of that time is queued, if it was not."""
        now = self._clock.now()

        def asked(_: str, address: Address | None) -> Address | None:
            return address.asked(now) if address and address.may_be_asked(now) else None

        await self._registry.addresses.change(tenant, keys, asked)
        known = await self._registry.addresses.of(tenant, keys)
        mails = [asking(key, each.asked_at) for key, each in known.items() if each.asked_at is not None]
        await self._registry.mails.add(tenant, mails)
