"""Imports from workbooks: taken in and looked through, begun, cancelled, looked at (DESIGN 7)."""

import hashlib
from collections.abc import AsyncGenerator
from contextlib import aclosing

from services.tasks.domain.imports.import_job import MOST_ROWS, ROWS_AT_ONCE, ImportJob, Mode, SortName, Standing
from services.tasks.domain.imports.layout import Layout, letters
from services.tasks.domain.imports.rows import Row
from services.tasks.domain.imports.workbook_errors import NoRows, NotAWorkbook
from services.tasks.ports.imports import FaultPage, ImportDesk
from services.tasks.usecases.existing import existing
from services.tasks.usecases.importable import IMPORTABLE
from services.tasks.usecases.joining import require_tenant
from shared.events import new_event_id
from shared.messaging.commands import Command
from shared.messaging.errors import KeyReused
from shared.tenancy import Principal, TenantId


async def take_in(desk: ImportDesk, caller: Principal, command: Command, sort: SortName, body: bytes) -> ImportJob:
    """Keeps the rows; the worker looks through them, and nothing is registered yet. With its key repeated it is the same import.

    Raises NotAllowed, NotFound (the tenant), WorkbookRefused, KeyReused, StorageError.
    """
    require = IMPORTABLE[sort].bring
    require(caller, command.tenant, caller.unit)
    await require_tenant(desk.records, command.tenant)
    job = _received(caller, command, sort, body)
    before = await desk.imports.get(command.tenant, job.id)
    if before is not None and before.fingerprint != job.fingerprint:
        raise KeyReused
    if before is not None and before.status != "reading":
        require(caller, command.tenant, before.created_by.unit)
        return before
    return await _keep(desk, command.tenant, job, body)


def _received(caller: Principal, command: Command, sort: SortName, body: bytes) -> ImportJob:
    """Without a key every upload is an import of its own."""
    named = f"{command.tenant}\n{command.key or new_event_id()}"
    return ImportJob(
        id=hashlib.sha256(named.encode()).hexdigest()[:32],
        sort=sort,
        status="reading",
        created_at=command.recorded_at,
        created_by=Standing.of(caller),
        correlation=command.correlation,
        fingerprint=hashlib.sha256(sort.encode() + body).hexdigest(),
        places={},
    )


async def _keep(desk: ImportDesk, tenant: TenantId, job: ImportJob, body: bytes) -> ImportJob:
    """Nothing is kept of a file whose headings are refused."""
    layout, packs, waiting = IMPORTABLE[job.sort].layout, 0, list[Row]()
    places: dict[str, str] = {}
    async with aclosing(_rows(desk, layout, body, places)) as rows:
        async for row in rows:
            waiting.append(row)
            if len(waiting) == ROWS_AT_ONCE:
                await desk.imports.put_rows(tenant, job.id, packs, waiting)
                packs, waiting = packs + 1, []
    if waiting:
        await desk.imports.put_rows(tenant, job.id, packs, waiting)
    elif not packs:
        raise NoRows
    kept = job.kept(places, packs * ROWS_AT_ONCE + len(waiting))
    await desk.imports.put(tenant, kept)
    return kept


async def _rows(desk: ImportDesk, layout: Layout, body: bytes, places: dict[str, str]) -> AsyncGenerator[Row, None]:
    """The rows below the headings; `places` is filled when these are read. Raises WorkbookRefused."""
    async with aclosing(desk.workbooks.rows(body, layout.sheet, MOST_ROWS + 2)) as sheet:
        columns, below = None, False
        async for number, cells in sheet:
            if columns is None:
                columns = layout.matched(cells)
                places |= {column.path: letters(place) for place, column in enumerate(columns) if column}
                continue
            if not below and layout.is_heading(cells):
                continue
            below = True
            named = zip(columns, cells, strict=False)
            filled = {column.path: cell for column, cell in named if column is not None and cell is not None}
            if filled:
                yield Row(number=number, cells=filled)
        if columns is None:
            raise NotAWorkbook


async def look_at(desk: ImportDesk, caller: Principal, tenant: TenantId, key: str) -> ImportJob:
    """By those who may bring in such a file for the unit that brought this one. Raises NotAllowed, NotFound."""
    job = await existing(desk.imports, tenant, key)
    IMPORTABLE[job.sort].bring(caller, tenant, job.created_by.unit)
    return job


async def list_faults(
    desk: ImportDesk, caller: Principal, tenant: TenantId, key: str, page: tuple[int, str | None]
) -> FaultPage:
    """`page`: how many, and behind what. Raises NotAllowed, NotFound, ValueError (an `after` that is not one)."""
    await look_at(desk, caller, tenant, key)
    return await desk.imports.faults(tenant, key, *page)


async def begin(desk: ImportDesk, caller: Principal, command: Command, key: str, mode: Mode) -> ImportJob:
    """From now on the worker carries it out, in the name of the caller's role. All or nothing is looked through once more.

    Raises NotAllowed, NotFound, ImportBusy.
    """
    job = await look_at(desk, caller, command.tenant, key)
    if command.key is not None and command.key == job.run_key:
        return job
    by, now = Standing.of(caller), desk.clock.now()
    return await desk.imports.change(command.tenant, key, lambda kept: kept.begun(mode, by, command.key, now))


async def cancel(desk: ImportDesk, caller: Principal, command: Command, key: str) -> ImportJob:
    """What is registered stays. Raises NotAllowed, NotFound, ImportNotRunning."""
    await look_at(desk, caller, command.tenant, key)
    return await desk.imports.change(command.tenant, key, lambda job: job.cancelled(desk.clock.now()))
