"""Events of one small cast, as they lie in a journal."""

import orjson

from services.gateway.domain.live_events import LiveEvent, read_event
from shared.tenancy import TenantId

NGHE_AN = TenantId("nghe-an")
NINH_THUAN = TenantId("ninh-thuan")
STATUS_CHANGED = "vn.tiendo.task.status-changed.v1"


def body(sequence: int, tenant: str = NGHE_AN, **more: object) -> bytes:
    return orjson.dumps({"type": STATUS_CHANGED, "tenant": tenant, "sequence": sequence, "data": {}, **more})


def an_event(sequence: int, tenant: str = NGHE_AN, **more: object) -> LiveEvent:
    return read_event(body(sequence, tenant, **more))


def sequences(events: object) -> list[int]:
    return [event.sequence for event in events]  # type: ignore[attr-defined]
