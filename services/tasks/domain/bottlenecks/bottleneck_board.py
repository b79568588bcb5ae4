"""What is counted of bottlenecks: five columns, always, and the same bottleneck in several provinces (FR-BP-11, FR-NA-08)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS
from shared.events.bottlenecks import BottleneckGroup, BottleneckSnapshot, BottleneckStatus

STATUSES: tuple[BottleneckStatus, ...] = get_args(BottleneckStatus)
_UNSOLVED = frozenset({"open", "proposed", "decided"})


@dataclass(frozen=True, slots=True)
class Column:
    """One of the five groups. `unsolved` counts those that still hold something up."""

    group: BottleneckGroup
    name_vi: str
    name_en: str
    total: int
    unsolved: int
    by_status: Mapping[BottleneckStatus, int]


@dataclass(frozen=True, slots=True)
class Board:
    groups: list[Column]
    total: int
    unsolved: int
    by_status: Mapping[BottleneckStatus, int]


@dataclass(slots=True)
class Theme:
    """One bottleneck wherever it is met; `unsolved` counts where it still holds something up."""

    theme: str
    group: BottleneckGroup
    title_vi: str
    title_en: str | None
    tenants: list[str] = field(default_factory=list)
    total: int = 0
    unsolved: int = 0


def board(tally: Mapping[tuple[str, BottleneckStatus], int]) -> Board:
    """Five columns, also where there is nothing in them."""
    columns = [_column(group, tally) for group in GROUPS]
    return Board(
        groups=columns,
        total=sum(column.total for column in columns),
        unsolved=sum(column.unsolved for column in columns),
        by_status={status: sum(column.by_status[status] for column in columns) for status in STATUSES},
    )


def themes(bottlenecks: Iterable[BottleneckSnapshot]) -> list[Theme]:
    """Those that carry a theme, by theme and group; the most widespread first. The first one met gives the title."""
    found: dict[tuple[str, BottleneckGroup], Theme] = {}
    for known in bottlenecks:
        if known.theme is None:
            continue
        fresh = Theme(known.theme, known.group, known.title_vi, known.title_en)
        theme = found.setdefault((known.theme, known.group), fresh)
        if known.tenant not in theme.tenants:
            theme.tenants.append(known.tenant)
        theme.total += 1
        theme.unsolved += known.status in _UNSOLVED
    return sorted(found.values(), key=lambda theme: (-len(theme.tenants), -theme.unsolved, theme.theme, theme.group))


def _column(group: BottleneckGroup, tally: Mapping[tuple[str, BottleneckStatus], int]) -> Column:
    by_status = {status: tally.get((group, status), 0) for status in STATUSES}
    return Column(
        group=group,
        name_vi=GROUPS[group].vi,
        name_en=GROUPS[group].en,
        total=sum(by_status.values()),
        unsolved=sum(count for status, count in by_status.items() if status in _UNSOLVED),
        by_status=by_status,
    )
