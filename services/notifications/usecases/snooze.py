"""Notices that are put aside, and come back by themselves: read until then, unread from then on."""

from collections.abc import Sequence
from datetime import date

from services.notifications.domain.notices import Notice
from services.notifications.domain.snoozing import comes_back
from services.notifications.ports import Inboxes, Snooze, Snoozes, Timetables
from services.notifications.usecases.inbox import NoticeNotFound, Reader
from shared.calendar import Clock
from shared.tenancy import AcrossTenants, TenantId

_BATCH = 200
_REASON = AcrossTenants("notices that come back in any province")


class Snoozing:
    def __init__(self, inboxes: Inboxes, snoozes: Snoozes, timetables: Timetables, clock: Clock) -> None:
        self._inboxes = inboxes
        self._snoozes = snoozes
        self._timetables = timetables
        self._clock = clock

    async def put_aside(self, reader: Reader, notice_id: str, until: date | None) -> Notice:
        """Until the first working morning that is not before that day; None takes it back at once.

        Raises NoticeNotFound, CannotSnooze.
        """
        notice = await self._inboxes.one(reader.tenant, reader.mailbox, notice_id)
        if notice is None:
            raise NoticeNotFound
        now = self._clock.now()
        if until is None:
            await self._snoozes.drop(reader.tenant, notice_id)
            return (await self._inboxes.mark(reader.tenant, reader.mailbox, [notice_id], None))[notice_id]
        timetable = await self._timetables.of(reader.tenant)
        morning = comes_back(notice, until, now, timetable)
        # Kept first: a crash in between leaves a notice that is unread, and comes back unread.
        await self._snoozes.put(reader.tenant, Snooze(notice_id, reader.mailbox, morning))
        marked = await self._inboxes.mark(reader.tenant, reader.mailbox, [notice_id], now)
        return marked[notice_id]._replace(snoozed_until=morning)

    async def __call__(self) -> None:
        """Brings back what is due; outside office hours it waits. A crash in between brings it back once more."""
        now = self._clock.now()
        while due := await self._snoozes.due(now, _BATCH, _REASON):
            woken = [await self._bring_back(tenant, snooze) for tenant, snooze in due]
            if not any(woken):
                return

    async def shown(self, tenant: TenantId, notices: Sequence[Notice]) -> list[Notice]:
        """The notices with until when they are put aside."""
        until = await self._snoozes.of(tenant, [notice.id for notice in notices])
        return [notice._replace(snoozed_until=until.get(notice.id)) for notice in notices]

    async def _bring_back(self, tenant: TenantId, snooze: Snooze) -> bool:
        timetable, now = await self._timetables.of(tenant), self._clock.now()
        if timetable.next_office_hour(now) > now:
            return False
        notice = await self._inboxes.one(tenant, snooze.mailbox, snooze.notice)
        if notice is not None and notice.acknowledged is None:
            await self._inboxes.mark(tenant, snooze.mailbox, [snooze.notice], None)
        await self._snoozes.drop(tenant, snooze.notice)
        return True
