"""What a mail says, found anew whenever it is sent: of notices the inbox has the words, of addresses the book."""

from dataclasses import dataclass

from services.notifications.domain.email.addresses import Address, Standing
from services.notifications.domain.email.book import unit_in
from services.notifications.domain.email.letters import Frame, Letter, Ways, of_notice, of_verification
from services.notifications.domain.email.links import DIGEST, Links, Place
from services.notifications.domain.email.mails import Mail, Sort
from services.notifications.domain.email.preferences import Choice, Terms
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import NoticeKind
from services.notifications.domain.units import tenant_key
from services.notifications.ports import UnitDirectory
from services.notifications.ports.mailing import Envelope, Notices
from services.notifications.usecases.email.book import Registry
from services.notifications.usecases.email.digests import Digests
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Writing:
    """`domain`: behind the @ of every Message-ID."""

    notices: Notices
    registry: Registry
    digests: Digests
    units: UnitDirectory
    links: Links
    place: Place
    domain: str

    async def envelope(self, tenant: TenantId, mail: Mail) -> Envelope | None:
        """None where there is nobody to send it to any more, or nothing to tell that is still wanted."""
        address = (await self.registry.addresses.of(tenant, [mail.address])).get(mail.address)
        if address is None or not _may_hear(address, mail):
            return None
        terms = await self.registry.terms(tenant, address)
        frame = await self._frame(tenant, mail, address, terms)
        letter = await self._letter(frame, mail, address, terms)
        if letter is None:
            return None
        message_id = f"<{mail.id}.{tenant}@{self.domain}>"
        return Envelope(address.text, frame.of_tenant, message_id, letter, frame.ways.unsubscribe)

    async def _letter(self, frame: Frame, mail: Mail, address: Address, terms: Terms) -> Letter | None:
        match mail.sort:
            case Sort.VERIFICATION:
                return self._verification(frame, address)
            case Sort.DIGEST:
                return await self.digests.letter(frame, mail, terms)
        found = await self.notices.many(frame.tenant, mail.notices)
        if not found or terms.choice(found[0].kind) is Choice.OFF:
            return None
        return of_notice(frame, found[0], self.place.inbox(frame.tenant, found[0].message.subject))

    def _verification(self, frame: Frame, address: Address) -> Letter | None:
        if address.asked_at is None:
            return None
        link = self.links.verification(frame.tenant, address.key, address.asked_at)
        return of_verification(frame, self.place.page(frame.tenant, "verify", link))

    async def _frame(self, tenant: TenantId, mail: Mail, address: Address, terms: Terms) -> Frame:
        unit = unit_in(mail.mailbox)
        units = await self.units.named(tenant, [tenant_key(tenant), *([unit] if unit else [])])
        ways = Ways() if mail.sort is Sort.VERIFICATION else self._ways(tenant, mail, address, terms)
        return Frame(tenant, Mailbox(mail.mailbox), units, address.preferences.language, ways)

    def _ways(self, tenant: TenantId, mail: Mail, address: Address, terms: Terms) -> Ways:
        """What is mandatory cannot be ended by a click; nor a digest with anything mandatory in it."""
        if address.verified_at is None:
            return Ways()
        kinds, name = terms.in_digest, DIGEST
        if mail.sort is Sort.NOTICE:
            kinds, name = [NoticeKind(mail.kind)] if mail.kind else [], mail.kind
        settings = self.links.settings(tenant, address.key, address.verified_at)
        unsubscribe = None
        if terms.may_turn_off(kinds):
            link = self.links.unsubscribing(tenant, address.key, name, address.verified_at)
            unsubscribe = self.place.page(tenant, "unsubscribe", link)
        return Ways(self.place.page(tenant, "settings", settings), unsubscribe)


def _may_hear(address: Address, mail: Mail) -> bool:
    if mail.sort is Sort.VERIFICATION:
        return address.state is not Standing.REMOVED
    return address.state is Standing.VERIFIED
