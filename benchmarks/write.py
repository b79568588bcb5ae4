"""How many status changes a second the installation takes: `./tiendo bench write [--clients 16] [--seconds 10]`.

Starts an installation of its own; clients change tasks, each as soon as its last change is answered (closed loop): through
the gateway with everything running, and at the service alone while the others stand still. The baselines of the same run are
the same clients at a bare route that does one durable write, and at a page of the gateway that does nothing.
"""

import argparse
import asyncio
import itertools
import os
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import uvloop

from benchmarks._bare import bare_service
from benchmarks._connection import Connection
from benchmarks._figures import milliseconds, print_machine
from benchmarks._processes import processor_seconds
from tests.stacks.tiendo import Tiendo, running

_UNIT = "NA-STP"
_TASKS_EACH = 10
Request = Callable[[Connection, int, int], Awaitable[None]]


class Tasks:
    """Some tasks for each client, which it moves to and fro."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _id(self, client: int, number: int) -> str:
        return f"{self._name}-{client}-{number % _TASKS_EACH}"

    async def register(self, officer: Connection, clients: int) -> None:
        place = {"plan": "NA-KH-2024", "group": "NA-G03", "kind": "roadmap", "lead_unit": _UNIT}
        for client, number in itertools.product(range(clients), range(_TASKS_EACH)):
            task = {"id": self._id(client, number), "title_vi": f"Việc đo số {number}", **place}
            answer = await officer.request("POST", "/v1/nghe-an/tasks", orjson.dumps(task))
            assert answer.status == 201, answer

    async def change(self, connection: Connection, client: int, number: int) -> None:
        to = "in_progress" if number // _TASKS_EACH % 2 == 0 else "on_hold"
        path = f"/v1/nghe-an/tasks/{self._id(client, number)}/status"
        answer = await connection.request("POST", path, orjson.dumps({"to": to, "reason": "đo"}))
        assert answer.status == 200, answer


async def _do_nothing(connection: Connection, client: int, number: int) -> None:
    answer = await connection.request("GET", "/healthz")
    assert answer.status == 200, answer


async def _only_write(connection: Connection, client: int, number: int) -> None:
    answer = await connection.request("POST", "/changes", orjson.dumps({"to": "in_progress", "reason": "đo"}))
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


class Load:
    """So many clients for so long."""

    def __init__(self, clients: int, seconds: float) -> None:
        self._clients = clients
        self.seconds = seconds

    async def rate(self, name: str, url: str, token: str, request: Request) -> float:
        """Answers a second; prints them with their latency."""
        connections = [await Connection.open(url, token) for _ in range(self._clients)]
        until = time.perf_counter() + self.seconds
        lanes = (_keep_asking(request, connection, client, until) for client, connection in enumerate(connections))
        taken = [seconds for lane in await asyncio.gather(*lanes) for seconds in lane]
        for connection in connections:
            await connection.close()
        print(f"  {name:<38} {len(taken) / self.seconds:8,.0f}/s   {milliseconds(taken)}")
        return len(taken) / self.seconds


@contextmanager
def _standing_still(pids: Iterable[int]) -> Iterator[None]:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def _measure(tiendo: Tiendo, bare: str, load: Load, clients: int) -> None:
    token = tiendo.token("nghe-an", "standing_officer")
    many, lone = Tasks("MANY"), Tasks("LONE")
    officer = await Connection.open(tiendo.url, token)
    for tasks in (many, lone):
        await tasks.register(officer, clients)
    await officer.close()
    before = processor_seconds(tiendo.pids())
    whole = await load.rate("changes, everything running", tiendo.url, token, many.change)
    spent = {part: after - before[part] for part, after in processor_seconds(tiendo.pids()).items()}
    nothing = await load.rate("empty requests to the gateway", tiendo.url, token, _do_nothing)
    others = [pid for part, pid in tiendo.pids().items() if part in {"gateway", "notifications", "reporting"}]
    with _standing_still(others):
        alone = await load.rate("changes, tasks alone", tiendo.urls()["tasks"], token, lone.change)
        written = await load.rate("bare route with one durable write", bare, token, _only_write)
    print(
        f"ratio: everything / empty {whole / nothing:.2f}   tasks alone / bare route {alone / written:.2f}   (budget ≥ 0.50)"
    )
    changes = whole * load.seconds
    print("processor time per change, ms:", *(f"{part} {cost / changes * 1e3:.2f}" for part, cost in spent.items()))


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench write")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    wanted = parser.parse_args()
    print_machine()
    print(f"{wanted.clients} clients for {wanted.seconds:.0f} s ({os.environ.get('TIENDO_KAFKA', 'embedded bus')}):")
    load = Load(wanted.clients, wanted.seconds)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as tiendo, bare_service(Path(folder)) as bare:
        uvloop.run(_measure(tiendo, bare, load, wanted.clients))


if __name__ == "__main__":
    main()
