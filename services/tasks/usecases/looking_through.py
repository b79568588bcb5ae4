"""A file is looked through before anything is registered: every row is asked what its command would say."""

import asyncio
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from services.tasks.domain.errors import Refusal, UnknownReference
from services.tasks.domain.imports.import_job import ImportJob, Preview
from services.tasks.domain.imports.rows import CellFault, Pointing, Remark, Row, Verdict, differences, values_of
from services.tasks.domain.telling import Words
from services.tasks.ports.imports import ImportDesk
from services.tasks.usecases.file_frame import FileFrame
from services.tasks.usecases.importable import IMPORTABLE
from shared.messaging.commands import Command
from shared.tenancy import TenantId

_BELOW = Words(
    "{wanted} nằm ở dòng {row} bên dưới; hãy đưa dòng đó lên trên",
    "{wanted} is in row {row} further down; move that row up",
)
Judgement = tuple[Verdict, list[CellFault]]


class Look:
    """One look through one file, pack by pack: counts what the rows come to, and keeps each row's verdict and faults.

    What is cut short begins anew, because every row is judged with those above it. Everything raises StorageError.
    """

    def __init__(self, desk: ImportDesk, tenant: TenantId, job: ImportJob) -> None:
        self._desk = desk
        self._tenant = tenant
        self._job = job
        self._sort = IMPORTABLE[job.sort]
        self._frame = FileFrame(desk.records)
        self._pointing = Pointing(self._sort.layout, job.places)
        self._first: dict[str, int] = {}
        self._caller = job.caller(tenant)
        self._command = Command(tenant, "import", desk.clock.now(), job.correlation)
        self._pack = 0
        self.preview = Preview()

    async def begin(self) -> None:
        """Forgets the faults of an earlier look, and learns the first row of every id."""
        await self._desk.imports.clear_faults(self._tenant, self._job.id)
        pack = 0
        while rows := await self._rows(pack):
            for row in rows:
                self._first.setdefault(self._sort.identify(row), row.number)
            pack += 1

    async def go_on(self) -> bool:
        """Looks at the next rows; False where there are none."""
        if rows := await self._rows(self._pack):
            self.preview = self.preview.counted(await self._look_at(rows))
            self._pack += 1
        return bool(rows)

    async def _rows(self, pack: int) -> list[Row]:
        return await self._desk.imports.rows(self._tenant, self._job.id, pack)

    async def _look_at(self, rows: list[Row]) -> list[Verdict]:
        known = await self._sort.known(self._desk.records, self._tenant, rows)
        judged: list[Judgement] = []
        for row in rows:
            judged.append(await self._judge(row, known))
            await asyncio.sleep(0)  # others are served between two rows
        told = [
            Row(number=row.number, cells=row.cells, verdict=verdict)
            for row, (verdict, _) in zip(rows, judged, strict=True)
        ]
        await self._desk.imports.put_rows(self._tenant, self._job.id, self._pack, told)
        await self._desk.imports.put_faults(self._tenant, self._job.id, [f for _, faults in judged for f in faults])
        return [verdict for verdict, _ in judged]

    async def _judge(self, row: Row, known: Mapping[int, Any]) -> Judgement:
        wish, remarks = self._read(row)
        remarks += self._above(row)
        if remarks:
            return "faulty", self._pointing.faults(row, remarks)
        try:
            await self._sort.permit(self._frame, self._caller, self._command, wish)
            if row.number in known:
                differing = differences(self._sort.layout, row, wish, known[row.number])
                return ("differs" if differing else "unchanged"), self._pointing.faults(row, differing, "notice")
            await self._sort.preview(self._frame, self._command, wish)
        except Refusal as refused:
            return "faulty", self._pointing.faults(row, self._refused(row, refused))
        return "new", []

    def _above(self, row: Row) -> list[Remark]:
        """What a row above tells already."""
        layout, named = self._sort.layout, self._sort.identify(row)
        first = self._first[named]
        return [_said((layout.id,), "listed_twice", layout.twice, row=first)] if named and first != row.number else []

    def _read(self, row: Row) -> tuple[Any, list[Remark]]:
        values, remarks = values_of(self._sort.layout, row)
        try:
            return self._sort.read(values), remarks
        except ValidationError as problem:
            said = {remark.location for remark in remarks}
            found = self._desk.explain(problem)
            return None, remarks + [remark for remark in found if (".".join(map(str, remark.location)),) not in said]

    def _refused(self, row: Row, refused: Refusal) -> list[Remark]:
        """What is in the file, but further down, is told so."""
        remarks = self._desk.explain(refused)
        if isinstance(refused, UnknownReference) and refused.field in self._sort.needs:
            below = self._first.get(refused.wanted, 0)
            if below > row.number:
                return [_said((refused.field,), "listed_below", _BELOW, wanted=refused.wanted, row=below)]
        return remarks


def _said(location: tuple[object, ...], code: str, words: Words, **values: object) -> Remark:
    return Remark(location, code, Words(*(text.format_map(values) for text in words)))
