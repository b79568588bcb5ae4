"""How much one caller may ask for: requests per second, and streams at the same time."""

import math
from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: `per_second` in the long run, `burst` at once."""

    per_second: float
    burst: int


class Buckets:
    """One token bucket per caller. The callers seen longest ago are forgotten, which only ever is in their favour."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, caller: Hashable, now: float) -> float:
        """Takes one token at `now` (seconds of a monotonic clock). Answers the seconds to wait: 0 when it was granted."""
        level, since = self._levels.pop(caller, (float(self._rate.burst), now))
        level = min(float(self._rate.burst), level + max(0.0, now - since) * self._rate.per_second)
        granted = level >= 1
        self._levels[caller] = (level - 1 if granted else level, max(now, since))
        if len(self._levels) > _REMEMBERED:
            self._levels.popitem(last=False)
        return 0.0 if granted else (1 - level) / self._rate.per_second


def whole_seconds(wait: float) -> int:
    """For Retry-After: never less than one second."""
    return max(1, math.ceil(wait))


class NoSeat(Exception):
    """The tenant or the caller has as many connections open as it may have."""


@dataclass(frozen=True, slots=True)
class SeatLimits:
    """Long connections (streams and waiting polls) at the same time."""

    per_tenant: int
    per_caller: int


class Seats:
    """Counts long connections, so that one tenant or caller cannot take them all (G8)."""

    def __init__(self, limits: SeatLimits) -> None:
        self._limits = limits
        self._tenants: Counter[Hashable] = Counter()
        self._callers: Counter[Hashable] = Counter()

    @contextmanager
    def taken(self, tenant: Hashable, caller: Hashable) -> Iterator[None]:
        """Raises NoSeat."""
        if self._tenants[tenant] >= self._limits.per_tenant or self._callers[caller] >= self._limits.per_caller:
            raise NoSeat
        self._tenants[tenant] += 1
        self._callers[caller] += 1
        try:
            yield
        finally:
            _leave(self._tenants, tenant)
            _leave(self._callers, caller)


def _leave(counts: Counter[Hashable], key: Hashable) -> None:
    counts[key] -= 1
    if counts[key] <= 0:
        del counts[key]
