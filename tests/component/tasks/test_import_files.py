"""Files that hold no rows: each is refused with what is wrong with it, in both languages, and nothing is kept of it."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
import xlsxwriter

from tests.component.tasks.conftest import World, problem
from tests.component.tasks.workbooks import IMPORTS, TITLES, XLSX, a_row, of_tasks, uploaded, written

HEADINGS = [TITLES["id"], TITLES["title_vi"], TITLES["plan"], TITLES["lead_unit"]]
ROW = ["T-1", "Việc", "NA-KH-2024", "NA-STP"]


def repacked(change: Callable[[str, bytes], bytes], body: bytes) -> bytes:
    """The file with its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return file.getvalue()


@cache
def _bomb() -> bytes:
    """Some hundred kilobytes that unpack to 160 MiB, and say so."""
    return repacked(lambda name, part: part + b" " * (160 << 20) if "sheet1" in name else part, of_tasks(a_row()))


def _lying_bomb() -> bytes:
    """The same, and the archive's directory says that it is small."""
    body = bytearray(_bomb())
    at = body.rindex(b"PK\x01\x02", 0, body.rindex(b"xl/worksheets/sheet1.xml"))
    body[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(body)


def _far_cell() -> bytes:
    """Two cells, of which one is the last that a sheet has: read as a table it has 17 billion cells."""
    return repacked(
        lambda name, part: re.sub(rb'r="D2"', b'r="XFD1048576"', part) if "sheet1" in name else part,
        written([HEADINGS, ROW]),
    )


def _merged() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        page = workbook.add_worksheet("Nhiệm vụ")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ROW)
        page.merge_range("B3:C3", "Việc")
    return file.getvalue()


def _two_sheets() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet("Bìa").write(0, 0, "x")
        workbook.add_worksheet("Phụ lục").write_row(0, 0, HEADINGS)
    return file.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not_a_workbook"),
    "no archive": (lambda: b"id;title\n1;2\n", "not_a_workbook"),
    "cut off": (lambda: of_tasks(a_row())[:-300], "not_a_workbook"),
    "an archive without a workbook": (lambda: repacked(lambda *_: b"", of_tasks(a_row())), "not_a_workbook"),
    "no XML": (lambda: repacked(lambda name, part: part[:90], of_tasks(a_row())), "not_a_workbook"),
    "a bomb": (_bomb, "workbook_too_large"),
    "a bomb that lies": (_lying_bomb, "workbook_too_large|not_a_workbook"),
    "a far cell": (_far_cell, "workbook_too_large"),
    "too many columns": (lambda: written([[*HEADINGS, *map(str, range(300))]]), "workbook_too_large"),
    "merged cells": (_merged, "merged_cells"),
    "another sheet": (_two_sheets, "sheet_missing"),
    "no cell at all": (lambda: written([]), "not_a_workbook"),
    "headings alone": (lambda: written([HEADINGS]), "no_rows"),
    "a column is missing": (lambda: written([HEADINGS[1:], ROW[1:]]), "columns_missing"),
    "a column of another sort": (lambda: written([[*HEADINGS, "Màu"], [*ROW, "x"]]), "column_unknown"),
    "a column twice": (lambda: written([[*HEADINGS, HEADINGS[0]], [*ROW, "x"]]), "column_twice"),
    "a row too many": (lambda: written([HEADINGS, *([[f"T-{n}", *ROW[1:]] for n in range(10_002)])]), "too_many_rows"),
}


@pytest.mark.parametrize("name", FILES)
async def test_a_file_without_rows_is_refused_with_its_reason(world: World, name: str) -> None:
    make, codes = FILES[name]
    body = make()
    answer = await uploaded(world.standing, body, **{"idempotency-key": "k"})
    slug, [(field, code)] = problem(answer, 422)
    assert (slug, field) == ("invalid-request", "body")
    assert code in codes.split("|")
    vietnamese = await uploaded(world.standing, body, **{"accept-language": "vi"})
    assert vietnamese.json()["errors"][0]["message"] != answer.json()["errors"][0]["message"]
    assert (await uploaded(world.standing, of_tasks(a_row()), **{"idempotency-key": "k"})).status_code == 201


async def test_what_a_refusal_names(world: World) -> None:
    said = {}
    for name in ("merged cells", "another sheet", "a column is missing", "a column of another sort"):
        answer = await uploaded(world.standing, FILES[name][0]())
        said[name] = answer.json()["errors"][0]["message"]
    assert said == {
        "merged cells": "cells are merged at B3; separate them",
        "another sheet": "there is no sheet “Nhiệm vụ”",
        "a column is missing": "columns are missing: Mã nhiệm vụ",
        "a column of another sort": "the template has no column “Màu”",
    }


async def test_a_file_has_a_limit_of_its_own(world: World) -> None:
    large, too_large = b" " * (8 << 20), b" " * ((8 << 20) + 1)
    assert problem(await uploaded(world.standing, large), 422)[0] == "invalid-request"
    answer = await uploaded(world.standing, too_large)
    assert problem(answer, 413)[0] == "payload-too-large"
    assert answer.json()["limit"] == 8 << 20
    other = await world.standing.post("/v1/nghe-an/units", content=large, headers={"content-type": "application/json"})
    assert other.json()["limit"] == 1 << 20


async def test_the_sort_is_one_of_those_that_there_are(world: World) -> None:
    answer = await uploaded(world.standing, of_tasks(a_row()), "people")
    assert problem(answer, 422) == ("invalid-request", [("query.sort", "literal_error")])
    missing = await world.standing.post(IMPORTS, content=of_tasks(a_row()), headers={"content-type": XLSX})
    assert problem(missing, 422) == ("invalid-request", [("query.sort", "missing")])
    template = await world.standing.get(f"{IMPORTS}/templates/people")
    assert problem(template, 404)[0] == "not-found"


async def test_a_key_belongs_to_one_file_only(world: World) -> None:
    """The same bytes as another sort are another import."""
    body = written([HEADINGS, ROW])
    assert (await uploaded(world.standing, body, **{"idempotency-key": "k"})).status_code == 201
    answer = await uploaded(world.standing, body, "units", **{"idempotency-key": "k"})
    assert problem(answer, 422)[0] == "idempotency-key-reused"
