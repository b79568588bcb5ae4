"""How soon a change reaches many listeners: `./tiendo bench sse [--clients 1000] [--rate 5] [--seconds 15]`.

Starts an installation of its own. Listeners hold the stream of one province open while its tasks change at a modest rate
(open loop). A delay is from the 2xx of a change to its frame at a listener. The baseline of the same run is one listener.
"""

import argparse
import asyncio
import os
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import uvloop

from benchmarks._connection import Connection
from benchmarks._figures import milliseconds, percentile, print_machine
from benchmarks._processes import processor_seconds
from deploy.local.memory import of_process
from tests.stacks.tiendo import Tiendo, running

_TASKS = 20
_OPENING = 50  # connections that are made at once
_FRAME = re.compile(rb"(?:^|\n)id: (\d+)\n")
_LONGEST_FRAME_HEAD = 32
_PLACE = {"plan": "NA-KH-2024", "group": "NA-G03", "kind": "roadmap", "lead_unit": "NA-STP"}


class Listener(asyncio.Protocol):
    """One open stream: notes when each number came, and looks at nothing else. `lost` says that the stream has ended."""

    def __init__(self, request: bytes) -> None:
        self.arrivals: dict[int, float] = {}
        self.opened = asyncio.get_running_loop().create_future()
        self.lost = False
        self._request = request
        self._tail = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        text = self._tail + data
        for found in _FRAME.finditer(text):
            self.arrivals.setdefault(int(found[1]), now)
        self._tail = text[-_LONGEST_FRAME_HEAD:]
        if not self.opened.done() and b"retry:" in text:
            self.opened.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def close(self) -> None:
        if self._transport:
            self._transport.close()


@dataclass(slots=True)
class Phase:
    """When each number was acknowledged and when each listener had it; processor time in seconds, of the gateway."""

    listeners: Sequence[Listener]
    acknowledged: dict[int, float] = field(default_factory=dict)
    processor: float = 0.0

    @property
    def frames(self) -> int:
        return len(self.acknowledged) * len(self.listeners)

    @property
    def complete(self) -> bool:
        return all(self.acknowledged.keys() <= listener.arrivals.keys() for listener in self.listeners)

    def delays(self) -> list[float]:
        """A listener that was faster than the 2xx counts as zero."""
        answered = self.acknowledged.items()
        return [max(0.0, each.arrivals[number] - at) for each in self.listeners for number, at in answered]


async def _listen(url: str, token: str) -> Listener:
    address = urlsplit(url)
    request = f"GET /v1/nghe-an/stream HTTP/1.1\r\nhost: tiendo\r\nauthorization: Bearer {token}\r\n\r\n".encode()
    loop = asyncio.get_running_loop()
    _, listener = await loop.create_connection(lambda: Listener(request), str(address.hostname), address.port or 80)
    await listener.opened
    return listener


async def _open(tiendo: Tiendo, clients: int) -> list[Listener]:
    token, turns = tiendo.token("nghe-an", "standing_officer"), asyncio.Semaphore(_OPENING)

    async def in_turn() -> Listener:
        async with turns:
            return await _listen(tiendo.url, token)

    return list(await asyncio.gather(*(in_turn() for _ in range(clients))))


async def _register(officer: Connection) -> None:
    for number in range(_TASKS):
        task = {"id": f"BENCH-{number}", "title_vi": f"Việc đo số {number}", **_PLACE}
        answer = await officer.request("POST", "/v1/nghe-an/tasks", orjson.dumps(task))
        assert answer.status == 201, answer


async def _change(officer: Connection, number: int) -> int:
    """The number of its event."""
    to = "in_progress" if number // _TASKS % 2 == 0 else "on_hold"
    path = f"/v1/nghe-an/tasks/BENCH-{number % _TASKS}/status"
    answer = await officer.request("POST", path, orjson.dumps({"to": to, "reason": "đo"}))
    assert answer.status == 200, answer
    return int(orjson.loads(answer.body)["sequence"])


async def _phase(tiendo: Tiendo, officer: Connection, clients: int, moments: Sequence[float], first: int) -> Phase:
    """Changes at these seconds from now on, and a short quiet time to take the processor's measure at."""
    phase = Phase(await _open(tiendo, clients))
    gateway = {"gateway": tiendo.pids()["gateway"]}
    before, start = processor_seconds(gateway)["gateway"], time.perf_counter()
    for number, moment in enumerate(moments):
        await asyncio.sleep(max(0.0, start + moment - time.perf_counter()))
        sequence = await _change(officer, first + number)
        phase.acknowledged[sequence] = time.perf_counter()
    async with asyncio.timeout(60):
        while not phase.complete:
            await asyncio.sleep(0.01)
            assert not any(listener.lost for listener in phase.listeners), "a stream has ended"
    phase.processor = processor_seconds(gateway)["gateway"] - before
    return phase


def _print(name: str, phase: Phase) -> None:
    print(f"{name:<18} {milliseconds(phase.delays())}   gateway {phase.processor:.2f} s of processor time")


async def _measure(tiendo: Tiendo, clients: int, moments: Sequence[float]) -> None:
    officer = await Connection.open(tiendo.url, tiendo.token("nghe-an", "standing_officer"))
    await _register(officer)
    one = await _phase(tiendo, officer, 1, moments, 0)
    many = await _phase(tiendo, officer, clients, moments, len(moments))
    memory = of_process(tiendo.pids()["gateway"])
    print_machine()
    _print("one listener:", one)
    _print(f"{clients:,} listeners:", many)
    slower = percentile(many.delays(), 0.99) / percentile(one.delays(), 0.99)
    each = (many.processor - one.processor) / (many.frames - one.frames) * 1e6
    print(f"p99 ratio {slower:.1f}   {each:.0f} µs of the gateway's processor for one more frame")
    print(f"gateway holds {memory.rss if memory else float('nan'):.0f} MiB with {clients:,} streams")
    print("budget at 1,000: p99 ≤ 500 ms, ≤ 256 MiB")
    for listener in (*one.listeners, *many.listeners):
        listener.close()
    await officer.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench sse")
    parser.add_argument("--clients", type=int, default=1_000)
    parser.add_argument("--rate", type=float, default=5, help="changes a second")
    parser.add_argument("--seconds", type=float, default=15)
    wanted = parser.parse_args()
    moments = [number / wanted.rate for number in range(int(wanted.rate * wanted.seconds))]
    places = str(wanted.clients + 10)
    room = {"TIENDO_STREAMS_PER_CALLER": places, "TIENDO_STREAMS_PER_TENANT": places}
    print_machine()
    print(
        f"{wanted.rate:g} changes a second for {wanted.seconds:g} s ({os.environ.get('TIENDO_KAFKA', 'embedded bus')}):"
    )
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), environment=room) as tiendo:
        uvloop.run(_measure(tiendo, wanted.clients, moments))


if __name__ == "__main__":
    main()
