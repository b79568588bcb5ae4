"""`./tiendo status`: what runs, how it is, and what it weighs."""

import asyncio
import json
from dataclasses import asdict, dataclass
from typing import Any

from deploy.local import memory, record
from deploy.local.datadir import DataDirectory
from deploy.local.language import say
from deploy.local.memory import BUDGET_MIB, Memory
from deploy.local.readiness import get, reason_of
from deploy.local.servers import kafka_addresses, named_store, speaks_kafka

NOTHING_RUNS = 3
_SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class PartStatus:
    """`state` is ready, not-ready, no-answer or gone; `reason` says what the part itself says about it."""

    name: str
    pid: int
    port: int | None
    state: str
    reason: str
    memory: Memory | None


async def status(directory: DataDirectory, as_json: bool) -> int:
    """Exit code 0 where every part is ready, 1 where one is not, 3 where nothing runs.

    Where nothing runs on the directory and the environment names a store, it is said how that one is.
    """
    found = record.read(directory.supervisor) if directory.is_held() else None
    if found is None and named_store():
        return await _elsewhere(directory, as_json)
    if found is None:
        return _nothing_runs(directory, as_json)
    parts = await asyncio.gather(*(_look_at(part) for part in (found.supervisor, *found.parts)))
    total = total_of(parts)
    if as_json:
        print(json.dumps(as_document(found.url, directory, parts, total), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*table(parts), *summary(total), found.url]))
    return 0 if all(part.state == "ready" for part in parts) else 1


def _nothing_runs(directory: DataDirectory, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"running": False, "data": str(directory.root), "parts": []}))
    else:
        start = f"./tiendo up{directory.option}"
        print(
            say(
                f"không có gì chạy trên {directory.root}; hãy chạy {start}",
                f"nothing runs on {directory.root}; start it with {start}",
            )
        )
    return NOTHING_RUNS


async def _elsewhere(directory: DataDirectory, as_json: bool) -> int:
    from deploy.local import elsewhere

    seen = await elsewhere.look(directory)
    if as_json:
        print(json.dumps({"running": False, "data": str(directory.root), "parts": [], **asdict(seen)}, indent=1))
    else:
        print("\n".join(elsewhere.lines(seen)))
    return 0 if seen.well else 1


async def _look_at(part: record.Part) -> PartStatus:
    state, reason = await _state_of(part)
    weight = memory.of_process(part.pid) if state != "gone" else None
    return PartStatus(part.name, part.pid, part.port, state, reason, weight)


async def _state_of(part: record.Part) -> tuple[str, str]:
    if not record.is_alive(part):
        return "gone", say("đang khởi động lại", "being started again")
    if part.address:
        answers = await speaks_kafka(*kafka_addresses(part.address)[0])
        return "ready" if answers else "no-answer", part.address
    if part.port is None:
        return "ready", ""
    ready, health = await asyncio.gather(get(part.port, "/readyz"), get(part.port, "/healthz"))
    if ready.status == 200:
        return "ready", reason_of(ready.body)
    if ready.status:
        return "not-ready", reason_of(ready.body)
    return "no-answer", f"healthz {health.status}" if health.status else ""


def total_of(parts: list[PartStatus]) -> Memory:
    """The bus and the services: what the budget is about."""
    weights = [part.memory for part in parts if part.memory and part.name != _SUPERVISOR]
    return sum(weights, start=Memory(0.0, 0.0))


def as_document(url: str, directory: DataDirectory, parts: list[PartStatus], total: Memory) -> dict[str, Any]:
    return {
        "running": True,
        "url": url,
        "data": str(directory.root),
        "parts": [{**asdict(part), "memory": _in_mib(part.memory)} for part in parts],
        "total": {**_in_mib(total), "budget_mib": BUDGET_MIB, "within_budget": total.is_within_budget},
    }


def _in_mib(weight: Memory | None) -> dict[str, float | None]:
    if weight is None:
        return {"rss_mib": None, "pss_mib": None}
    return {"rss_mib": round(weight.rss, 1), "pss_mib": None if weight.pss is None else round(weight.pss, 1)}


def table(parts: list[PartStatus]) -> list[str]:
    """Columns: part, pid, port, state, RSS and PSS in MiB, reason."""
    head = (say("phần", "part"), "pid", say("cổng", "port"), say("tình trạng", "state"), "RSS MiB", "PSS MiB", "")
    rows = [
        (part.name, str(part.pid), str(part.port or ""), part.state, *_columns(part.memory), part.reason)
        for part in parts
    ]
    return [_row(*head), *(_row(*row) for row in rows)]


def summary(total: Memory) -> list[str]:
    rss, pss = _columns(total)
    verdict = say("trong mức", "within") if total.is_within_budget else say("VƯỢT mức", "ABOVE")
    budget = f"{verdict} {say('cho phép', 'the budget of')} {BUDGET_MIB:.0f} MiB"
    legend = say(
        "PSS tính trang nhớ dùng chung một lần (mức cho phép tính theo PSS); RSS tính ở từng tiến trình",
        "PSS counts a page that processes share once, and is held against the budget; RSS counts it in each of them",
    )
    return [_row(say("bus và dịch vụ", "bus+services"), "", "", "", rss, pss, budget), "", legend]


def _columns(weight: Memory | None) -> tuple[str, str]:
    if weight is None:
        return "-", "-"
    return f"{weight.rss:.1f}", "-" if weight.pss is None else f"{weight.pss:.1f}"


def _row(*columns: str) -> str:
    part, pid, port, state, rss, pss, reason = columns
    return f"{part:<14} {pid:>8} {port:>6}  {state:<10} {rss:>8} {pss:>8}  {reason}".rstrip()
