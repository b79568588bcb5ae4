"""Threads: all that one mailbox was told about one obligation, however many notices that are."""

from collections.abc import Iterable
from typing import NamedTuple

from services.notifications.domain.notices import Notice, NoticeKind

_TO_ACKNOWLEDGE = frozenset({NoticeKind.OVERDUE, NoticeKind.ESCALATION})


class Thread(NamedTuple):
    """Newest first, never empty."""

    notices: tuple[Notice, ...]

    @property
    def latest(self) -> Notice:
        return self.notices[0]

    @property
    def unread(self) -> int:
        return sum(notice.read_at is None for notice in self.notices)

    @property
    def waits(self) -> bool:
        """Something overdue of the present deadline was told, and nobody here has said that it was received."""
        due_at = self.latest.message.obligation.due_at
        told = [n for n in self.notices if n.kind in _TO_ACKNOWLEDGE and n.message.obligation.due_at == due_at]
        return bool(told) and max(told, key=lambda n: n.message.effective_at).acknowledged is None


def threads_of(notices: Iterable[Notice]) -> list[Thread]:
    """Of notices newest first; the thread with the newest notice comes first."""
    gathered: dict[tuple[str, str | None], list[Notice]] = {}
    for notice in notices:
        owed = notice.message.obligation
        gathered.setdefault((notice.message.subject, owed.tenant), []).append(notice)
    return [Thread(tuple(found)) for found in gathered.values()]
