"""A process that writes until it is killed: `python -m tests.contract.storage.busy_writer DIR ROUND`.

It says each acknowledged write on a line of its own: `insert ID`, `batch ID`, `count N`.
"""

import asyncio
import os
import sys
from itertools import count

from shared.storage import Collection, StaleRevision, Store, connect
from tests.contract.storage.cast import HANOI, SPECS, TASKS, a_task


def acknowledge(what: str, which: object) -> None:
    os.write(1, f"{what} {which}\n".encode())


async def insert_singly(tasks: Collection, mark: str) -> None:
    for number in count():
        key = f"{mark}-{number}"
        await tasks.insert(a_task(key, due_at=f"2024-{number % 12:02d}"))
        acknowledge("insert", key)


async def insert_in_batches(tasks: Collection, mark: str) -> None:
    for number in count():
        key = f"{mark}-{number}"
        await tasks.insert_many([a_task(f"{key}-{part}") for part in range(10)])
        acknowledge("batch", key)


async def increment(tasks: Collection) -> None:
    while True:
        counter = await tasks.get("counter") or await tasks.insert(a_task("counter", count=0))
        try:
            changed = await tasks.replace({**counter, "count": counter["count"] + 1}, counter["revision"])
        except StaleRevision:
            continue
        acknowledge("count", changed["count"])


async def write_for_ever(store: Store, run: str) -> None:
    await store.open(SPECS)
    tasks = store.collection(TASKS, HANOI)
    singles = [insert_singly(tasks, f"single-{run}-{caller}") for caller in range(6)]
    batches = [insert_in_batches(tasks, f"batch-{run}-{caller}") for caller in range(2)]
    await asyncio.gather(increment(tasks), *singles, *batches)


if __name__ == "__main__":
    asyncio.run(write_for_ever(connect(f"sqlite://{sys.argv[1]}", "killed"), sys.argv[2]))
