"""How fast read models are built anew: `./tiendo bench rebuild [--tasks 20000]`.

Writes the journal of one province, starts an installation on it, and rebuilds reporting and then notifications as
`./tiendo rebuild` does, each alone. The baseline of the same run reads the same journal through the same door and parses it.
"""

import argparse
import asyncio
import re
import tempfile
import time
from pathlib import Path

import uvloop

from benchmarks._figures import print_machine
from benchmarks._journals import prepare
from benchmarks._processes import processor_seconds
from deploy.local import keys
from deploy.local.datadir import DataDirectory
from deploy.local.internal import Door
from shared.chassis.clients import JournalClient, client
from shared.events import Event
from shared.tenancy import TenantId
from tests.stacks.tiendo import Tiendo, running

_TENANT = TenantId("bench")
_PAGE = 2_000
_LOOK_SECONDS = 0.05
_SERVICES = ("reporting", "notifications")
_IS_LEVEL = re.compile(rf'^tiendo_subscription_lag_events{{.*tenant="{_TENANT}".*}} 0\.0$', re.MULTILINE)


async def _read_and_parse(tiendo: Tiendo, events: int) -> float:
    """Seconds."""
    secret = keys.internal_key(DataDirectory(tiendo.data).keys).read_text().strip()
    async with client(tiendo.urls()["tasks"], timeout=60) as http:
        journal = JournalClient(http, secret)
        started, position = time.perf_counter(), 0
        while position < events:
            position = [Event.from_json(body) for body in await journal.read(_TENANT, position, _PAGE)][-1].sequence
        return time.perf_counter() - started


async def _rebuilt(door: Door) -> tuple[float, float]:
    """Seconds until it was built, and until it was compared and live."""
    started, built = time.perf_counter(), 0.0
    await door.post("/internal/rebuild", {"tenant": _TENANT, "switch": False, "anew": True})
    while True:
        (item,) = (await door.get("/internal/rebuild", tenant=_TENANT))["rebuilds"]
        now = time.perf_counter() - started
        built = built or (now if item["stage"] != "building" else 0.0)
        if item["stage"] == "done":
            return built, now
        assert item["active"], item
        await asyncio.sleep(_LOOK_SECONDS)


async def _level(url: str) -> None:
    """The live read model has heard everything, so that the rebuild is measured alone."""
    async with client(url) as http:
        while True:
            if _IS_LEVEL.search((await http.get("/metrics")).text):
                return
            await asyncio.sleep(_LOOK_SECONDS)


async def _measure(tiendo: Tiendo, events: int) -> None:
    started = time.perf_counter()
    await asyncio.gather(*(_level(tiendo.urls()[service]) for service in _SERVICES))
    print(
        f"first build of both, side by side   {events / (time.perf_counter() - started):8,.0f} events/s after readiness"
    )
    plain = await _read_and_parse(tiendo, events)
    print(f"reading and parsing the journal     {events / plain:8,.0f} events/s")
    for service in _SERVICES:
        door = Door(service, DataDirectory(tiendo.data))
        before = processor_seconds(tiendo.pids())[service]
        built, live = await _rebuilt(door)
        spent = processor_seconds(tiendo.pids())[service] - before
        print(
            f"{service:<13} built               {events / built:8,.0f} events/s   ratio {plain / built:.2f}   "
            f"compared and live {events / live:,.0f} events/s   {spent / events * 1e6:.0f} µs of processor time an event"
        )
        await door.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench rebuild")
    parser.add_argument("--tasks", type=int, default=20_000)
    tasks = parser.parse_args().tasks
    with tempfile.TemporaryDirectory() as folder:
        events = prepare(Path(folder), {_TENANT: tasks})[_TENANT]
        print_machine()
        print(f"one province, {tasks:,} tasks, {events:,} events:")
        with running(Path(folder), demo=False) as tiendo:
            uvloop.run(_measure(tiendo, events))
    print("budget: 10,000 events/s per process")


if __name__ == "__main__":
    main()
