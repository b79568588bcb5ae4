"""What the overview costs as tasks grow: `./tiendo bench dashboard [--sizes 1000 10000 100000]`.

Writes the journals of one province per size, starts an installation on them (reporting builds its read model from the
journal), then asks for the overviews in turns, so that all sizes see the same machine.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from benchmarks._figures import milliseconds, percentile, print_machine
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
from tests.stacks.tiendo import Tiendo, running

_START = datetime(2026, 1, 1, tzinfo=UTC)
_UNITS, _GROUPS, _ROUNDS = 45, 10, 200
_STATUSES = ("not_started", "in_progress", "basically_completed", "completed")


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


async def _write_journals(data: Path, sizes: list[int]) -> None:
    store = connect(f"sqlite://{data / 'stores'}", "tasks")
    await store.open([JOURNAL])
    journal, rnd = Journal(store), random.Random(1)  # noqa: S311
    for size in sizes:
        tenant = f"size-{size}"
        command = Command(TenantId(tenant), "standing_officer", _START, "bench")
        happened = list(_frame(tenant)) + [event for number in range(size) for event in _task(tenant, number, rnd)]
        for start in range(0, len(happened), 1_000):
            batch = [draft(one, command, one.payload.after.id) for one in happened[start : start + 1_000]]  # type: ignore[attr-defined]
            await journal.append(TenantId(tenant), batch)
    await store.close()


def _await_read_model(clients: dict[int, httpx2.Client], heads: dict[int, int]) -> float:
    started = time.perf_counter()
    for size, client in clients.items():
        while (client.get(f"/v1/size-{size}/overview").json().get("sequence") or 0) < heads[size]:
            time.sleep(0.2)
    return time.perf_counter() - started


async def _heads(data: Path, sizes: list[int]) -> dict[int, int]:
    store = connect(f"sqlite://{data / 'stores'}", "tasks")
    await store.open([JOURNAL])
    heads = {size: (await Journal(store).head(TenantId(f"size-{size}"))).sequence for size in sizes}
    await store.close()
    return heads


def _ask(clients: dict[int, httpx2.Client], query: str) -> dict[int, list[float]]:
    times: dict[int, list[float]] = {size: [] for size in clients}
    for _ in range(_ROUNDS):
        for size, client in clients.items():
            started = time.perf_counter()
            answer = client.get(f"/v1/size-{size}/overview{query}")
            times[size].append(time.perf_counter() - started)
            if answer.json()["tasks"]["total"] != size:
                raise SystemExit(f"wrong figures: {answer.text[:500]}")
    return times


def _report(title: str, times: dict[int, list[float]]) -> None:
    smallest = percentile(times[min(times)], 0.5)
    print(title)
    for size, values in times.items():
        print(f"  {size:>9,} tasks   {milliseconds(values)}   ratio {percentile(values, 0.5) / smallest:.2f}")


def _measure(tiendo: Tiendo, sizes: list[int], heads: dict[int, int]) -> None:
    clients = {size: tiendo.client(f"size-{size}", "chairman") for size in sizes}
    seconds = _await_read_model(clients, heads)
    events = sum(heads.values())
    print_machine()
    print(f"read models built from the journal: {events:,} events, {events / seconds:,.0f} events/s after readiness")
    _report("overview now:", _ask(clients, ""))
    _report("overview as of a date in the past:", _ask(clients, "?as_of=2026-10-31"))
    print("budget: the p50 ratio stays ≤ 1.20")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench dashboard")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = parser.parse_args().sizes
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with running(data, demo=False):
            pass  # makes the directory as an installation has it
        asyncio.run(_write_journals(data, sizes))
        heads = asyncio.run(_heads(data, sizes))
        with running(data, demo=False) as tiendo:
            _measure(tiendo, sizes, heads)


if __name__ == "__main__":
    main()
