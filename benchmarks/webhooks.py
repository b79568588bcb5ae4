"""How long after its 2xx a change arrives at an integrator: `./tiendo bench webhooks [--seconds 20] [--rate 100]`.

Starts an installation of its own with one endpoint on this machine, moves tasks through the gateway at a steady rate (open
loop), and notes when each event arrives there. `--endpoints 10`: each of them gets every event.
"""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx2

from benchmarks._figures import milliseconds, print_machine
from benchmarks._processes import processor_seconds
from tests.e2e.waiting import until
from tests.stacks.receiver import Receiver, receiving
from tests.stacks.tiendo import Tiendo, running

_TASKS = 200
_WORK = {"plan": "NA-KH-2024", "group": "NA-G03", "kind": "roadmap", "lead_unit": "NA-STP"}
_ENVIRONMENT = {"TIENDO_WEBHOOK_ALLOWED": "127.0.0.1/32", "TIENDO_WEBHOOK_HTTP": "true"}
_HOOKS = "/v1/nghe-an/subscriptions"


def _subscribe(client: httpx2.Client, receiver: Receiver, endpoints: int) -> None:
    for number in range(endpoints):
        wish: dict[str, Any] = {"url": receiver.url(f"/{number}"), "types": ["vn.tiendo.task.status-changed.v1"]}
        made = client.post(_HOOKS, json=wish).raise_for_status().json()
        proved = client.post(f"{_HOOKS}/{made['id']}/verification").raise_for_status().json()
        assert proved["verified"]


def _register(client: httpx2.Client) -> None:
    for number in range(_TASKS):
        body = {"id": f"BENCH-{number}", "title_vi": f"Việc đo số {number}", **_WORK}
        client.post("/v1/nghe-an/tasks", json=body).raise_for_status()


async def _load(tiendo: Tiendo, rate: int, seconds: int) -> dict[int, float]:
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
        for number in range(rate * seconds):
            await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
            under_way.append(asyncio.create_task(change(number)))
        await asyncio.gather(*under_way)
    return acknowledged


def _arrived(receiver: Receiver, acknowledged: dict[int, float], endpoints: int) -> list[float]:
    """Seconds from the 2xx to each arrival; one that came before its 2xx counts as zero."""
    wanted = [(f"/{number}", sequence) for number in range(endpoints) for sequence in acknowledged]
    until(lambda: all(receiver.arrived(path, sequence) for path, sequence in wanted), 120)
    arrivals = ((receiver.arrived(path, sequence), sequence) for path, sequence in wanted)
    return [max(0.0, arrival.at - acknowledged[sequence]) for arrival, sequence in arrivals if arrival is not None]


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench webhooks")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=100, help="changes a second")
    parser.add_argument("--endpoints", type=int, default=1)
    wanted = parser.parse_args()
    stack = os.environ.get("TIENDO_KAFKA", "embedded bus")
    with (
        tempfile.TemporaryDirectory() as folder,
        receiving() as receiver,
        running(Path(folder), environment=_ENVIRONMENT) as tiendo,
        tiendo.client("nghe-an", "standing_officer") as standing,
    ):
        _register(standing)
        _subscribe(standing, receiver, wanted.endpoints)
        before = processor_seconds(tiendo.pids())["notifications"]
        acknowledged = asyncio.run(_load(tiendo, wanted.rate, wanted.seconds))
        delays = _arrived(receiver, acknowledged, wanted.endpoints)
        spent = processor_seconds(tiendo.pids())["notifications"] - before
    print_machine()
    print(
        f"{wanted.rate} changes a second for {wanted.seconds} s through the gateway ({stack}), {wanted.endpoints} endpoint(s):"
    )
    print(f"  2xx → arrival  {milliseconds(delays)}")
    print(
        f"  notifications spent {1_000 * spent / len(delays):.1f} ms of processor time for each delivery, folding included"
    )


if __name__ == "__main__":
    main()
