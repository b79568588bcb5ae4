"""Builders shared by the tests of messaging: a unit that is registered and renamed."""

from datetime import UTC, datetime
from typing import Any

from shared.events import Change, Event, Occurred, UnitRegistered, UnitSnapshot, new_event_id
from shared.messaging import Command
from shared.messaging.outbox import draft
from shared.tenancy import TenantId

NGHE_AN = TenantId("nghe-an")
NINH_THUAN = TenantId("ninh-thuan")
NOON = datetime(2024, 4, 2, 5, 0, tzinfo=UTC)


def a_command(tenant: TenantId = NGHE_AN, key: str | None = None, fingerprint: str = "f", **more: Any) -> Command:
    return Command(tenant, "standing_officer", NOON, "c-1", key, fingerprint, **more)


def a_unit(tenant: TenantId = NGHE_AN, key: str = "NA-STP", name: str = "Sở Tư pháp", version: int = 1) -> UnitSnapshot:
    return UnitSnapshot(id=key, tenant=tenant, version=version, type="department", name_vi=name)


def registered(unit: UnitSnapshot) -> Change[UnitSnapshot]:
    return Change(unit, (Occurred(UnitRegistered(after=unit), NOON),))


def renamed(unit: UnitSnapshot, name: str) -> Change[UnitSnapshot]:
    after = unit.model_copy(update={"name_vi": name, "version": unit.version + 1})
    return Change(after, (Occurred(UnitRegistered(before={"name_vi": unit.name_vi}, after=after), NOON),))


def drafts(count: int, tenant: TenantId = NGHE_AN) -> list[dict[str, Any]]:
    command = a_command(tenant)
    return [draft(registered(a_unit(tenant, f"U-{n}")).events[0], command, f"U-{n}") for n in range(count)]


def an_event(sequence: int, tenant: TenantId = NGHE_AN, kind: str = UnitRegistered.TYPE) -> Event:
    data = UnitRegistered(after=a_unit(tenant, f"U-{sequence}")).model_dump(mode="json")
    return Event(
        id=new_event_id(),
        source="/tasks",
        type=kind,
        subject=f"U-{sequence}",
        time=NOON,
        dataschema="https://tiendo.vn/schemas/x.json",
        tenant=tenant,
        sequence=sequence,
        recordedtime=NOON,
        actor="standing_officer",
        correlationid="c-1",
        data=data,
    )
