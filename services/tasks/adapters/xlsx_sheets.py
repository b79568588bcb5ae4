"""Writes workbooks in constant memory. A text stays a text: nothing that people wrote becomes a formula or a link."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any

import xlsxwriter

from services.tasks.domain.imports.cells import Cell, Day
from services.tasks.domain.imports.import_job import MOST_ROWS
from services.tasks.domain.imports.layout import Column, Layout
from services.tasks.domain.telling import Words

_ONLY_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EXAMPLE, _VALUES = "Ví dụ - Example", "Giá trị - Values"
_HEADINGS = 2
_HOW = "* bắt buộc / required"


class XlsxSheets:
    """Templates that people fill in, and what is registered in the same columns."""

    def template(self, layout: Layout) -> bytes:
        """The empty sheet, an example, and the values that columns allow. Blocks for some milliseconds."""
        written = io.BytesIO()
        with xlsxwriter.Workbook(written, {**_ONLY_TEXT, "in_memory": True}) as workbook:
            sheet = _Sheet(workbook, layout.sheet.vi, layout)
            example = _Sheet(workbook, _EXAMPLE, layout)
            example.write(_HEADINGS, [column.example for column in layout.columns])
            ranges = _values(workbook, layout)
            for place, column in enumerate(layout.columns):
                if told := _told_at_the_cell(column, ranges.get(column.path)):
                    sheet.page.data_validation(_HEADINGS, place, MOST_ROWS + _HEADINGS - 1, place, told)
        return written.getvalue()

    def begin(self, layout: Layout) -> "XlsxFile":
        """An empty sheet with its headings; rows are written to the disk as they come."""
        return XlsxFile(layout)


class XlsxFile:
    """One sheet of one sort, in constant memory, in a file that is gone when it is closed."""

    def __init__(self, layout: Layout) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
        self._workbook = xlsxwriter.Workbook(self._file, {**_ONLY_TEXT, "constant_memory": True})
        self._sheet = _Sheet(self._workbook, layout.sheet.vi, layout)
        self._row = _HEADINGS

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        for cells in rows:
            self._sheet.write(self._row, cells)
            self._row += 1

    def finish(self) -> IO[bytes]:
        """The whole file, from its beginning."""
        self._workbook.close()
        self._file.seek(0)
        return self._file


class _Sheet:
    """A sheet with the headings of a layout: Vietnamese, below them English."""

    def __init__(self, workbook: Any, name: str, layout: Layout) -> None:
        self.page = workbook.add_worksheet(name)
        self._columns = layout.columns
        self._day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        bold, italic = workbook.add_format({"bold": True}), workbook.add_format({"italic": True})
        text = workbook.add_format({"num_format": "@"})
        for place, column in enumerate(layout.columns):
            form = self._day if isinstance(column.kind, Day) else text
            self.page.set_column(place, place, max(14, len(column.title.vi) + 2), form)
            self.page.write_string(0, place, column.title.vi + (" *" if column.required else ""), bold)
        for place, column in enumerate(layout.columns):
            self.page.write_string(1, place, column.title.en, italic)
        self.page.freeze_panes(_HEADINGS, 1)

    def write(self, row: int, cells: Iterable[Cell]) -> None:
        for place, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            self._write(row, place, column, cell)

    def _write(self, row: int, place: int, column: Column, cell: Cell) -> None:
        if isinstance(cell, str) and isinstance(column.kind, Day):
            self.page.write_datetime(row, place, date.fromisoformat(cell), self._day)
        elif isinstance(cell, str):
            self.page.write_string(row, place, cell)
        elif cell is not None:
            self.page.write_number(row, place, cell)


def _values(workbook: Any, layout: Layout) -> dict[str, str]:
    """The sheet of allowed values, and below them what is expected of other columns: where the values of each column stand."""
    page, ranges, row = workbook.add_worksheet(_VALUES), {}, 1
    page.set_column(0, 3, 28)
    page.write_row(0, 0, ["Cột / Column", "Giá trị / Value", "Tiếng Việt", "English", _HOW])
    for column in layout.columns:
        first = row
        for code, words in column.choices.items():
            _value(page, row, (column.title.vi, code, words))
            row += 1
        if row > first:
            ranges[column.path] = f"='{_VALUES}'!$B${first + 1}:$B${row}"
    for below, (title, words) in enumerate((column.title, column.help) for column in layout.columns if column.help):
        _value(page, row + below, (title.vi, "", words))
    return ranges


def _told_at_the_cell(column: Column, values: str | None) -> dict[str, Any]:
    """What is offered and said where somebody types; nothing is refused before the upload."""
    told: dict[str, Any] = {"validate": "list", "source": values, "show_error": False} if values else {}
    if column.help:
        told = {"validate": "any", **told, "input_title": column.title.vi, "input_message": "\n".join(column.help)}
    return told


def _value(page: Any, row: int, told: tuple[str, str, Words]) -> None:
    heading, code, words = told
    for place, text in enumerate((heading, code, *words)):
        page.write_string(row, place, text)
