"""How the memory of each process grows: samples over time, and the straight line through them."""

import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence

from deploy.local import memory
from tests.chaos.installation import Installation

Sample = tuple[float, float]  # seconds, MiB
_EVERY = 5.0
_SETTLED = 1 / 3  # of the time: until then caches fill, and that is no leak


class MemorySamples:
    """PSS of each part, or RSS where the system does not tell PSS. A process that is replaced begins a new line."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._samples: defaultdict[tuple[str, int], list[Sample]] = defaultdict(list)

    async def collect(self) -> None:
        """Until cancelled."""
        while True:
            for part in self._installation.parts():
                weight = await asyncio.to_thread(memory.of_process, part.pid)
                if weight is not None:
                    taken = weight.rss if weight.pss is None else weight.pss
                    self._samples[part.name, part.pid].append((time.monotonic(), taken))
            await asyncio.sleep(_EVERY)

    def lines(self) -> list[str]:
        told = ["memory of each process in MiB; the slope is that of the last two thirds of the time"]
        for (name, pid), samples in sorted(self._samples.items()):
            settled = samples[int(len(samples) * _SETTLED) :]
            sizes = [size for _, size in settled]
            told.append(
                f"  {name:<14} pid {pid:>7}   first {samples[0][1]:>6.1f}   last {samples[-1][1]:>6.1f}   "
                f"between {min(sizes):.1f} and {max(sizes):.1f}   slope {slope(settled):>+7.1f} MiB/hour"
            )
        return told


def slope(samples: Sequence[Sample]) -> float:
    """MiB an hour by least squares; 0 where there are too few samples to say."""
    if len(samples) < 3:
        return 0.0
    seconds, sizes = zip(*samples, strict=True)
    return statistics.linear_regression(seconds, sizes).slope * 3600
