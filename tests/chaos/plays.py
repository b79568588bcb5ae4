"""What happens in a run: the faults of the seed, or one of the scenarios that measure something."""

import asyncio
import time
from collections.abc import Sequence
from itertools import groupby

from tests.chaos.faults import inject
from tests.chaos.run import Run, say
from tests.chaos.schedule import Fault, draw


async def faults_of_the_seed(run: Run) -> None:
    """Load and faults side by side, as long as the load goes on."""
    wish = run.wish
    schedule = draw(wish.seed, wish.minutes, wish.stack)
    say(f"{len(schedule)} faults in {wish.minutes:g} min")
    async with asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(_play(run, schedule))
        await run.load.run(wish.rate, wish.minutes * 60)
        playing.cancel()


async def _play(run: Run, schedule: Sequence[Fault]) -> None:
    """A fault waits for the one before it in its lane."""
    start = time.monotonic()
    lanes = groupby(sorted(schedule, key=lambda fault: fault.lane), key=lambda fault: fault.lane)
    async with asyncio.TaskGroup() as tasks:
        for _, faults in lanes:
            tasks.create_task(_in_turn(run, list(faults), start))


async def _in_turn(run: Run, faults: Sequence[Fault], start: float) -> None:
    for fault in faults:
        await asyncio.sleep(max(0.0, start + fault.at - time.monotonic()))
        await inject(run.harm, fault)
