"""Counts for operators, on the metrics that all services share."""

from collections import Counter
from collections.abc import Iterable

from services.notifications.domain.notices import Notice
from shared.observability import metrics
from shared.tenancy import TenantId


class PrometheusMeter:
    """A crash between storing and counting may lose or repeat a count; the stores are exact, this is for graphs."""

    def noticed(self, tenant: TenantId, notices: Iterable[Notice]) -> None:
        for kind, number in Counter(notice.kind for notice in notices).items():
            metrics.notices.labels(tenant, kind.value).inc(number)

    def reminded(self, step: str) -> None:
        metrics.reminders_fired.labels(step).inc()


class SilentMeter:
    """For what nobody is told."""

    def noticed(self, tenant: TenantId, notices: Iterable[Notice]) -> None: ...

    def reminded(self, step: str) -> None: ...
