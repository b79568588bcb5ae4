"""The cast of these tests: units of Ninh Thuận, what they owe, and the events that tell of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from services.notifications.domain.ladder import DEFAULT_LADDERS, Ladders
from services.notifications.domain.timetable import LocalDays, OfficeDays, Timetable
from services.notifications.domain.units import Unit
from services.notifications.domain.works import Work, work_of
from shared.calendar import VIETNAM, Precision, due_instant, start_of_day
from shared.calendar.public_holidays import PublicHolidays
from shared.events import (
    DeadlineMove,
    Event,
    ModelRegistered,
    ModelSnapshot,
    ModelStatusChanged,
    Obligation,
    Payload,
    Source,
    StatusChange,
    TaskDeadlineMoved,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
    UnitRegistered,
    UnitSnapshot,
)
from shared.tenancy import Role, TenantId

NINH_THUAN = TenantId("ninh-thuan")
NGHE_AN = TenantId("nghe-an")
CENTRAL = TenantId("central")
JUSTICE, HEALTH, POLICE = "NT-STP", "NT-SYT", "NT-CA"
UNITS = {
    JUSTICE: Unit(
        id=JUSTICE,
        sequence=1,
        name_vi="Sở Tư pháp",
        name_en="Department of Justice",
        head_vi="Giám đốc Sở Tư pháp",
        head_en="Director of the Department of Justice",
    ),
    HEALTH: Unit(id=HEALTH, sequence=2, name_vi="Sở Y tế", name_en="Department of Health"),
}
DONE = {"basically_completed", "completed", "maintained"}


def at(text: str) -> datetime:
    """`2024-10-28 08:00` in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def a_timetable(local: LocalDays | None = None, ladders: Ladders = DEFAULT_LADDERS) -> Timetable:
    holidays = PublicHolidays()
    days = OfficeDays(holidays.is_holiday, holidays.is_worked, local or LocalDays())
    return Timetable(ladders, days)


def owed(
    due: date | None, precision: Precision = Precision.DAY, owner: str | None = JUSTICE, **more: Any
) -> Obligation:
    due_at = due_instant(due, precision)
    known = precision if due_at else Precision.NONE
    return Obligation(
        kind="task",
        owner_unit=owner,
        opened_at=start_of_day(date(2024, 1, 1)),
        due_at=due_at,
        due_precision=known,
        **more,
    )


def a_task(
    key: str = "NT-T-01",
    due: date | None = date(2024, 10, 31),
    precision: Precision = Precision.DAY,
    status: str = "not_started",
    lead: str | None = JUSTICE,
    **more: Any,
) -> TaskSnapshot:
    fields: dict[str, Any] = {
        "tenant": NINH_THUAN,
        "version": 1,
        "kind": "roadmap",
        "plan": "NT-KH-2024",
        "title_vi": "Số hóa dữ liệu hộ tịch",
        "title_en": "Digitise civil-status data",
        "coordinating_units": (HEALTH,),
        "product_vi": "Dữ liệu hộ tịch số hóa",
        "source": Source.SEED,
    }
    discharged = at("2024-10-15 09:00") if status in DONE else None
    obligation = owed(due, precision, lead, discharged_at=discharged, waived=status == "cancelled")
    return TaskSnapshot(
        **{**fields, **more},
        id=key,
        lead_unit=lead,
        status=status,
        status_since=at("2024-01-01 00:00"),
        obligation=obligation,
    )


def a_model(key: str = "NT-M-01", status: str = "not_started", lead: str = JUSTICE, **more: Any) -> ModelSnapshot:
    return ModelSnapshot(
        **{"tenant": NINH_THUAN, "version": 1, "title_vi": "Ki-ốt y tế", "year": 2024, **more},
        id=key,
        lead_unit=lead,
        status=status,
        status_since=at("2024-01-01 00:00"),
        obligation=owed(None, owner=lead),
    )


def status_change(before: str, after: str, **more: Any) -> StatusChange:
    return StatusChange(from_=before, to=after, **{"effective_at": at("2024-10-15 09:00"), **more})


def task_moved(before: str, after: str, task: TaskSnapshot | None = None, **more: Any) -> TaskStatusChanged:
    task = task or a_task(status=after)
    return TaskStatusChanged(before={"status": before}, after=task, change=status_change(before, after, **more))


def model_moved(before: str, after: str) -> ModelStatusChanged:
    return ModelStatusChanged(
        before={"status": before}, after=a_model(status=after), change=status_change(before, after)
    )


def deadline_moved(before: TaskSnapshot, after: TaskSnapshot) -> TaskDeadlineMoved:
    return TaskDeadlineMoved(
        before={"obligation": before.obligation.model_dump(mode="json")},
        after=after,
        change=DeadlineMove(
            from_due_at=before.obligation.due_at,
            to_due_at=after.obligation.due_at,
            precision=after.obligation.due_precision,
            reason="Chờ dữ liệu từ cấp huyện",
            document="6907/UBND-KSTT",
            decided_by_role=Role.CHAIRMAN,
        ),
    )


def a_unit(key: str, name: str, **more: Any) -> UnitRegistered:
    return UnitRegistered(
        after=UnitSnapshot(**{"tenant": NINH_THUAN, "version": 1, "type": "department", **more}, id=key, name_vi=name)
    )


def registered(work: TaskSnapshot | ModelSnapshot) -> TaskRegistered | ModelRegistered:
    return TaskRegistered(after=work) if isinstance(work, TaskSnapshot) else ModelRegistered(after=work)


def the_work(payload: Payload) -> Work:
    work = work_of(payload)
    assert work is not None
    return work


def an_event(
    payload: Payload, sequence: int = 1, recorded: str = "2024-09-02 10:00", time: str = "", **more: Any
) -> Event:
    after = payload.model_dump(mode="json")["after"]
    fields: dict[str, Any] = {
        "id": f"0192a000-0000-7000-8000-{sequence:012d}",
        "actor": f"unit_officer@{JUSTICE}",
        "tenant": after["tenant"],
        "source": "/tasks",
        "dataschema": "https://tiendo.vn/schemas/x.json",
        "correlationid": "c-1",
    }
    return Event(
        **{**fields, **more},
        type=payload.TYPE,
        subject=after["id"],
        time=at(time or recorded),
        recordedtime=at(recorded),
        sequence=sequence,
        data=payload.model_dump(mode="json"),
    )


def a_story(recorded: str = "2024-09-02 10:00") -> Iterator[Event]:
    """Two units, three works, and what became of them: events in sequence order, as the journal would give them."""
    first, second = a_task(), a_task("NT-T-02", date(2024, 12, 31), Precision.YEAR, lead=HEALTH, coordinating_units=())
    later = first.model_copy(update={"obligation": owed(date(2024, 11, 29), moves=1)})
    payloads = [
        a_unit(JUSTICE, "Sở Tư pháp", head_role_vi="Giám đốc Sở Tư pháp"),
        a_unit(HEALTH, "Sở Y tế"),
        registered(first),
        registered(second),
        registered(a_model()),
        task_moved("not_started", "in_progress", first.model_copy(update={"status": "in_progress"})),
        deadline_moved(first, later),
        model_moved("not_started", "in_progress"),
        task_moved("in_progress", "on_hold", later.model_copy(update={"status": "on_hold"}), reason="Thiếu kinh phí"),
        task_moved("not_started", "completed", a_task("NT-T-02", status="completed", lead=HEALTH), product="BC-12"),
    ]
    numbers = count(1)
    return (an_event(payload, next(numbers), recorded) for payload in payloads)
