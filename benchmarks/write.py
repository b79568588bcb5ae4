"""How many status changes a second the installation takes: `./tiendo bench write [--clients 16] [--seconds 10]`.

Starts an installation of its own; clients change tasks through the gateway, each as soon as its last change is answered
(closed loop). The baseline of the same run is the same clients asking the gateway for a page that does nothing.
"""

import argparse
import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson
import uvloop

from benchmarks._connection import Connection
from benchmarks._figures import milliseconds, print_machine
from benchmarks._processes import processor_seconds
from tests.stacks.tiendo import Tiendo, running

_UNIT = "NA-STP"
_TASKS_EACH = 10
Request = Callable[[Connection, int, int], Awaitable[None]]


def _task(client: int, number: int) -> str:
    return f"BENCH-{client}-{number % _TASKS_EACH}"


async def _register(connection: Connection, client: int) -> None:
    place = {"plan": "NA-KH-2024", "group": "NA-G03", "kind": "roadmap", "lead_unit": _UNIT}
    for number in range(_TASKS_EACH):
        task = {"id": _task(client, number), "title_vi": f"Việc đo số {number}", **place}
        answer = await connection.request("POST", "/v1/nghe-an/tasks", orjson.dumps(task))
        assert answer.status == 201, answer


async def _change(connection: Connection, client: int, number: int) -> None:
    to = "in_progress" if number // _TASKS_EACH % 2 == 0 else "on_hold"
    path = f"/v1/nghe-an/tasks/{_task(client, number)}/status"
    answer = await connection.request("POST", path, orjson.dumps({"to": to, "reason": "đo"}))
    assert answer.status == 200, answer


async def _do_nothing(connection: Connection, client: int, number: int) -> None:
    answer = await connection.request("GET", "/healthz")
    assert answer.status == 200, answer


async def _keep_asking(request: Request, connection: Connection, client: int, until: float) -> list[float]:
    """Seconds per answer."""
    taken: list[float] = []
    for number in itertools.count():
        started = time.perf_counter()
        if started >= until:
            return taken
        await request(connection, client, number)
        taken.append(time.perf_counter() - started)
    raise AssertionError("unreachable")


async def _together(request: Request, connections: list[Connection], seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    lanes = (_keep_asking(request, connection, client, until) for client, connection in enumerate(connections))
    return [taken for lane in await asyncio.gather(*lanes) for taken in lane]


async def _measure(tiendo: Tiendo, clients: int, seconds: float) -> None:
    token = tiendo.token("nghe-an", "standing_officer")
    connections = [await Connection.open(tiendo.url, token) for _ in range(clients)]
    for client, connection in enumerate(connections):
        await _register(connection, client)
    bare = await _together(_do_nothing, connections, seconds / 3)
    before = processor_seconds(tiendo.pids())
    changes = await _together(_change, connections, seconds)
    spent = {part: after - before[part] for part, after in processor_seconds(tiendo.pids()).items()}
    rate, bare_rate = len(changes) / seconds, len(bare) / (seconds / 3)
    print(f"status changes  {rate:8.0f}/s   {milliseconds(changes)}")
    print(f"empty requests  {bare_rate:8.0f}/s   {milliseconds(bare)}   ratio {rate / bare_rate:.2f}")
    print(
        "processor time per change, ms:", *(f"{part} {cost / len(changes) * 1e3:.2f}" for part, cost in spent.items())
    )
    for connection in connections:
        await connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench write")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    wanted = parser.parse_args()
    print_machine()
    print(f"{wanted.clients} clients for {wanted.seconds:.0f} s ({os.environ.get('TIENDO_KAFKA', 'embedded bus')}):")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as tiendo:
        uvloop.run(_measure(tiendo, wanted.clients, wanted.seconds))


if __name__ == "__main__":
    main()
