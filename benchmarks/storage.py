"""Figures of a store: `python -m benchmarks.storage [STORE_URL]`, by default SQLite in a temporary directory.

Documents of 1.2 kB in a table of 100,000 with three indexes; 32 concurrent callers, each of them get, change, replace.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable

from shared.storage import Collection, CollectionSpec, Document, Index, Order, connect
from shared.tenancy import TenantId

TASKS = CollectionSpec(
    "tasks",
    (Index(("unit", "due_at")), Index(("status", "due_at")), Index(("outbox_pending",), spanning=True)),
)
STORED = 100_000
CALLERS = 32
ROUNDS = 400


def a_task(number: int) -> Document:
    return {
        "id": f"T-{number:07d}",
        "unit": f"U-{number % 200}",
        "status": f"status_{number % 8}",
        "due_at": f"2024-{number % 12 + 1:02d}-28T16:59:59.999999Z",
        "outbox_pending": False,
        "title_vi": "Nhiệm vụ làm sạch dữ liệu dân cư " * 6,
        "legal_refs": [f"{each}/QĐ-TTg" for each in range(20)],
        "note": "x" * 400,
    }


async def fill(tasks: Collection) -> float:
    """Documents per second of insert_many in batches of 500."""
    batches = [[a_task(number) for number in range(start, start + 500)] for start in range(0, STORED, 500)]
    began = time.perf_counter()
    for batch in batches:
        await tasks.insert_many(batch)
    return STORED / (time.perf_counter() - began)


async def change(tasks: Collection, numbers: range, field: str) -> None:
    for number in random.sample(numbers, ROUNDS):
        task = await tasks.get(f"T-{number:07d}")
        if task is None:
            raise LookupError("a stored document was not found")
        task[field] = f"{field}_{task['revision']}"
        await tasks.replace(task, task["revision"])


async def changes(tasks: Collection, callers: int, field: str) -> float:
    """Get and replace per second, all over the table; each caller has documents of its own, so none loses a race."""
    began = time.perf_counter()
    await asyncio.gather(*(change(tasks, range(caller, STORED, callers), field) for caller in range(callers)))
    return callers * ROUNDS / (time.perf_counter() - began)


async def median_milliseconds(act: Callable[[], Awaitable[object]], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await act()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[times // 2] * 1000


async def measure(url: str) -> None:
    store = connect(url, "benchmark")
    await store.open([TASKS])
    tasks = store.collection(TASKS, TenantId("79"))
    print(f"insert_many of 500      {await fill(tasks):10,.0f} documents/s")
    for callers in (1, CALLERS):
        print(f"get + replace, {callers:2d} callers {await changes(tasks, callers, 'note'):8,.0f} /s")
    print(f"  that move an index    {await changes(tasks, CALLERS, 'status'):10,.0f} /s")
    print(f"get p50                 {await median_milliseconds(lambda: tasks.get('T-0000007'), 2000):10.3f} ms")
    page = await median_milliseconds(lambda: tasks.find({"unit": "U-7"}, Order("due_at"), limit=100), 100)
    print(f"page of 100 p50         {page:10.3f} ms")
    print(f"count of 500 p50        {await median_milliseconds(lambda: tasks.count({'unit': 'U-7'}), 100):10.3f} ms")
    await store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(measure(sys.argv[1] if len(sys.argv) > 1 else f"sqlite://{directory}"))
