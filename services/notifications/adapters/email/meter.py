"""Counts of mails for operators, by tenant; never by address."""

from services.notifications.domain.email.mails import Outcome, Sort
from services.notifications.ports.mailing import Posted
from shared.observability import metrics
from shared.tenancy import TenantId


class PrometheusEmailMeter:
    def tried(self, tenant: TenantId, sort: Sort, posted: Posted) -> None:
        if posted.outcome is Outcome.SENT:
            metrics.emails_sent.labels(tenant, sort.value).inc()
        else:
            metrics.emails_failed.labels(tenant, posted.outcome.value).inc()

    def waiting(self, tenant: TenantId, oldest: float) -> None:
        metrics.emails_oldest_seconds.labels(tenant).set(oldest)
