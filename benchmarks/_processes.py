"""What processes cost, as Linux counts it."""

import os
from collections.abc import Mapping
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pids: Mapping[str, int]) -> dict[str, float]:
    """Seconds of processor time, user and system together, that each process has used since it started."""
    return {name: _spent(pid) for name, pid in pids.items()}


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
