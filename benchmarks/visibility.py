"""How long after its 2xx a change is seen: `./tiendo bench visibility [--seconds 20] [--rate 100]`.

Starts an installation of its own, moves tasks through the gateway at a steady rate (open loop), and watches three readers:
the event stream, the overview and the inbox. Times are from the client's receipt of the 2xx to its receipt of the view.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from benchmarks._figures import milliseconds, print_machine
from tests.stacks.tiendo import Tiendo, running

_TASKS = 200
_PAUSE = 0.025  # between two looks of a polling reader: more would measure the load of looking
_GROUP = {"plan": "NA-KH-2024", "group": "NA-G03", "kind": "roadmap", "lead_unit": "NA-STP"}
_HEAD = ("nghe-an", "unit_head", "NA-STP")


@dataclass(slots=True)
class Seen:
    """When each number was acknowledged, and when each reader had first seen up to it."""

    acknowledged: dict[int, float] = field(default_factory=dict)
    by_reader: dict[str, list[tuple[float, int]]] = field(default_factory=dict)

    def note(self, reader: str, sequence: int) -> None:
        self.by_reader.setdefault(reader, []).append((time.perf_counter(), sequence))

    def delays(self, reader: str) -> list[float]:
        """Seconds per acknowledged number; a reader that was faster than the 2xx counts as zero."""
        notes = iter(self.by_reader[reader])
        moment, reached = next(notes)
        delays = []
        for sequence, answered in sorted(self.acknowledged.items()):
            while reached < sequence:
                moment, reached = next(notes)
            delays.append(max(0.0, moment - answered))
        return delays


def _client(tiendo: Tiendo, *who: str) -> httpx2.AsyncClient:
    headers = {"authorization": f"Bearer {tiendo.token(*who)}"}
    return httpx2.AsyncClient(base_url=tiendo.url, headers=headers, timeout=30, trust_env=False)


async def _register(client: httpx2.AsyncClient) -> int:
    last = 0
    for number in range(_TASKS):
        body = {"id": f"BENCH-{number}", "title_vi": f"Việc đo số {number}", **_GROUP}
        answer = await client.post("/v1/nghe-an/tasks", json=body)
        answer.raise_for_status()
        last = answer.json()["sequence"]
    return last


async def _load(client: httpx2.AsyncClient, seen: Seen, rate: int, seconds: int) -> None:
    """Open loop: a change is sent when it is due, whether or not earlier ones are answered."""

    async def change(number: int) -> None:
        to = "in_progress" if number // _TASKS % 2 == 0 else "on_hold"
        path = f"/v1/nghe-an/tasks/BENCH-{number % _TASKS}/status"
        answer = await client.post(path, json={"to": to, "reason": "đo"})
        answer.raise_for_status()
        seen.acknowledged[answer.json()["sequence"]] = time.perf_counter()

    start, running_changes = time.perf_counter(), []
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
        running_changes.append(asyncio.create_task(change(number)))
    await asyncio.gather(*running_changes)


async def _listen(client: httpx2.AsyncClient, seen: Seen, after: int) -> None:
    headers = {"Last-Event-ID": str(after)}
    async with client.stream("GET", "/v1/nghe-an/stream", headers=headers, timeout=None) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("id:"):
                seen.note("stream", int(line[3:]))


async def _poll(client: httpx2.AsyncClient, path: str, note: Callable[[Any], None]) -> None:
    while True:
        answer = await client.get(path)
        note(json.loads(answer.content))
        await asyncio.sleep(_PAUSE)


async def _measure(tiendo: Tiendo, rate: int, seconds: int) -> Seen:
    seen = Seen()
    async with _client(tiendo, *_HEAD) as head, _client(tiendo, "nghe-an", "standing_officer") as standing:
        after = await _register(standing)
        readers = [
            asyncio.create_task(_listen(standing, seen, after)),
            asyncio.create_task(
                _poll(standing, "/v1/nghe-an/overview", lambda view: seen.note("overview", view["sequence"] or 0))
            ),
            asyncio.create_task(
                _poll(head, "/v1/nghe-an/inbox?limit=1", lambda page: seen.note("inbox", page["items"][0]["sequence"]))
            ),
        ]
        await _load(head, seen, rate, seconds)
        newest = max(seen.acknowledged)
        async with asyncio.timeout(60):
            while any(notes[-1][1] < newest for notes in seen.by_reader.values()):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench visibility")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=100, help="changes a second")
    wanted = parser.parse_args()
    stack = os.environ.get("TIENDO_KAFKA", "embedded bus")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as tiendo:
        seen = asyncio.run(_measure(tiendo, wanted.rate, wanted.seconds))
    print_machine()
    print(f"{wanted.rate} changes a second for {wanted.seconds} s through the gateway ({stack}); 2xx → seen:")
    for reader in seen.by_reader:
        print(f"  {reader:<9} {milliseconds(seen.delays(reader))}")
    print("budget: p50 ≤ 50 ms, p99 ≤ 250 ms for the overview and the stream")


if __name__ == "__main__":
    main()
