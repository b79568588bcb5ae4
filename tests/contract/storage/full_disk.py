"""A process whose files may not grow: `python -m tests.contract.storage.full_disk DIR`. Prints what it met, one word a line."""

import asyncio
import resource
import sys

from shared.storage import Collection, StoreUnavailable, connect
from tests.contract.storage.cast import HANOI, SPECS, TASKS, a_task

_NO_MORE = 2_000_000


async def fill(tasks: Collection, caller: int) -> int:
    """Writes until the disk is full; how many documents were acknowledged."""
    for number in range(100_000):
        try:
            await tasks.insert(a_task(f"T-{caller}-{number}", note="x" * 4000))
        except StoreUnavailable:
            return number
    raise AssertionError("the limit was never met")


async def meet_a_full_disk(directory: str) -> None:
    store = connect(f"sqlite://{directory}", "full")
    await store.open(SPECS)
    tasks = store.collection(TASKS, HANOI)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_NO_MORE, most))
    acknowledged = sum(await asyncio.gather(*(fill(tasks, caller) for caller in range(8))))
    sys.stdout.write("unavailable\n")
    sys.stdout.write("kept\n" if await tasks.count({"unit": "police"}) == acknowledged else "lost\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await tasks.insert(a_task("afterwards"))
    sys.stdout.write("recovered\n")
    await store.close()


if __name__ == "__main__":
    asyncio.run(meet_a_full_disk(sys.argv[1]))
