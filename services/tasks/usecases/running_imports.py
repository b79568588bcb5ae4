"""Imports are looked through and carried out, each row through the command that people give; what one replica leaves another
takes over."""

import asyncio
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import ValidationError

from services.tasks.domain.errors import Refusal
from services.tasks.domain.imports.import_job import ROWS_AT_ONCE, ImportJob, LeaseLost
from services.tasks.domain.imports.rows import CellFault, Pointing, Row, values_of
from services.tasks.ports.imports import ImportDesk
from services.tasks.usecases.adding_together import Company
from services.tasks.usecases.file_frame import remembering
from services.tasks.usecases.importable import IMPORTABLE, Importable
from services.tasks.usecases.looking_through import Look
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered, ConcurrentChange, OutboxFull
from shared.tenancy import Principal, TenantId

_REASON = "imports of any province that are under way"
_AT_ONCE = 100
Outcome = Literal["registered", "skipped", "failed"]
Handled = tuple[Outcome, list[CellFault]]
_Named = tuple[TenantId, str, int]


class RunImports:
    """`holder` names this replica."""

    def __init__(self, desk: ImportDesk, holder: str) -> None:
        self._desk = desk
        self._holder = holder
        self._looks: dict[_Named, Look] = {}

    async def __call__(self) -> bool:
        """Some rows of each import that is under way; whether there was any. Raises StorageError."""
        under_way = await self._desk.imports.worked_on(_REASON, _AT_ONCE)
        named = {_name(tenant, job) for tenant, job in under_way}
        self._looks = {name: look for name, look in self._looks.items() if name in named}
        for tenant, job in under_way:
            try:
                await self._go_on(tenant, job.id)
            except LeaseLost:
                continue
        return bool(under_way)

    async def _go_on(self, tenant: TenantId, key: str) -> None:
        """One pack of rows. A tenant that has ended takes nothing new (FR-X-07)."""
        now = self._desk.clock.now()
        if await self._desk.records.tenants.ended(tenant) is not None:
            await self._desk.imports.change(tenant, key, lambda kept: kept.cancelled(now))
            return
        job = await self._desk.imports.change(tenant, key, lambda kept: kept.held(self._holder, now))
        await (self._look_on(tenant, job) if job.status == "checking" else self._carry_on(tenant, job))

    async def _look_on(self, tenant: TenantId, job: ImportJob) -> None:
        """A look that fails is forgotten, and begins anew."""
        imports, clock, name = self._desk.imports, self._desk.clock, _name(tenant, job)
        look = self._looks.pop(name, None)
        if look is None:
            look = Look(self._desk, tenant, job)
            await look.begin()
        if await look.go_on():
            rows = look.preview.rows
            await imports.change(tenant, job.id, lambda kept: kept.looked(self._holder, rows, clock.now()))
            self._looks[name] = look
        else:
            preview = look.preview
            await imports.change(tenant, job.id, lambda kept: kept.checked(self._holder, preview, clock.now()))

    async def _carry_on(self, tenant: TenantId, job: ImportJob) -> None:
        """Cut short anywhere it is repeated, and each row knows its command again."""
        imports, clock = self._desk.imports, self._desk.clock
        rows = await imports.rows(tenant, job.id, job.progress.done // ROWS_AT_ONCE)
        handled = await _Pack(self._desk, tenant, job).carry_out(rows)
        await imports.put_faults(tenant, job.id, [fault for _, faults in handled for fault in faults])
        counts = [[outcome for outcome, _ in handled].count(one) for one in ("registered", "skipped", "failed")]
        progress = job.progress.after(*counts)
        await imports.change(tenant, job.id, lambda kept: kept.advanced(self._holder, progress, clock.now()))


def _name(tenant: TenantId, job: ImportJob) -> _Named:
    return tenant, job.id, job.run


class _Pack:
    """Some rows of one import: each by itself, and what they add together."""

    def __init__(self, desk: ImportDesk, tenant: TenantId, job: ImportJob) -> None:
        self._company = Company()
        self._turn = asyncio.Lock()
        self._records = remembering(desk.records, self._company)
        self._explain = desk.explain
        self._job = job
        self._sort: Importable = IMPORTABLE[job.sort]
        self._caller: Principal = job.caller(tenant)
        self._command = Command(tenant, self._caller.actor, desk.clock.now(), job.correlation)
        self._pointing = Pointing(self._sort.layout, job.places)

    async def carry_out(self, rows: Sequence[Row]) -> list[Handled]:
        """What rests on rows of the same pack waits for them. Raises StorageError, when all that was begun has ended."""
        handled: list[Handled] = []
        for wave in waves(rows, self._sort.needs):
            self._company.enter(len(wave))
            for outcome in await asyncio.gather(*map(self._handle, wave), return_exceptions=True):
                if isinstance(outcome, BaseException):
                    raise outcome
                handled.append(outcome)
        return handled

    async def _handle(self, row: Row) -> Handled:
        """One row begins in each turn of the loop: what others ask is served between any two of them."""
        try:
            async with self._turn:
                await asyncio.sleep(0)
            return await self._carried_out(row)
        finally:
            self._company.leave()

    async def _carried_out(self, row: Row) -> Handled:
        if row.verdict == "faulty":
            return "failed", []
        if row.verdict in {"unchanged", "differs"}:
            return "skipped", []
        try:
            wish = self._sort.read(values_of(self._sort.layout, row)[0])
            await self._sort.register(self._records, self._caller, self._named(row), wish)
        except AlreadyRegistered:
            return "skipped", []
        except (Refusal, ValidationError, ConcurrentChange, OutboxFull) as refused:
            return "failed", self._pointing.faults(row, self._explain(refused))
        return "registered", []

    def _named(self, row: Row) -> Command:
        """The same command whenever this run comes to this row."""
        key = f"import-{self._job.id}-{self._job.run}-{row.number}"
        return dataclasses.replace(self._command, key=key, fingerprint=self._job.fingerprint)


def waves(rows: Iterable[Row], needs: Sequence[str]) -> Iterator[list[Row]]:
    """In order; none of a wave names another of it."""
    wave: list[Row] = []
    for row in rows:
        named = {row.cells.get(field) for field in needs}
        if any(other.id in named for other in wave):
            yield wave
            wave = []
        wave.append(row)
    if wave:
        yield wave
