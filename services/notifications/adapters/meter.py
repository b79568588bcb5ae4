"""Counts for operators, on the metrics that all services share.

A crash between storing and counting may lose a count; the stores are exact, this is for graphs.
"""

from collections import Counter
from collections.abc import Iterable

from services.notifications.domain.notices import Notice
from shared.observability import metrics
from shared.tenancy import TenantId


def count_arrived(tenant: TenantId, notices: Iterable[Notice]) -> None:
    """Notices that are now in their mailboxes; whoever has written that into the mailbox's book counts them."""
    notices = list(notices)
    for kind, number in Counter(notice.kind for notice in notices).items():
        metrics.notices.labels(tenant, kind.value).inc(number)
    for level, number in Counter(map(_level, filter(_of_ladder, notices))).items():
        metrics.ladder_notices.labels(level).inc(number)


class PrometheusMeter:
    def reminded(self, step: str) -> None:
        metrics.reminders_fired.labels(step).inc()

    def acknowledged(self, notice: Notice) -> None:
        if _of_ladder(notice):
            metrics.ladder_acknowledgements.labels(_level(notice)).inc()


def _of_ladder(notice: Notice) -> bool:
    return notice.message.obligation.step is not None


def _level(notice: Notice) -> str:
    """`head`, `officer`, or the role whose mailbox it is."""
    sort, _, name = notice.mailbox.partition(":")
    return name if sort == "role" else sort
