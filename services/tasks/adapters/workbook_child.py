"""Reads one workbook in a process of its own, because a workbook of some kilobytes may unpack to any size.

Run by path, with the name of the sheet in two languages and the largest number of rows. The file comes by standard input;
what is found leaves as one JSON array a line: a row's number and its cells, or `["refused", code, detail]`.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

_MEMORY = 768 << 20
_SECONDS = 30
_UNPACKED = 128 << 20
_PARTS = 2_000
_COLUMNS = 200
_TEXT = 5_000


class Refused(Exception):
    """Code and detail, for the parent."""


def main() -> None:
    """Whatever the file does, this process ends within its limits."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _tell(sys.stdin.buffer.read(), sys.argv[1:3], int(sys.argv[3]))
    except Refused as problem:
        _say(["refused", *problem.args])
    except MemoryError:
        _say(["refused", "too_large", ""])
    except Exception as problem:  # whatever a damaged file does to the reader: it is not a workbook
        _say(["refused", "not_a_workbook", type(problem).__name__])


def _tell(body: bytes, names: list[str], most: int) -> None:
    _require_modest(body)
    sheet = _sheet(calamine.load_workbook(io.BytesIO(body)), names)
    for (top, left), _ in sheet.merged_cell_ranges or []:
        raise Refused("merged_cells", f"{_letters(left)}{top + 1}")
    if (sheet.width or 0) > _COLUMNS:
        raise Refused("too_large", "")
    _require_few(sheet, most)
    before = [None] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        told = [_cell(cell) for cell in cells]
        if any(cell is not None for cell in told):
            _say([number, [*before, *told]])


def _require_modest(body: bytes) -> None:
    """What the archive says of itself; what it does not say, the limits of this process find."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise Refused("not_a_workbook", "") from problem
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise Refused("too_large", "")


def _sheet(workbook: Any, names: list[str]) -> Any:
    """The one with the name, in either language; a workbook's only sheet may have any name."""
    wanted = {name.casefold() for name in names}
    found = [name for name in workbook.sheet_names if name.strip().casefold() in wanted]
    if not found and len(workbook.sheet_names) != 1:
        raise Refused("sheet_missing", names[0])
    return workbook.get_sheet_by_name((found or workbook.sheet_names)[0])


def _require_few(sheet: Any, most: int) -> None:
    if (sheet.height or 0) <= most:
        return
    if sum(any(cell != "" for cell in cells) for cells in sheet.iter_rows()) > most:
        raise Refused("too_many_rows", "")


def _cell(value: Any) -> str | int | float | bool | None:
    if isinstance(value, str):
        return value[:_TEXT].strip() or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value


def _letters(place: int) -> str:
    name = ""
    while place >= 0:
        name, place = chr(ord("A") + place % 26) + name, place // 26 - 1
    return name


def _say(told: list[Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
