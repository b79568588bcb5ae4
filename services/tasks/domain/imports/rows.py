"""Rows as they were uploaded, what each comes to, and what is wrong with it, cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.tasks.domain.imports.cells import Cell, CellRefused, plain
from services.tasks.domain.imports.layout import ID, Column, Layout, nested
from services.tasks.domain.telling import Words

Verdict = Literal["new", "unchanged", "differs", "faulty"]
Severity = Literal["error", "notice"]
_SHOWN = 200
_FAULTS_OF_A_ROW = 20


class Row(BaseModel):
    """`number` as the workbook counts; `cells` by field, without those that are empty."""

    model_config = ConfigDict(frozen=True)

    number: int
    cells: dict[str, Cell]
    verdict: Verdict | None = None

    @property
    def id(self) -> str:
        return plain(self.cells.get(ID)).strip()


class CellFault(BaseModel):
    """What is wrong with a cell. A notice hinders nothing: what is there already stays as it is."""

    model_config = ConfigDict(frozen=True)

    row: int = Field(description="As the workbook counts its rows, from 1")
    column: str | None = Field(description="The Vietnamese heading of the column; null: the row as a whole")
    field: str | None = Field(description="The field of the command that the column fills")
    cell: str | None = Field(description="Such as C7; null where the workbook has no such column")
    value: str | None = Field(description="What stands there, its first 200 characters")
    severity: Severity = "error"
    code: str
    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of one field of a command; `location` as far as it is known."""

    location: tuple[object, ...]
    code: str
    words: Words


def values_of(layout: Layout, row: Row) -> tuple[dict[str, Any], list[Remark]]:
    """What the row says to a command, and the cells that say nothing."""
    values: dict[str, Any] = {}
    refused: list[Remark] = []
    for path, cell in row.cells.items():
        try:
            values[path] = layout.by_path[path].kind.read(cell)
        except CellRefused as problem:
            refused.append(Remark((path,), problem.code, problem.words))
    return nested(values), refused


class Pointing:
    """Tells of remarks where they stand in the workbook; `places` are the letters of its columns by field."""

    def __init__(self, layout: Layout, places: Mapping[str, str]) -> None:
        self._layout = layout
        self._places = places

    def faults(self, row: Row, remarks: Iterable[Remark], severity: Severity = "error") -> list[CellFault]:
        found = [self._fault(row, remark, severity) for remark in remarks]
        return found[:_FAULTS_OF_A_ROW]

    def _fault(self, row: Row, remark: Remark, severity: Severity) -> CellFault:
        column = self._layout.column_of(remark.location)
        said = row.cells.get(column.path) if column else None
        return CellFault(
            row=row.number,
            column=column.title.vi if column else None,
            field=column.path if column else None,
            cell=self._cell(row, column),
            value=None if said is None else plain(said)[:_SHOWN],
            severity=severity,
            code=remark.code,
            message_vi=remark.words.vi,
            message_en=remark.words.en,
        )

    def _cell(self, row: Row, column: Column | None) -> str | None:
        letter = self._places.get(column.path) if column else None
        return f"{letter}{row.number}" if letter else None


def differences(layout: Layout, row: Row, wish: Any, known: Any) -> list[Remark]:
    """Where a row says something else than what is registered under its id; what it leaves open is no difference."""
    return [
        Remark((column.path,), "differs", layout.differs)
        for column in layout.columns
        if column.path in row.cells and not column.tell and column.asked(wish) != column.told(known)
    ]
