"""What the cells of a column mean: read as people type them, written so that they are read the same again.

A kind only turns a cell into what a command's field takes. What it cannot turn it hands on, for the field to refuse in its words.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from services.tasks.domain.search import fold
from services.tasks.domain.telling import Words
from shared.calendar import local_date

Cell = str | int | float | bool | None
"""As the workbook holds it; a day is an ISO text. None: empty."""

_MONTH = re.compile(r"(?:thang |t)?(0?[1-9]|1[0-2])(?:[/.-]| nam | )(\d{4})")
_MONTH_AS_DAY = re.compile(r"(\d{4})-(\d{2})-01")
_QUARTER = re.compile(r"(?:quy |q)([1-4]|i{1,3}|iv)(?:[/.-]| nam | )(\d{4})")
_YEAR = re.compile(r"nam (\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YES, _NO = frozenset({"co", "x", "dung", "yes", "true", "1"}), frozenset({"khong", "sai", "no", "false", "0"})


class CellRefused(Exception):
    """The cell is not what the column takes, and it is known how it has to be written."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


_DATE_AS_NUMBER = Words(
    "là số, không phải ngày: hãy định dạng ô kiểu ngày, hoặc gõ 31/03/2024",
    "is a number, not a date: format the cell as a date, or type 31/03/2024",
)


class Kind(Protocol):
    def read(self, cell: Cell) -> Any:
        """What the command's field takes, or something that it refuses. Raises CellRefused."""
        ...

    def write(self, value: Any) -> Cell: ...


class Text:
    """Words. Numbers are taken as they are shown: ids and document numbers are often typed as such."""

    def read(self, cell: Cell) -> Any:
        return cell if isinstance(cell, str) else plain(cell)

    def write(self, value: Any) -> Cell:
        return str(value)


class Number:
    def read(self, cell: Cell) -> Any:
        if isinstance(cell, float) and cell.is_integer():
            return int(cell)
        digits = isinstance(cell, str) and cell.isascii() and cell.isdecimal() and len(cell) < 20
        return int(cell) if digits and cell else cell

    def write(self, value: Any) -> Cell:
        return int(value)


class Day:
    """A date of the workbook, or its text: 31/03/2024 as it is written in Vietnam, or 2024-03-31."""

    def read(self, cell: Cell) -> Any:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            raise CellRefused("date_as_number", _DATE_AS_NUMBER)
        local = _LOCAL_DAY.fullmatch(cell.strip()) if isinstance(cell, str) else None
        return f"{local[3]}-{int(local[2]):02}-{int(local[1]):02}" if local else cell

    def write(self, value: Any) -> Cell:
        day: date = local_date(value) if isinstance(value, datetime) else value
        return day.isoformat()


class Period:
    """2024-03, 2024-Q1 or 2024, or as people write it: tháng 3/2024, quý I/2024, năm 2024.

    A workbook makes the first day of a month of what is typed as 3/2024: that is the month.
    """

    def read(self, cell: Cell) -> Any:
        said = fold(plain(cell))
        if month := _MONTH.fullmatch(said):
            return f"{month[2]}-{int(month[1]):02}"
        if first := _MONTH_AS_DAY.fullmatch(said):
            return f"{first[1]}-{first[2]}"
        if quarter := _QUARTER.fullmatch(said):
            return f"{quarter[2]}-Q{_ROMAN.get(quarter[1]) or quarter[1]}"
        year = _YEAR.fullmatch(said)
        return year[1] if year else plain(cell)

    def write(self, value: Any) -> Cell:
        return str(value)


class Flag:
    def read(self, cell: Cell) -> Any:
        said = fold(plain(cell))
        return True if said in _YES else False if said in _NO else cell

    def write(self, value: Any) -> Cell:
        return "có" if value else "không"


class Choice:
    """One of some words, by code or as people call it."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self.words = words
        self._codes = {fold(said): code for code, named in words.items() for said in (code, *named)}

    def read(self, cell: Cell) -> Any:
        return self._codes.get(fold(plain(cell)), cell)

    def write(self, value: Any) -> Cell:
        return str(value)


class Many:
    """Several ids in one cell, by commas, semicolons or line breaks."""

    def read(self, cell: Cell) -> Any:
        return _without_blanks(re.split(r"[;,\n]", plain(cell)))

    def write(self, value: Any) -> Cell:
        return "; ".join(value)


class Lines:
    """Several texts in one cell, one a line."""

    def read(self, cell: Cell) -> Any:
        return _without_blanks(plain(cell).split("\n"))

    def write(self, value: Any) -> Cell:
        return "\n".join(value)


class Milestones:
    """One a line: its day, then its name."""

    def read(self, cell: Cell) -> Any:
        return [self._milestone(*line.partition(" ")) for line in _without_blanks(plain(cell).split("\n"))]

    def write(self, value: Any) -> Cell:
        return "\n".join(f"{one.due_date.isoformat()} {one.name_vi}" for one in value)

    def _milestone(self, day: str, _: str, name: str) -> dict[str, Any]:
        return {"due_date": Day().read(day), "name_vi": name.strip()}


def plain(cell: Cell) -> str:
    """As it is shown: 12 and not 12.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _without_blanks(parts: Iterable[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]
