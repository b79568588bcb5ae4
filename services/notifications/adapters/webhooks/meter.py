"""Counts of deliveries for operators, by tenant: endpoints come and go, and a label for each would never end."""

from collections.abc import Mapping
from datetime import datetime

from services.notifications.domain.subscriptions.attempts import Outcome
from shared.calendar import from_wire
from shared.observability import metrics
from shared.tenancy import TenantId


class PrometheusDeliveryMeter:
    def __init__(self) -> None:
        self._known: set[TenantId] = set()

    def attempted(self, tenant: TenantId, outcome: Outcome) -> None:
        metrics.webhook_attempts.labels(tenant, outcome.value).inc()

    def delivered(self, recorded_at: str, now: datetime) -> None:
        metrics.webhook_delivery_seconds.observe(max(0.0, (now - from_wire(recorded_at)).total_seconds()))

    def standing(self, states: Mapping[TenantId, Mapping[str, int]], oldest: Mapping[TenantId, float]) -> None:
        """A tenant that has no endpoint left counts none."""
        self._known |= states.keys()
        for tenant in self._known:
            for state in ("well", "failing"):
                metrics.webhook_endpoints.labels(tenant, state).set(states.get(tenant, {}).get(state, 0))
            metrics.webhook_backlog_seconds.labels(tenant).set(oldest.get(tenant, 0.0))
