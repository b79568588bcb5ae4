"""What the routes of imports answer."""

from datetime import datetime
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

from services.tasks.api.views import answer
from services.tasks.domain.imports.import_job import ImportJob, ImportProgress, Mode, Preview, SortName, Status
from services.tasks.domain.imports.rows import CellFault
from services.tasks.ports.imports import FaultPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = set(ImportJob.model_fields) & {
    *("id", "sort", "status", "created_at", "preview", "progress", "mode", "run", "started_at", "ended_at"),
}


class ImportView(BaseModel):
    """An import and how far it is."""

    id: str
    sort: SortName
    status: Status = Field(
        description="checking: its rows are looked through; checked: it can be run; "
        "stopped: it was all or nothing, and a row is faulty: see the faults"
    )
    created_at: datetime
    preview: Preview = Field(description="What the rows came to when they were looked through last")
    progress: ImportProgress = Field(description="Of the look or the run that is under way, or was the latest")
    mode: Mode | None
    run: int = Field(description="How often it was begun")
    started_at: datetime | None
    ended_at: datetime | None


class ImportFaultPage(BaseModel):
    items: list[CellFault]
    next: str | None = Field(description="Cursor of the next page; null at the end")


def import_json(job: ImportJob) -> dict[str, Any]:
    return job.model_dump(mode="json", include=_SHOWN)


def faults_json(page: FaultPage) -> list[dict[str, Any]]:
    return [fault.model_dump(mode="json") for fault in page.items]


def workbook(content: bytes, name: str) -> Response:
    """A file to keep."""
    headers = {"content-disposition": f'attachment; filename="{name}.xlsx"', "cache-control": "no-store"}
    return Response(content, 200, headers, XLSX)


def imported(job: ImportJob, status: int = 200) -> Response:
    return answer(import_json(job), status)
