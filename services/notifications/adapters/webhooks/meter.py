"""Counts of deliveries for operators: by tenant, and the backlog by endpoint, whose label goes when it does."""

from collections.abc import Mapping
from datetime import datetime

from services.notifications.domain.subscriptions.attempts import Outcome
from services.notifications.ports.delivering import Endpoint
from shared.calendar import from_wire
from shared.observability import metrics
from shared.tenancy import TenantId


class PrometheusDeliveryMeter:
    def __init__(self) -> None:
        self._tenants: set[TenantId] = set()
        self._endpoints: set[Endpoint] = set()

    def attempted(self, tenant: TenantId, outcome: Outcome) -> None:
        metrics.webhook_attempts.labels(tenant, outcome.value).inc()

    def delivered(self, recorded_at: str, now: datetime) -> None:
        metrics.webhook_delivery_seconds.observe(max(0.0, (now - from_wire(recorded_at)).total_seconds()))

    def standing(self, states: Mapping[TenantId, Mapping[str, int]], backlogs: Mapping[Endpoint, float]) -> None:
        """A tenant that has no endpoint left counts none."""
        self._tenants |= states.keys()
        for tenant in self._tenants:
            for state in ("well", "failing"):
                metrics.webhook_endpoints.labels(tenant, state).set(states.get(tenant, {}).get(state, 0))
        for endpoint in self._endpoints - backlogs.keys():
            metrics.webhook_backlog_seconds.remove(*endpoint)
        for endpoint, seconds in backlogs.items():
            metrics.webhook_backlog_seconds.labels(*endpoint).set(seconds)
        self._endpoints = set(backlogs)
