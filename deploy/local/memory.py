"""Memory of a process, in MiB."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BUDGET_MIB = 350.0  # the bus and the four services, idle
_KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """`rss` counts pages that several processes share in each of them; `pss` splits them, so that sums are true.

    `pss` is None where the system does not tell it.
    """

    rss: float
    pss: float | None

    def __add__(self, other: "Memory") -> "Memory":
        pss = None if self.pss is None or other.pss is None else self.pss + other.pss
        return Memory(self.rss + other.rss, pss)

    @property
    def is_within_budget(self) -> bool:
        return (self.rss if self.pss is None else self.pss) <= BUDGET_MIB


def of_process(pid: int) -> Memory | None:
    """None where there is no such process, or it may not be looked at."""
    try:
        return parse_rollup(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
    except OSError:
        return None if sys.platform == "linux" else _by_ps(pid)


def parse_rollup(text: str) -> Memory | None:
    """The lines `Rss: 1234 kB` and `Pss: 1234 kB` of smaps_rollup (proc(5)); None for a process without memory."""
    sizes = {words[0]: int(words[1]) / _KIB_PER_MIB for line in text.splitlines()[1:] if (words := line.split())}
    return Memory(sizes["Rss:"], sizes.get("Pss:")) if "Rss:" in sizes else None


def _by_ps(pid: int) -> Memory | None:
    told = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return Memory(int(told.stdout) / _KIB_PER_MIB, None) if told.stdout.strip() else None
