"""Single processes end: by SIGKILL at any moment, or by themselves at a named point of the code."""

import signal

from tests.chaos.harm import Harm, Missed
from tests.chaos.patience import comes_true
from tests.chaos.schedule import AT_ONCE, Fault


async def kill(harm: Harm, fault: Fault) -> None:
    """A quarter of them does not wait until everything is back from the kill before."""
    if fault.detail != AT_ONCE:
        await harm.everything_works()
    part = await harm.alive(fault.target)
    await harm.keep_metrics(part)
    if not harm.installation.signal(part, signal.SIGKILL):
        raise Missed("ended by something else")
    harm.note(fault)
    harm.watch_process(part)


async def crash_point(harm: Harm, fault: Fault) -> None:
    """Arms the point by writing its switch; the process takes the switch away just before it ends itself."""
    await harm.everything_works()
    part = await harm.alive(fault.target)
    switch = harm.installation.directory.switches / fault.target
    if switch.exists():
        raise Missed("another point is armed")
    draft = switch.with_name(f".{switch.name}")
    draft.write_text(fault.detail)
    draft.rename(switch)

    async def is_taken() -> bool:
        return not switch.exists()

    await comes_true(is_taken, fault.seconds)
    if _disarmed(harm, fault.target):
        raise Missed("the point was not passed often enough")
    harm.note(fault)
    harm.watch_process(part)


def _disarmed(harm: Harm, service: str) -> bool:
    """False where the process was faster."""
    try:
        (harm.installation.directory.switches / service).unlink()
    except FileNotFoundError:
        return False
    return True


KINDS = {"kill": kill, "crash-point": crash_point}
