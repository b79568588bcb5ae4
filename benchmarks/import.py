"""What an import of many tasks costs, and what it does to others: `./tiendo bench import [--rows 10000]`.

Starts an installation with the sample provinces. Nghệ An uploads a workbook and carries it out, first alone; the baseline of the
same run is the same number of tasks, registered one by one through the gateway by 16 clients. Then a second workbook, while
somebody of Ninh Thuận reads the list of tasks and registers models, one request after the other, as before that import.
"""

import argparse
import asyncio
import itertools
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import uvloop

from benchmarks._connection import Connection
from benchmarks._figures import milliseconds, percentile, print_machine
from benchmarks._imports import Import, one_task, workbook
from benchmarks._processes import processor_seconds
from tests.stacks.tiendo import Tiendo, running

_CLIENTS = 16
_BASELINE = 2_000
_BUDGET = 30.0
_BEFORE_SECONDS = 15


class Others:
    """One reader and one writer of another province, each with one request after the other."""

    def __init__(self, tiendo: Tiendo) -> None:
        self._url = tiendo.url
        self._token = tiendo.token("ninh-thuan", "standing_officer", "NT-CA")
        self._reads: list[float] = []
        self._writes: list[float] = []

    @asynccontextmanager
    async def asking(self, when: str) -> AsyncIterator[None]:
        self._reads, self._writes = [], []
        lanes = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        try:
            yield
        finally:
            for lane in lanes:
                lane.cancel()
            for failure in await asyncio.gather(*lanes, return_exceptions=True):
                if not isinstance(failure, asyncio.CancelledError):
                    raise SystemExit(f"the other province was refused: {failure!r}")
        print(f"  another province {when}, reads    {milliseconds(self._reads)}")
        print(f"  another province {when}, commands {milliseconds(self._writes)}")

    def p99(self) -> tuple[float, float]:
        return percentile(self._reads, 0.99), percentile(self._writes, 0.99)

    async def _read(self) -> None:
        line = await Connection.open(self._url, self._token)
        while True:
            started = time.perf_counter()
            answer = await line.request("GET", "/v1/ninh-thuan/tasks?limit=20")
            assert answer.status == 200, answer
            self._reads.append(time.perf_counter() - started)
            await asyncio.sleep(0.02)

    async def _write(self) -> None:
        line = await Connection.open(self._url, self._token)
        unit = orjson.loads((await line.request("GET", "/v1/ninh-thuan/units?limit=1")).body)["items"][0]["id"]
        for number in itertools.count():
            body = orjson.dumps(
                {"year": 2024, "id": f"M-{time.time_ns()}", "title_vi": f"Mô hình {number}", "lead_unit": unit}
            )
            started = time.perf_counter()
            answer = await line.request("POST", "/v1/ninh-thuan/models", body)
            assert answer.status == 201, answer
            self._writes.append(time.perf_counter() - started)
            await asyncio.sleep(0.02)


async def _one_by_one(tiendo: Tiendo, count: int) -> float:
    """Seconds for so many single registrations."""
    numbers = iter(range(count))

    async def lane() -> None:
        line = await Connection.open(tiendo.url, tiendo.token("nghe-an", "standing_officer", "NA-CA"))
        for number in numbers:
            answer = await line.request("POST", "/v1/nghe-an/tasks", orjson.dumps(one_task("ONE", number)))
            assert answer.status == 201, answer
        await line.close()

    started = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(_CLIENTS)))
    return time.perf_counter() - started


async def _import(job: Import, body: bytes) -> tuple[float, float]:
    """Seconds until it was looked through, and until all was registered."""
    started = time.perf_counter()
    key = await job.upload(body)
    looked = time.perf_counter() - started
    await job.carry_out(key, "partial")
    return looked, time.perf_counter() - started


async def _alone(tiendo: Tiendo, rows: int) -> float:
    body, job = workbook(rows), Import(tiendo)
    before = processor_seconds(tiendo.pids())
    looked, whole = await _import(job, body)
    spent = {name: seconds - before[name] for name, seconds in processor_seconds(tiendo.pids()).items()}
    first, last = job.memory[0], job.memory[-1]
    print(f"  {rows:,} rows ({len(body) >> 10} KiB) looked through: {looked:.1f} s; all registered: {whole:.1f} s")
    parts = ", ".join(f"{name} {seconds / rows * 1000:.2f}" for name, seconds in spent.items())
    print(f"  processor time of a row: {sum(spent.values()) / rows * 1000:.2f} ms ({parts})")
    print(f"  memory of tasks: {first:.0f} MiB after the upload, {max(job.memory):.0f} at most, {last:.0f} at its end")
    return whole


async def _beside_others(tiendo: Tiendo, rows: int) -> list[float]:
    """How many times as long the slowest hundredth of another province's requests takes."""
    others = Others(tiendo)
    async with others.asking("before"):
        await asyncio.sleep(_BEFORE_SECONDS)
    before, job, body = others.p99(), Import(tiendo), workbook(rows, "TWO")
    async with others.asking("during"):
        await _import(job, body)
    return [during / one for during, one in zip(others.p99(), before, strict=True)]


async def _measure(tiendo: Tiendo, rows: int) -> None:
    whole = await _alone(tiendo, rows)
    single = await _one_by_one(tiendo, min(rows, _BASELINE)) / min(rows, _BASELINE) * rows
    print(f"  the same one by one, {_CLIENTS} clients, from {min(rows, _BASELINE):,} tasks: {single:.1f} s")
    reads, commands = await _beside_others(tiendo, rows)
    print(
        f"ratio: import / one by one {whole / single:.2f}; p99 of reads {reads:.1f}, of commands {commands:.1f}; budget 2"
    )
    print(f"budget: {rows / 10_000 * _BUDGET:.0f} s: {'met' if whole <= rows / 10_000 * _BUDGET else 'missed'}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench import")
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    print_machine()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as tiendo:
        uvloop.run(_measure(tiendo, rows))


if __name__ == "__main__":
    main()
