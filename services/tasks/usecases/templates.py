"""Templates of what can be imported."""

import asyncio
from typing import cast

from services.tasks.domain.imports.import_job import SortName
from services.tasks.ports.imports import ImportDesk
from services.tasks.usecases.importable import IMPORTABLE
from shared.messaging.errors import NotFound


async def template(desk: ImportDesk, sort: str) -> bytes:
    """The workbook that people fill in. Raises NotFound (no such sort)."""
    known = IMPORTABLE.get(cast(SortName, sort))
    if known is None:
        raise NotFound
    return await asyncio.to_thread(desk.sheets.template, known.layout)
