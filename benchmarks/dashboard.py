"""What the overview costs as tasks grow: `./tiendo bench dashboard [--sizes 1000 10000 100000]`.

Writes the journals of one province per size, starts an installation on them (reporting builds its read model from the
journal), then asks for the overviews in turns, so that all sizes see the same machine.
"""

import argparse
import tempfile
import time
from pathlib import Path

import httpx2

from benchmarks._figures import milliseconds, percentile, print_machine
from benchmarks._journals import prepare
from tests.stacks.tiendo import Tiendo, running

_ROUNDS = 200


def _await_read_model(clients: dict[int, httpx2.Client], heads: dict[str, int]) -> float:
    started = time.perf_counter()
    for size, client in clients.items():
        while (client.get(f"/v1/size-{size}/overview").json().get("sequence") or 0) < heads[f"size-{size}"]:
            time.sleep(0.2)
    return time.perf_counter() - started


def _ask(clients: dict[int, httpx2.Client], query: str) -> dict[int, list[float]]:
    times: dict[int, list[float]] = {size: [] for size in clients}
    for _ in range(_ROUNDS):
        for size, client in clients.items():
            started = time.perf_counter()
            answer = client.get(f"/v1/size-{size}/overview{query}")
            times[size].append(time.perf_counter() - started)
            if answer.json()["tasks"]["total"] != size:
                raise SystemExit(f"wrong figures: {answer.text[:500]}")
    return times


def _report(title: str, times: dict[int, list[float]]) -> None:
    smallest = percentile(times[min(times)], 0.5)
    print(title)
    for size, values in times.items():
        print(f"  {size:>9,} tasks   {milliseconds(values)}   ratio {percentile(values, 0.5) / smallest:.2f}")


def _measure(tiendo: Tiendo, sizes: list[int], heads: dict[str, int]) -> None:
    clients = {size: tiendo.client(f"size-{size}", "chairman") for size in sizes}
    seconds = _await_read_model(clients, heads)
    events = sum(heads.values())
    print_machine()
    print(f"read models built from the journal: {events:,} events, {events / seconds:,.0f} events/s after readiness")
    _report("overview now:", _ask(clients, ""))
    _report("overview as of a date in the past:", _ask(clients, "?as_of=2026-10-31"))
    print("budget: the p50 ratio stays ≤ 1.20")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench dashboard")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = parser.parse_args().sizes
    with tempfile.TemporaryDirectory() as folder:
        events = prepare(Path(folder), {f"size-{size}": size for size in sizes})
        with running(Path(folder), demo=False) as tiendo:
            _measure(tiendo, sizes, events)


if __name__ == "__main__":
    main()
