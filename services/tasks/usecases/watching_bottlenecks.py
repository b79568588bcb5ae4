"""People look at bottlenecks: those of one tenant, its board, and for the central level those of every province."""

import dataclasses

from services.tasks.domain.bottlenecks import bottleneck_board
from services.tasks.domain.bottlenecks.bottleneck_board import Board, Theme
from services.tasks.ports import BottleneckSearch, Found, Records
from shared.events.bottlenecks import BottleneckSnapshot
from shared.tenancy import AcrossTenants, TenantId

_AT_ONCE = 500


async def board(records: Records, tenant: TenantId) -> Board:
    """Counts by group and status; five groups, also where there is nothing in them (FR-NA-08, FR-BP-11)."""
    return bottleneck_board.board(await records.bottlenecks.tally(tenant))


async def across(
    records: Records, reason: AcrossTenants, wanted: BottleneckSearch, limit: int, after: str | None
) -> Found[BottleneckSnapshot]:
    """Of every province, in order of tenant and id. Raises ValueError (an `after` that is not one)."""
    return await records.bottlenecks.of_every_province(reason, wanted, limit, after)


async def themes(records: Records, reason: AcrossTenants, wanted: BottleneckSearch) -> list[Theme]:
    """The same bottleneck in several provinces."""
    found: list[BottleneckSnapshot] = []
    themed = dataclasses.replace(wanted, themed=True)
    after: str | None = None
    while True:
        page = await across(records, reason, themed, _AT_ONCE, after)
        found += page.items
        after = page.after
        if after is None:
            return bottleneck_board.themes(found)
