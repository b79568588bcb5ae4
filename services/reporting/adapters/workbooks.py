"""Writes workbooks. A text stays a text: nothing that people wrote becomes a formula or a link."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from services.reporting.domain.progress_report_sheets import Cell, Sheet

_ONLY_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class XlsxWorkbooks:
    """Small ones, in memory."""

    def written(self, sheets: Sequence[Sheet]) -> bytes:
        """Blocks for some milliseconds: call it in a thread."""
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, _ONLY_TEXT) as workbook:
            bold = workbook.add_format({"bold": True, "text_wrap": True})
            for sheet in sheets:
                page = workbook.add_worksheet(sheet.name)
                page.set_column(0, len(sheet.headings) - 1, 20)
                page.freeze_panes(1, 1)
                for place, heading in enumerate(sheet.headings):
                    page.write_string(0, place, heading, bold)
                for number, cells in enumerate(sheet.rows, 1):
                    for place, cell in enumerate(cells):
                        _write(page, number, place, cell)
        return file.getvalue()


def _write(page: Any, row: int, place: int, cell: Cell) -> None:
    if isinstance(cell, str):
        page.write_string(row, place, cell)
    elif cell is not None:
        page.write_number(row, place, cell)
