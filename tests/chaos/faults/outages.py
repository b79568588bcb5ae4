"""The bus, the store or the whole installation is away for a while."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from deploy.local.parts import BUS
from tests.chaos.harm import Harm, Missed
from tests.chaos.patience import comes_true
from tests.chaos.proxy import Weather
from tests.chaos.schedule import Fault

_LOOK = 0.1
_BUS_SECONDS = 60.0
_START_TRIES = 20

Inject = Callable[[Harm, Fault], Awaitable[None]]


async def broker_bounce(harm: Harm, fault: Fault) -> None:
    """kill -9, and it stays away for `seconds`; then whatever was numbered meanwhile has to arrive."""
    servers = harm.installation.servers
    if servers.kafka is None:
        await _keep_bus_down(harm, fault)
    else:
        await servers.kill_kafka()
        harm.note(fault)
        await asyncio.sleep(fault.seconds)
        await servers.start_kafka()
    await harm.watch_level("bus")


async def _keep_bus_down(harm: Harm, fault: Fault) -> None:
    """The supervisor starts the embedded bus again at once, so each new one is stopped at birth until the time is over."""
    killed = await harm.alive(BUS)
    harm.note(fault)
    deadline = time.monotonic() + fault.seconds
    harm.installation.signal(killed, signal.SIGKILL)
    try:
        while time.monotonic() < deadline:
            if (born := harm.installation.part(BUS)) and born.birth != killed.birth:
                harm.installation.signal(born, signal.SIGSTOP)
            await asyncio.sleep(_LOOK)
    finally:
        if born := harm.installation.part(BUS):
            harm.installation.signal(born, signal.SIGCONT)

    async def is_back() -> bool:
        return harm.installation.kafka is not None

    await comes_true(is_back, _BUS_SECONDS)


async def broker_pause(harm: Harm, fault: Fault) -> None:
    """It takes connections and answers nothing."""
    kafka = harm.installation.servers.kafka
    pid = kafka.pid if kafka else (await harm.alive(BUS)).pid
    await _pause(harm, fault, pid)
    await harm.watch_level("bus")


async def store_bounce(harm: Harm, fault: Fault) -> None:
    """For its clients the server restarts: connections are reset, new ones refused. Its own process goes on, since this
    server keeps everything in memory, where a real one keeps it on disk."""
    async with harm.weather("mongo", Weather.CUT):
        harm.note(fault)
        await asyncio.sleep(fault.seconds)
    await harm.watch_level("store")


async def store_pause(harm: Harm, fault: Fault) -> None:
    mongo = harm.installation.servers.mongo
    await _pause(harm, fault, mongo.pid if mongo else None)
    await harm.watch_level("store")


async def _pause(harm: Harm, fault: Fault, pid: int | None) -> None:
    if pid is None:
        raise Missed("not running")
    os.kill(pid, signal.SIGSTOP)
    harm.note(fault)
    try:
        await asyncio.sleep(fault.seconds)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


async def installation_kill(harm: Harm, fault: Fault) -> None:
    """kill -9 of the supervisor takes everything with it."""
    await harm.installation.kill_parts()
    harm.note(fault)
    await _start_again(harm, fault)


async def installation_stop(harm: Harm, fault: Fault) -> None:
    """As Ctrl-C does, with whatever is broken at that moment."""
    for part in harm.installation.parts():
        await harm.keep_metrics(part)
    began = time.monotonic()
    try:
        await harm.installation.stop_parts()
        harm.note_exit("everything", round(time.monotonic() - began, 2))
    except subprocess.TimeoutExpired:
        harm.note_exit("everything", None)
        await harm.installation.kill_parts()
    harm.note(fault)
    await _start_again(harm, fault)


async def _start_again(harm: Harm, fault: Fault) -> None:
    await asyncio.sleep(fault.seconds)
    harm.recoveries.watch("installation", harm.installation.all_ready)
    await harm.installation.start_parts(_START_TRIES)


def _when_all_works(inject: Inject) -> Inject:
    async def later(harm: Harm, fault: Fault) -> None:
        await harm.everything_works()
        await inject(harm, fault)

    return later


_OUTAGES: dict[str, Inject] = {
    "broker-bounce": broker_bounce,
    "broker-outage": broker_bounce,
    "broker-pause": broker_pause,
    "store-bounce": store_bounce,
    "store-pause": store_pause,
    "installation-kill": installation_kill,
    "installation-stop": installation_stop,
}
KINDS = {kind: _when_all_works(inject) for kind, inject in _OUTAGES.items()}
