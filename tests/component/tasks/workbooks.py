"""Workbooks as people make them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import httpx2
import python_calamine
import xlsxwriter

from services.tasks.domain.imports.indicator_value_layout import INDICATOR_VALUES
from services.tasks.domain.imports.layout import Layout
from services.tasks.domain.imports.task_layout import TASKS
from services.tasks.usecases.running_imports import RunImports
from tests.component.tasks.conftest import World

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMPORTS = "/v1/nghe-an/imports"
TITLES = {column.path: column.title.vi for column in TASKS.columns}


def written(rows: Sequence[Sequence[Any]], sheet: str = "Nhiệm vụ") -> bytes:
    """Dates may be texts or dates."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}) as workbook:
        page = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file.getvalue()


def of_tasks(*tasks: Mapping[str, Any]) -> bytes:
    return _of(TASKS, tasks)


def of_values(*values: Mapping[str, Any]) -> bytes:
    return _of(INDICATOR_VALUES, values)


def _of(layout: Layout, things: Sequence[Mapping[str, Any]]) -> bytes:
    """The columns that any of them has, in the order of the template."""
    columns = [column for column in layout.columns if any(column.path in thing for thing in things)]
    rows = ([thing.get(column.path) for column in columns] for thing in things)
    return written([[column.title.vi for column in columns], *rows], layout.sheet.vi)


def a_row(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"NA-T-{number:03}",
        "title_vi": f"Việc số {number}",
        "plan": "NA-KH-2024",
        "group": "NA-G01",
        "lead_unit": "NA-STP",
        "due.date": "2024-06-30",
        "due.precision": "day",
    } | {path.replace("__", "."): value for path, value in more.items()}


async def uploaded(client: httpx2.AsyncClient, body: bytes, sort: str = "tasks", **headers: str) -> httpx2.Response:
    return await client.post(IMPORTS, params={"sort": sort}, content=body, headers={"content-type": XLSX} | headers)


async def checked(
    world: World, body: bytes, sort: str = "tasks", who: httpx2.AsyncClient | None = None
) -> dict[str, Any]:
    """The import once its rows are looked through, with its faults; by the standing agency, or whoever."""
    who = who or world.standing
    answer = await uploaded(who, body, sort)
    assert (answer.status_code, answer.json()["status"]) == (201, "checking"), answer.text
    path = f"{IMPORTS}/{answer.json()['id']}"
    await rested(worker(world))
    faults = (await who.get(f"{path}/faults", params={"limit": 500})).json()["items"]
    state: dict[str, Any] = (await who.get(path)).json()
    return state | {"faults": faults}


async def begun(client: httpx2.AsyncClient, job: str, mode: str = "partial") -> dict[str, Any]:
    answer = await client.post(f"{IMPORTS}/{job}/run", json={"mode": mode})
    assert answer.status_code == 202, answer.text
    state: dict[str, Any] = answer.json()
    return state


def worker(world: World, name: str = "first") -> RunImports:
    """What the loop of a replica does every second."""
    return RunImports(world.app.state.imports, name)


async def rested(work: RunImports) -> None:
    """Until there is nothing more to do."""
    while await work():
        pass


async def carried_out(
    world: World, job: str, mode: str = "partial", who: httpx2.AsyncClient | None = None
) -> dict[str, Any]:
    """The import when its run is over."""
    who = who or world.standing
    await begun(who, job, mode)
    await rested(worker(world))
    state: dict[str, Any] = (await who.get(f"{IMPORTS}/{job}")).json()
    return state


def read(body: bytes, sheet: str) -> list[list[Any]]:
    return python_calamine.load_workbook(io.BytesIO(body)).get_sheet_by_name(sheet).to_python()
