"""One small cast of plans, units and tasks, and a story that tells their events in order."""

from datetime import date, datetime
from typing import Any

from shared.calendar import Precision, as_of_instant, due_instant, start_of_day, to_wire
from shared.events import (
    DeadlineMove,
    Event,
    GroupRegistered,
    GroupSnapshot,
    ModelRegistered,
    ModelSnapshot,
    ModelStatusChanged,
    Obligation,
    Payload,
    PlanRegistered,
    PlanSnapshot,
    StatusChange,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
    TenantRegistered,
    TenantSnapshot,
    UnitRegistered,
    UnitSnapshot,
    new_event_id,
)
from shared.events.clusters import Cluster, ClustersSet, ClustersSnapshot
from shared.tenancy import Role, TenantId

NGHE_AN = TenantId("nghe-an")
DONE = {"basically_completed", "completed", "maintained"}


def instant(text: str) -> datetime:
    """A date is its first instant in Vietnam, as where only the day of a change is known."""
    return start_of_day(date.fromisoformat(text)) if len(text) == 10 else as_of_instant(text)


def an_obligation(due: str | None = None, precision: Precision = Precision.DAY, **more: Any) -> Obligation:
    due_at = due_instant(date.fromisoformat(due), precision) if due else None
    fields: dict[str, Any] = {"kind": "task", "opened_at": instant("2024-01-01"), "due_at": due_at}
    return Obligation(**fields | {"due_precision": precision if due else Precision.NONE} | more)


def a_task(key: str = "T-1", due: str | None = "2024-03-31", status: str = "not_started", **more: Any) -> TaskSnapshot:
    fields: dict[str, Any] = {
        "id": key,
        "tenant": NGHE_AN,
        "version": 1,
        "kind": "roadmap",
        "plan": "P-1",
        "group": "G-1",
        "lead_unit": "STP",
        "title_vi": f"Nhiệm vụ {key}",
        "status": status,
        "status_since": instant("2024-01-01"),
        "obligation": an_obligation(due),
    }
    return TaskSnapshot(**fields | more)


def a_model(key: str = "M-1", status: str = "not_started", **more: Any) -> ModelSnapshot:
    fields: dict[str, Any] = {
        "id": key,
        "tenant": NGHE_AN,
        "version": 1,
        "lead_unit": "STP",
        "title_vi": f"Mô hình {key}",
        "year": 2024,
        "status": status,
        "status_since": instant("2024-01-01"),
        "obligation": an_obligation(None, kind="pilot_model"),
    }
    return ModelSnapshot(**fields | more)


class Story:
    """Tells events of one tenant: numbers them, and keeps the latest snapshot of every work. Times are dates or wire text."""

    def __init__(self, tenant: TenantId = NGHE_AN) -> None:
        self.tenant = tenant
        self.events: list[Event] = []
        self.works: dict[str, TaskSnapshot | ModelSnapshot] = {}

    def tell(self, payload: Payload, at: datetime, recorded: datetime | None = None) -> Event:
        snapshot = payload.after  # type: ignore[attr-defined]
        event = Event(
            id=new_event_id(),
            source="/tasks",
            type=payload.TYPE,
            subject=snapshot.id,
            time=at,
            dataschema=f"https://tiendo.vn/schemas/{payload.TYPE}.json",
            tenant=self.tenant,
            sequence=len(self.events) + 1,
            recordedtime=recorded or at,
            actor="standing_officer",
            correlationid="c-1",
            data=payload.model_dump(mode="json"),
        )
        self.events.append(event)
        return event

    def tenant_registered(self, level: str = "province", at: str = "2024-01-01") -> Event:
        snapshot = TenantSnapshot(
            id=self.tenant,
            tenant=self.tenant,
            version=1,
            level=level,  # type: ignore[arg-type]
            short_code="NA",
            name_vi=f"Tỉnh {self.tenant}",
            name_en=f"Province {self.tenant}",
        )
        return self.tell(TenantRegistered(after=snapshot), instant(at))

    def groups_provinces(self, *clusters: dict[str, Any], at: str = "2024-01-01") -> Event:
        table = tuple(Cluster(**cluster) for cluster in clusters)
        snapshot = ClustersSnapshot(id="clusters", tenant=self.tenant, version=1, clusters=table)
        return self.tell(ClustersSet(after=snapshot), instant(at))

    def unit(self, key: str, at: str = "2024-01-01", **more: Any) -> Event:
        fields: dict[str, Any] = {"id": key, "tenant": self.tenant, "version": 1, "type": "department", "name_vi": key}
        return self.tell(UnitRegistered(after=UnitSnapshot(**fields | more)), instant(at))

    def plan(self, key: str = "P-1", at: str = "2024-01-01", **more: Any) -> Event:
        fields: dict[str, Any] = {
            "id": key,
            "tenant": self.tenant,
            "version": 1,
            "year": 2024,
            "title_vi": f"Kế hoạch {key}",
            "effective_from": instant(at).date(),
        }
        return self.tell(PlanRegistered(after=PlanSnapshot(**fields | more)), instant(at))

    def group(self, key: str = "G-1", at: str = "2024-01-01", **more: Any) -> Event:
        fields: dict[str, Any] = {
            "id": key,
            "tenant": self.tenant,
            "version": 1,
            "plan": "P-1",
            "name_vi": f"Nhóm {key}",
        }
        return self.tell(GroupRegistered(after=GroupSnapshot(**fields | more)), instant(at))

    def registers(
        self, work: TaskSnapshot | ModelSnapshot, at: str = "2024-01-01", recorded: str | None = None
    ) -> Event:
        self.works[work.id] = work
        payload = TaskRegistered(after=work) if isinstance(work, TaskSnapshot) else ModelRegistered(after=work)
        return self.tell(payload, instant(at), instant(recorded) if recorded else None)

    def moves(self, key: str, to: str, at: str, recorded: str | None = None) -> Event:
        """The status changes; what is done discharges its obligation, what is cancelled is waived."""
        before, since = self.works[key], instant(at)
        owed: dict[str, Any] = {"discharged_at": since if to in DONE else None, "waived": to == "cancelled"}
        obligation = before.obligation.model_copy(update=owed)
        update = {"status": to, "status_since": since, "version": before.version + 1, "obligation": obligation}
        after = self.works[key] = before.model_copy(update=update)
        change = StatusChange(from_=before.status, to=to, effective_at=since)
        payload = (
            TaskStatusChanged(after=after, change=change)
            if isinstance(after, TaskSnapshot)
            else ModelStatusChanged(after=after, change=change)
        )
        return self.tell(payload, since, instant(recorded) if recorded else None)

    def postpones(self, key: str, due: str | None, at: str, recorded: str | None = None) -> Event:
        before = self.works[key]
        due_at = due_instant(date.fromisoformat(due), Precision.DAY) if due else None
        obligation = before.obligation.model_copy(update={"due_at": due_at, "moves": before.obligation.moves + 1})
        after = before.model_copy(update={"version": before.version + 1, "obligation": obligation})
        self.works[key] = after
        change = DeadlineMove(
            from_due_at=before.obligation.due_at,
            to_due_at=due_at,
            precision=Precision.DAY,
            reason="Chờ nghị định",
            document="123/UBND-NC",
            decided_by_role=Role.CHAIRMAN,
        )
        payload = TaskDeadlineMoved(after=after, change=change)  # type: ignore[arg-type]
        return self.tell(payload, instant(at), instant(recorded) if recorded else None)

    def hands_over(self, key: str, unit: str, at: str, recorded: str | None = None) -> Event:
        """The lead unit changes with an otherwise empty change of status."""
        before = self.works[key]
        after = self.works[key] = before.model_copy(update={"lead_unit": unit, "version": before.version + 1})
        change = StatusChange(from_=before.status, to=before.status, effective_at=instant(at))
        payload = TaskStatusChanged(after=after, change=change)  # type: ignore[arg-type]
        return self.tell(payload, instant(at), instant(recorded) if recorded else None)


def wire(text: str) -> str:
    """Wire text of what `as_of` means: a date is its last instant."""
    return to_wire(as_of_instant(text))
