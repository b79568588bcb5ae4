"""What an address chooses: set by the standing agency, or by whoever reads it through the links in its mails."""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.notifications.domain.email.addresses import Address, Standing, key_of
from services.notifications.domain.email.errors import AddressNotFound, NoSuchLink
from services.notifications.domain.email.links import DIGEST, Links
from services.notifications.domain.email.preferences import Choice, Language, Preferences, Terms
from services.notifications.domain.notices import NoticeKind
from services.notifications.usecases.email.book import Registry
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose link was opened. `kinds`: what a link to unsubscribe is about."""

    address: Address
    terms: Terms
    kinds: Collection[NoticeKind] = ()


class Choosing:
    """What the tenant makes mandatory cannot be turned off, whoever asks (FR-BP-18)."""

    def __init__(self, registry: Registry, links: Links) -> None:
        self._registry = registry
        self._links = links

    async def by_agency(self, tenant: TenantId, address: str, wish: Preferences) -> None:
        """All preferences of an address of the book at once. Raises AddressNotFound, InvalidWish."""
        key = key_of(tenant, address)
        known = (await self._registry.addresses.of(tenant, [key])).get(key)
        if known is None or known.state is Standing.REMOVED:
            raise AddressNotFound
        (await self._registry.terms(tenant, known)).check(wish)
        await self._store(tenant, key, wish)

    async def opened(self, tenant: TenantId, link: str) -> Opened:
        """By a link to the preferences. Raises NoSuchLink."""
        address = await self._verified(tenant, link)
        if address is None or address.verified_at is None:
            raise NoSuchLink
        right = self._links.settings(tenant, address.key, address.verified_at)
        return await self._opened(tenant, address, link, right)

    async def choose(
        self, tenant: TenantId, link: str, language: Language, choices: Mapping[NoticeKind, Choice]
    ) -> Opened:
        """All choices of a page at once; what is as usual in the tenant is not kept. Raises NoSuchLink, InvalidWish."""
        opened = await self.opened(tenant, link)
        terms = opened.terms
        terms.check(Preferences(language=language, choices=choices))
        own = {kind: chosen for kind, chosen in choices.items() if chosen is not terms.usual(kind)}
        await self._store(tenant, opened.address.key, Preferences(language=language, choices=own))
        return await self.opened(tenant, link)

    async def opened_to_unsubscribe(self, tenant: TenantId, link: str) -> Opened:
        """Raises NoSuchLink."""
        address, name = await self._verified(tenant, link), link.split(".")[1]
        if address is None or address.verified_at is None or name not in {DIGEST, *NoticeKind}:
            raise NoSuchLink
        right = self._links.unsubscribing(tenant, address.key, name, address.verified_at)
        opened = await self._opened(tenant, address, link, right)
        kinds = opened.terms.in_digest if name == DIGEST else [NoticeKind(name)]
        return Opened(opened.address, opened.terms, kinds)

    async def unsubscribe(self, tenant: TenantId, link: str) -> Opened:
        """May be repeated. Raises NoSuchLink, InvalidWish where the tenant has made all of it mandatory since."""
        opened = await self.opened_to_unsubscribe(tenant, link)
        off = opened.terms.without(opened.kinds)
        if opened.kinds and off == opened.terms.preferences:
            opened.terms.check(Preferences(choices=dict.fromkeys(opened.kinds, Choice.OFF)))
        await self._store(tenant, opened.address.key, off)
        return opened

    async def _verified(self, tenant: TenantId, link: str) -> Address | None:
        key = link.partition(".")[0]
        known = (await self._registry.addresses.of(tenant, [key])).get(key)
        return known if known and known.state is not Standing.REMOVED else None

    async def _opened(self, tenant: TenantId, address: Address, link: str, right: str) -> Opened:
        if not hmac.compare_digest(link.encode(), right.encode()):
            raise NoSuchLink
        return Opened(address, await self._registry.terms(tenant, address))

    async def _store(self, tenant: TenantId, key: str, wish: Preferences) -> None:
        def preferring(_: str, known: Address | None) -> Address | None:
            return known.preferring(wish) if known and known.state is not Standing.REMOVED else None

        await self._registry.addresses.change(tenant, [key], preferring)
