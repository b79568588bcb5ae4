"""“Tôi đã nhận”: an addressee says so, and the ladder waits as long as the tenant wants it to (FR-BP-18, FR-NA-17)."""

from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain.acknowledging import after_acknowledging
from services.notifications.domain.notices import Acknowledged, Notice
from services.notifications.domain.obligations import Obligation
from services.notifications.ports import Inboxes, Meter, Obligations, Timetables
from services.notifications.usecases.inbox import NoticeNotFound, Reader
from shared.calendar import Clock
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Outcome:
    """The notice as it is now; whether the ladder waits because of it; when the clock speaks of the matter next."""

    notice: Notice
    holds: bool
    next_step_at: datetime | None


class Acknowledge:
    """First the ladder waits, then the notice says so: a crash in between is completed by asking again."""

    def __init__(
        self, inboxes: Inboxes, obligations: Obligations, timetables: Timetables, clock: Clock, meter: Meter
    ) -> None:
        self._inboxes = inboxes
        self._obligations = obligations
        self._timetables = timetables
        self._clock = clock
        self._meter = meter

    async def __call__(self, reader: Reader, notice_id: str, by: str, note: str | None) -> Outcome:
        """Also marks it as read. Said once stays said at its first time. Raises NoticeNotFound."""
        notice = await self._inboxes.one(reader.tenant, reader.mailbox, notice_id)
        if notice is None:
            raise NoticeNotFound
        obligation, now = await self._hold(reader, notice), self._clock.now()
        if await self._inboxes.acknowledge(reader.tenant, notice_id, Acknowledged(now, by, note)):
            self._meter.acknowledged(notice)
        marked = await self._inboxes.mark(reader.tenant, reader.mailbox, [notice_id], now)
        return _outcome(marked[notice_id], obligation)

    async def _hold(self, reader: Reader, notice: Notice) -> Obligation | None:
        """The obligation as it is afterwards; None where it is not known (any more)."""
        owed = notice.message.obligation
        tenant: TenantId = owed.tenant or reader.tenant
        timetable, seen = await self._timetables.of(tenant), list[Obligation]()

        def held(_: str, known: Obligation | None) -> Obligation | None:
            if known is None:
                return None
            seen.append(after_acknowledging(known, owed, reader.mailbox, timetable, tenant))
            return seen[-1]

        await self._obligations.change(tenant, [owed.id], held)
        return seen[-1] if seen else None


def _outcome(notice: Notice, obligation: Obligation | None) -> Outcome:
    if obligation is None or not obligation.open:
        return Outcome(notice, holds=False, next_step_at=None)
    owed = notice.message.obligation
    same = (owed.due_at, owed.due_precision) == (obligation.due_at, obligation.due_precision)
    return Outcome(notice, same and owed.step in obligation.acknowledged, obligation.next_step_at)
