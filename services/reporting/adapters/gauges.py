"""Truths about the figures as metrics."""

from shared.observability import metrics
from shared.tenancy import TenantId


class PrometheusGauges:
    def overdue(self, tenant: TenantId, tasks: int) -> None:
        metrics.tasks_overdue.labels(tenant).set(tasks)

    def mismatch(self, tenant: TenantId, works: int) -> None:
        metrics.scoreboard_mismatch.labels(tenant).set(works)
