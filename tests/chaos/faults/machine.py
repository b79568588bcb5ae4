"""The machine misbehaves towards one process: it stands still, is slow, has the wrong time, or may not write any more."""

import asyncio
import resource
import signal
import time
from functools import partial

from deploy.local.record import Part, is_alive
from tests.chaos.harm import Harm, Missed
from tests.chaos.patience import comes_true
from tests.chaos.schedule import SERVICES, Fault

_STANDING, _RUNNING = 0.4, 0.1  # seconds: a consumer that gets a fifth of its time
_LONGEST_END = 30.0


async def pause(harm: Harm, fault: Fault) -> None:
    """SIGSTOP for longer than the publisher's lease and any timeout, then SIGCONT."""
    part = await harm.alive(fault.target)
    if not harm.installation.signal(part, signal.SIGSTOP):
        raise Missed("ended by something else")
    harm.note(fault)
    try:
        await asyncio.sleep(fault.seconds)
    finally:
        harm.installation.signal(part, signal.SIGCONT)


async def slow_consumer(harm: Harm, fault: Fault) -> None:
    """Whatever process the part is at the moment: it stands still four fifths of the time."""
    await harm.alive(fault.target)
    harm.note(fault)
    deadline = time.monotonic() + fault.seconds
    while time.monotonic() < deadline:
        if part := harm.installation.part(fault.target):
            harm.installation.signal(part, signal.SIGSTOP)
            try:
                await asyncio.sleep(_STANDING)
            finally:
                harm.installation.signal(part, signal.SIGCONT)
        await asyncio.sleep(_RUNNING)


async def clock_skew(harm: Harm, fault: Fault) -> None:
    """The process reads its clock through tests.chaos.points, which adds what stands in the switch."""
    switch = harm.installation.directory.switches / f"{fault.target}.clock"
    draft = switch.with_name(f".{switch.name}")
    draft.write_text(fault.detail)
    draft.rename(switch)
    harm.note(fault, f"{fault.detail} s for {fault.seconds} s")
    try:
        await asyncio.sleep(fault.seconds)
    finally:
        switch.unlink(missing_ok=True)


async def disk_full(harm: Harm, fault: Fault) -> None:
    """From now on no file of the process grows or changes (RLIMIT_FSIZE 0), as on a disk without a free byte."""
    part = await harm.alive(fault.target)
    try:
        _, most = resource.prlimit(part.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(part.pid, resource.RLIMIT_FSIZE, (0, most))
    except (ProcessLookupError, PermissionError) as problem:
        raise Missed(type(problem).__name__) from problem
    harm.note(fault)
    try:
        await asyncio.sleep(fault.seconds)
    finally:
        if is_alive(part):
            resource.prlimit(part.pid, resource.RLIMIT_FSIZE, (most, most))


async def rolling_restart(harm: Harm, fault: Fault) -> None:
    """SIGTERM to one service after the other, each when the one before is ready again."""
    harm.note(fault)
    for name in SERVICES:
        part = harm.installation.part(name)
        if part is None:
            continue
        await harm.keep_metrics(part)
        began = time.monotonic()
        if harm.installation.signal(part, signal.SIGTERM):
            harm.note_exit(name, await _seconds_to_end(harm, part, began))
            harm.watch_process(part)
            await comes_true(partial(harm.installation.is_ready, name), _LONGEST_END)


async def _seconds_to_end(harm: Harm, part: Part, began: float) -> float | None:
    async def has_ended() -> bool:
        return not is_alive(part)

    if await comes_true(has_ended, _LONGEST_END):
        return round(time.monotonic() - began, 2)
    harm.installation.signal(part, signal.SIGKILL)
    return None


KINDS = {
    "pause": pause,
    "slow-consumer": slow_consumer,
    "clock-skew": clock_skew,
    "disk-full": disk_full,
    "rolling-restart": rolling_restart,
}
