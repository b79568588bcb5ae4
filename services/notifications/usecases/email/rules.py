"""The standing agency's rules for all mails of its tenant, and when they let a mail go."""

from datetime import datetime

from services.notifications.domain.email.hours import opening
from services.notifications.domain.email.mails import Mail, Sort
from services.notifications.domain.email.rules import NewRules, Rules, check
from services.notifications.ports import Timetables
from services.notifications.ports.mailing import RuleBooks
from shared.messaging.commands import Command
from shared.messaging.errors import VersionMismatch
from shared.storage.errors import StaleRevision
from shared.tenancy import TenantId

_TRIES = 10


class RuleSettings:
    """How those who are told of their work hear of it by email (FR-BP-18, FR-NA-18)."""

    def __init__(self, rules: RuleBooks) -> None:
        self._rules = rules

    async def current(self, tenant: TenantId) -> Rules:
        return await self._rules.current(tenant)

    async def set(self, command: Command, wish: NewRules) -> Rules:
        """In force at once, for mails that wait too. The same wish again changes nothing.

        Raises InvalidWish, VersionMismatch.
        """
        check(wish)
        for _ in range(_TRIES):
            known = await self._rules.current(command.tenant)
            if known.version and known.wish == wish:
                return known
            if command.expected_version not in {None, known.version}:
                raise VersionMismatch(known.version)
            new = Rules(known.version + 1, wish, command.recorded_at, command.actor)
            if await self._rules.enter(command.tenant, new):
                return new
        raise StaleRevision((command.tenant,))


class Hours:
    """Asked whenever a mail is about to leave: rules that changed meanwhile hold for it, and a server that was away waits too."""

    def __init__(self, rules: RuleBooks, timetables: Timetables) -> None:
        self._rules = rules
        self._timetables = timetables

    async def opening(self, tenant: TenantId, mail: Mail, now: datetime) -> datetime:
        """The first instant from now on at which it may leave. A verification was asked for, and leaves at any time."""
        if mail.sort is Sort.VERIFICATION:
            return now
        rules = (await self._rules.current(tenant)).wish
        if mail.kind in rules.urgent:
            return now
        return opening(rules, now, (await self._timetables.of(tenant)).is_working)
