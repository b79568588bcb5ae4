"""What operators see of endpoints that wait."""

from prometheus_client import REGISTRY

from services.notifications.adapters.webhooks.meter import PrometheusDeliveryMeter
from shared.tenancy import TenantId

BINH_PHUOC = TenantId("binh-phuoc")


def backlog(endpoint: str) -> float | None:
    labels = {"tenant": BINH_PHUOC, "endpoint": endpoint}
    return REGISTRY.get_sample_value("tiendo_webhook_backlog_seconds", labels)


def test_each_endpoint_has_a_backlog_of_its_own_and_none_when_it_is_gone() -> None:
    meter = PrometheusDeliveryMeter()
    meter.standing({BINH_PHUOC: {"well": 2}}, {(BINH_PHUOC, "level"): 0.0, (BINH_PHUOC, "late"): 90.0})
    assert (backlog("level"), backlog("late")) == (0.0, 90.0)
    meter.standing({BINH_PHUOC: {"well": 1}}, {(BINH_PHUOC, "level"): 0.0})
    assert (backlog("level"), backlog("late")) == (0.0, None)
    meter.standing({}, {})
    assert backlog("level") is None
