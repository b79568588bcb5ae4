"""How long after its 2xx a change arrives at an integrator: `./tiendo bench webhooks [--seconds 20] [--rate 100]`.

Starts an installation of its own with one endpoint on this machine, moves tasks through the gateway at a steady rate (open
loop), and notes when each event arrives there. `--endpoints 10`: each of them gets every event. `--sick`: the same once more
beside endpoints that hang, answer 500, are gone, drip their answer, or send us elsewhere; the first run is the baseline.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx2

from benchmarks._figures import milliseconds, percentile, print_machine
from benchmarks._processes import processor_seconds
from tests.e2e.waiting import until
from tests.stacks.receiver import Receiver, answers, drips, for_events, hangs, receiving
from tests.stacks.tiendo import Tiendo, running

_TASKS = 200
_WORK = {"plan": "NA-KH-2024", "group": "NA-G03", "kind": "roadmap", "lead_unit": "NA-STP"}
_ENVIRONMENT = {
    "TIENDO_WEBHOOK_ALLOWED": "127.0.0.1/32",
    "TIENDO_WEBHOOK_HTTP": "true",
    "TIENDO_WEBHOOK_LIMIT": "200",
}
_HOOKS = "/v1/nghe-an/subscriptions"


_SICK = {
    "/hangs": hangs,
    "/fails": answers(500),
    "/gone": answers(410),
    "/drips": drips,
    "/redirects": answers(302, "location: http://127.0.0.1:1/\r\n"),
}


def _subscribe(client: httpx2.Client, receiver: Receiver, paths: Iterable[str]) -> None:
    for path in paths:
        wish: dict[str, Any] = {"url": receiver.url(path), "types": ["vn.tiendo.task.status-changed.v1"]}
        made = client.post(_HOOKS, json=wish).raise_for_status().json()
        proved = client.post(f"{_HOOKS}/{made['id']}/verification").raise_for_status().json()
        assert proved["verified"]


def _register(client: httpx2.Client) -> None:
    for number in range(_TASKS):
        body = {"id": f"BENCH-{number}", "title_vi": f"Việc đo số {number}", **_WORK}
        client.post("/v1/nghe-an/tasks", json=body).raise_for_status()


async def _load(tiendo: Tiendo, rate: int, numbers: range) -> dict[int, float]:
    """Open loop: a change is sent when it is due, whether or not earlier ones are answered. When each was acknowledged."""
    acknowledged: dict[int, float] = {}
    headers = {"authorization": f"Bearer {tiendo.token('nghe-an', 'unit_head', 'NA-STP')}"}
    async with httpx2.AsyncClient(base_url=tiendo.url, headers=headers, timeout=30, trust_env=False) as client:

        async def change(number: int) -> None:
            to = "in_progress" if number // _TASKS % 2 == 0 else "on_hold"
            path = f"/v1/nghe-an/tasks/BENCH-{number % _TASKS}/status"
            answer = await client.post(path, json={"to": to, "reason": "đo"})
            answer.raise_for_status()
            acknowledged[answer.json()["sequence"]] = time.monotonic()

        start, under_way = time.monotonic(), []
        for turn, number in enumerate(numbers):
            await asyncio.sleep(max(0.0, start + turn / rate - time.monotonic()))
            under_way.append(asyncio.create_task(change(number)))
        await asyncio.gather(*under_way)
    return acknowledged


def _arrived(receiver: Receiver, acknowledged: dict[int, float], endpoints: int) -> list[float]:
    """Seconds from the 2xx to each arrival; one that came before its 2xx counts as zero."""
    wanted = [(f"/{number}", sequence) for number in range(endpoints) for sequence in acknowledged]
    until(lambda: all(receiver.arrived(path, sequence) for path, sequence in wanted), 120)
    arrivals = ((receiver.arrived(path, sequence), sequence) for path, sequence in wanted)
    return [max(0.0, arrival.at - acknowledged[sequence]) for arrival, sequence in arrivals if arrival is not None]


def _measure(tiendo: Tiendo, receiver: Receiver, wanted: argparse.Namespace, turn: int = 0) -> list[float]:
    """Seconds from the 2xx to each arrival at the healthy endpoints."""
    before = processor_seconds(tiendo.pids())["notifications"]
    count = wanted.rate * wanted.seconds
    acknowledged = asyncio.run(_load(tiendo, wanted.rate, range(turn * count, (turn + 1) * count)))
    delays = _arrived(receiver, acknowledged, wanted.endpoints)
    spent = 1_000 * (processor_seconds(tiendo.pids())["notifications"] - before) / len(delays)
    print(f"  2xx → arrival  {milliseconds(delays)}")
    print(f"  notifications spent {spent:.1f} ms of processor time for each delivery, folding included")
    return delays


def _fall_sick(client: httpx2.Client, receiver: Receiver) -> None:
    for path, manner in _SICK.items():
        receiver.manners[path] = for_events(manner)
        _subscribe(client, receiver, [path])


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench webhooks")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=100, help="changes a second")
    parser.add_argument("--endpoints", type=int, default=1)
    parser.add_argument("--sick", action="store_true", help="once more, beside endpoints that hang, fail, drip, …")
    wanted = parser.parse_args()
    stack = os.environ.get("TIENDO_KAFKA", "embedded bus")
    with (
        tempfile.TemporaryDirectory() as folder,
        receiving() as receiver,
        running(Path(folder), environment=_ENVIRONMENT) as tiendo,
        tiendo.client("nghe-an", "standing_officer") as standing,
    ):
        _register(standing)
        _subscribe(standing, receiver, [f"/{number}" for number in range(wanted.endpoints)])
        print_machine()
        load = f"{wanted.rate} changes a second for {wanted.seconds} s through the gateway ({stack})"
        print(f"{load}, {wanted.endpoints} endpoint(s):")
        alone = _measure(tiendo, receiver, wanted)
        if wanted.sick:
            _fall_sick(standing, receiver)
            print(f"  and {len(_SICK)} sick ones:")
            ratio = percentile(_measure(tiendo, receiver, wanted, 1), 0.99) / percentile(alone, 0.99)
            print(f"ratio of p99: {ratio:.2f}; budget 1.2")


if __name__ == "__main__":
    main()
