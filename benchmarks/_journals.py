"""Journals of provinces that never were, written straight into the store: a benchmark can begin with years of events."""

import asyncio
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from shared.calendar import Precision, due_instant
from shared.events import (
    GroupRegistered,
    GroupSnapshot,
    Obligation,
    Occurred,
    PlanRegistered,
    PlanSnapshot,
    StatusChange,
    TaskRegistered,
    TaskSnapshot,
    TaskStatusChanged,
    TenantRegistered,
    TenantSnapshot,
    UnitRegistered,
    UnitSnapshot,
)
from shared.messaging import JOURNAL, Command, Journal
from shared.messaging.outbox import draft
from shared.storage import connect
from shared.tenancy import TenantId
from tests.stacks.tiendo import running

_START = datetime(2026, 1, 1, tzinfo=UTC)
_UNITS, _GROUPS = 45, 10
_STATUSES = ("not_started", "in_progress", "basically_completed", "completed")


def prepare(data: Path, sizes: Mapping[str, int]) -> dict[str, int]:
    """Makes a data directory whose tenants have so many tasks; returns how many events each of them has."""
    with running(data, demo=False):
        pass  # makes the directory as an installation has it
    return asyncio.run(_write(data, sizes))


async def _write(data: Path, sizes: Mapping[str, int]) -> dict[str, int]:
    store = connect(f"sqlite://{data / 'stores'}", "tasks")
    await store.open([JOURNAL])
    journal, rnd = Journal(store), random.Random(1)  # noqa: S311
    heads = {}
    for tenant, size in sizes.items():
        command = Command(TenantId(tenant), "standing_officer", _START, "bench")
        happened = list(_frame(tenant)) + [event for number in range(size) for event in _task(tenant, number, rnd)]
        for start in range(0, len(happened), 1_000):
            batch = [draft(one, command, one.payload.after.id) for one in happened[start : start + 1_000]]  # type: ignore[attr-defined]
            await journal.append(TenantId(tenant), batch)
        heads[tenant] = len(happened)
    await store.close()
    return heads


def _frame(tenant: str) -> Iterator[Occurred]:
    about: dict[str, Any] = {"tenant": tenant, "version": 1}
    yield Occurred(
        TenantRegistered(after=TenantSnapshot(id=tenant, level="province", short_code="BB", name_vi=tenant, **about)),
        _START,
    )
    for number in range(_UNITS):
        unit = UnitSnapshot(id=f"U-{number}", type="department", name_vi=f"Sở số {number}", **about)
        yield Occurred(UnitRegistered(after=unit), _START)
    plan = PlanSnapshot(id="PLAN", year=2026, title_vi="Kế hoạch", effective_from=_START.date(), **about)
    yield Occurred(PlanRegistered(after=plan), _START)
    for number in range(_GROUPS):
        yield Occurred(
            GroupRegistered(after=GroupSnapshot(id=f"G-{number}", plan="PLAN", name_vi="Nhóm", **about)), _START
        )


def _task(tenant: str, number: int, rnd: random.Random) -> Iterator[Occurred]:
    due = date(2026, 1, 1) + timedelta(days=rnd.randrange(365))
    due_at = due_instant(due, Precision.DAY)
    unit = f"U-{rnd.randrange(_UNITS)}"
    owed = Obligation(
        kind="task",
        owner_unit=unit,
        opened_at=_START,
        due_at=due_at,
        due_precision=Precision.DAY,
        original_due_at=due_at,
    )
    task = TaskSnapshot(
        id=f"T-{number}",
        tenant=tenant,
        version=1,
        kind=rnd.choice(("regular", "roadmap")),
        plan="PLAN",
        group=f"G-{rnd.randrange(_GROUPS)}",
        title_vi=f"Nhiệm vụ số {number}",
        lead_unit=unit,
        status="not_started",
        status_since=_START,
        obligation=owed,
    )
    yield Occurred(TaskRegistered(after=task), _START)
    status = rnd.choice(_STATUSES)
    if status != "not_started":
        when = _START + timedelta(days=rnd.randrange(300), seconds=rnd.randrange(86_400))
        discharged = when if status.endswith("completed") else None
        owed = owed.model_copy(update={"discharged_at": discharged})
        after = task.model_copy(update={"status": status, "status_since": when, "version": 2, "obligation": owed})
        change = StatusChange.model_validate({"from": "not_started", "to": status, "effective_at": when})
        yield Occurred(TaskStatusChanged(before={"status": "not_started"}, after=after, change=change), when)
