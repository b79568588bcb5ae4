"""What imports need from outside: a place for their rows, somebody who reads workbooks, and words for what is refused."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from services.tasks.domain.imports.cells import Cell
from services.tasks.domain.imports.import_job import ImportJob
from services.tasks.domain.imports.layout import Layout
from services.tasks.domain.imports.rows import CellFault, Remark, Row
from services.tasks.domain.telling import Words
from services.tasks.ports import Records
from shared.calendar import Clock
from shared.tenancy import TenantId

Explain = Callable[[Exception], list[Remark]]
"""What a refusal of a command says, field by field, as it is said to those who give single commands."""


@dataclass(frozen=True, slots=True)
class FaultPage:
    """In order of rows; `after` continues behind it."""

    items: Sequence[CellFault]
    after: str | None


class Imports(Protocol):
    """Imports with their rows, in numbered packs, and their faults. All raise StorageError."""

    async def get(self, tenant: TenantId, key: str) -> ImportJob | None: ...

    async def put(self, tenant: TenantId, job: ImportJob) -> None:
        """New, or in place of the one with this id."""
        ...

    async def change(self, tenant: TenantId, key: str, decide: Callable[[ImportJob], ImportJob]) -> ImportJob:
        """Raises NotFound, ConcurrentChange, and whatever `decide` raises."""
        ...

    async def worked_on(self, reason: str, limit: int) -> list[tuple[TenantId, ImportJob]]:
        """Those of every tenant that are to be looked through or carried out."""
        ...

    async def put_rows(self, tenant: TenantId, key: str, pack: int, rows: Sequence[Row]) -> None: ...

    async def rows(self, tenant: TenantId, key: str, pack: int) -> list[Row]: ...

    async def put_faults(self, tenant: TenantId, key: str, faults: Sequence[CellFault]) -> None: ...

    async def clear_faults(self, tenant: TenantId, key: str) -> None: ...

    async def faults(self, tenant: TenantId, key: str, limit: int, after: str | None) -> FaultPage:
        """Raises ValueError (an `after` that is not one)."""
        ...


class Workbooks(Protocol):
    """Reads what people upload, and trusts none of it."""

    def rows(self, body: bytes, sheet: Words, most: int) -> AsyncGenerator[tuple[int, list[Cell]], None]:
        """Number and cells, from column A on, of every row that is not empty, headings first.

        Raises NotAWorkbook, WorkbookTooLarge, SheetMissing, CellsMerged, TooManyRows (beyond `most`, headings included).
        """
        ...


class SheetFile(Protocol):
    """A workbook that grows row by row. All of it blocks: call it in a thread."""

    def write(self, rows: Sequence[Sequence[Cell]]) -> None: ...

    def finish(self) -> IO[bytes]:
        """From its beginning; whoever reads it closes it."""
        ...


class Sheets(Protocol):
    """Writes workbooks. Texts stay texts, whatever they begin with."""

    def begin(self, layout: Layout) -> SheetFile: ...

    def template(self, layout: Layout) -> bytes:
        """What people fill in. Blocks: call it in a thread."""
        ...


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """Everything that imports are made of."""

    records: Records
    imports: Imports
    workbooks: Workbooks
    sheets: Sheets
    explain: Explain
    clock: Clock
