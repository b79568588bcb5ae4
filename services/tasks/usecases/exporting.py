"""What is registered, as a workbook that can be imported again. Memory holds one page of it at a time."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import IO, Any

from services.tasks.domain.imports.layout import Layout
from services.tasks.ports import Search
from services.tasks.ports.imports import ImportDesk, SheetFile
from services.tasks.usecases.completing import every
from services.tasks.usecases.importable import IMPORTABLE
from shared.tenancy import TenantId

_AT_ONCE = 200


async def export_units(desk: ImportDesk, tenant: TenantId) -> IO[bytes]:
    """Raises StorageError."""
    return await _written(desk, IMPORTABLE["units"].layout, every(partial(desk.records.units.page, tenant, _AT_ONCE)))


async def export_plans(desk: ImportDesk, tenant: TenantId) -> IO[bytes]:
    """All plans, then all groups, so that each group stands below its plan. Raises StorageError."""
    return await _written(desk, IMPORTABLE["plans"].layout, _plans_and_groups(desk, tenant))


async def export_tasks(desk: ImportDesk, tenant: TenantId, search: Search) -> IO[bytes]:
    """In order of id, which is not always that of parent and child: an import says which rows to move. Raises StorageError."""

    async def tasks() -> AsyncIterator[Any]:
        after: str | None = None
        while True:
            found = await desk.records.works.find(tenant, search, _AT_ONCE, after)
            for work in found.items:
                yield work
            if (after := found.after) is None:
                return

    return await _written(desk, IMPORTABLE["tasks"].layout, tasks())


async def _plans_and_groups(desk: ImportDesk, tenant: TenantId) -> AsyncIterator[Any]:
    async for plan in every(partial(desk.records.plans.page, tenant, _AT_ONCE)):
        yield plan
    async for group in every(partial(desk.records.groups.page, tenant, _AT_ONCE)):
        yield group


async def _written(desk: ImportDesk, layout: Layout, things: AsyncIterator[Any]) -> IO[bytes]:
    file = await asyncio.to_thread(desk.sheets.begin, layout)
    waiting: list[Any] = []
    async for thing in things:
        waiting.append(thing)
        if len(waiting) == _AT_ONCE:
            await asyncio.to_thread(_write, file, layout, waiting)
            waiting = []
    await asyncio.to_thread(_write, file, layout, waiting)
    return await asyncio.to_thread(file.finish)


def _write(file: SheetFile, layout: Layout, things: list[Any]) -> None:
    file.write([[column.told(thing) for column in layout.columns] for thing in things])
