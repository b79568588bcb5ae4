"""How figures are summed up and printed."""

import os
import platform
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(values: Sequence[float]) -> str:
    """p50, p99 and the number of values, from seconds."""
    p50, p99 = percentile(values, 0.50) * 1_000, percentile(values, 0.99) * 1_000
    return f"p50 {p50:8.1f} ms   p99 {p99:8.1f} ms   n {len(values)}"


def print_machine() -> None:
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    print(f"machine: {os.cpu_count()} cores, Python {platform.python_version()}, load {load}")
