"""Workbooks, read by a process of their own with limits on memory and time: nothing that is uploaded harms the service."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import orjson

from services.tasks.domain.imports.cells import Cell
from services.tasks.domain.imports.workbook_errors import (
    CellsMerged,
    NotAWorkbook,
    SheetMissing,
    TooManyRows,
    WorkbookRefused,
    WorkbookTooLarge,
)
from services.tasks.domain.telling import Words

_CHILD = Path(__file__).with_name("workbook_child.py")
_AT_ONCE = 2
_SECONDS = 60
_LONGEST_LINE = 8 << 20


class XlsxWorkbooks:
    """Two at a time; the others wait for their turn."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def rows(self, body: bytes, sheet: Words, most: int) -> AsyncGenerator[tuple[int, list[Cell]], None]:
        """As the port says; the headings are counted among `most`."""
        async with self._turn, _patience(), _child(*sheet, str(most)) as child:
            await _given(cast(asyncio.StreamWriter, child.stdin), body)
            while line := await cast(asyncio.StreamReader, child.stdout).readline():
                number, *told = orjson.loads(line)
                if number == "refused":
                    raise _refusal(told[0], told[1], most)
                yield number, told[0]
            if await child.wait() != 0:
                raise WorkbookTooLarge  # it reached one of its limits and was ended


@asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(_SECONDS):
            yield
    except TimeoutError as problem:
        raise WorkbookTooLarge from problem


@asynccontextmanager
async def _child(*arguments: str) -> AsyncIterator[Process]:
    """Isolated from the service's environment and path; ended when nobody listens any more."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(_CHILD), *arguments),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=_LONGEST_LINE,
        env={},
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def _given(stdin: asyncio.StreamWriter, body: bytes) -> None:
    """A child that has heard enough closes the line."""
    try:
        stdin.write(body)
        await stdin.drain()
        stdin.close()
        await stdin.wait_closed()
    except (BrokenPipeError, ConnectionResetError):
        return


def _refusal(code: str, detail: str, most: int) -> WorkbookRefused:
    known: Mapping[str, Callable[[], Any]] = {
        "not_a_workbook": NotAWorkbook,
        "too_large": WorkbookTooLarge,
        "sheet_missing": lambda: SheetMissing(detail),
        "merged_cells": lambda: CellsMerged(detail),
        "too_many_rows": lambda: TooManyRows(most),
    }
    refused: WorkbookRefused = known[code]()
    return refused
