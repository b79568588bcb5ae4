"""Progress reports: their figures are worked out once, when they are first asked for, and stay (FR-NA-24)."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from services.reporting.domain.arrivals import ACHIEVEMENTS, PROGRESS_REPORTS
from services.reporting.domain.folding import Document, entries_of
from services.reporting.domain.periods import Asked, Period
from services.reporting.domain.progress_report import Source, content_of, digest_of
from services.reporting.domain.progress_report_sheets import sheets_of
from services.reporting.domain.scoreboard import Material
from services.reporting.ports import Archive, Figures, LiveFigures, Workbooks
from services.reporting.usecases.asking import Question, moment_at, names_for, sums_of, tallies_of
from services.reporting.usecases.weak_points import WeakSpots
from shared.calendar import from_wire, start_of_day
from shared.tenancy import TenantId

_UNMOVED_DAYS = 20


class ProgressReportUnknown(Exception):
    """No report of that id was made, as far as events are applied."""


class ProgressReports:
    """The instant that a report describes and the one at which it was made pin its figures: whoever asks first, they are
    the same. From then on the stored text counts, whatever is corrected, rebuilt or calculated in another way later."""

    def __init__(self, live: LiveFigures, archive: Archive, spots: WeakSpots, workbooks: Workbooks) -> None:
        self._live = live
        self._archive = archive
        self._spots = spots
        self._workbooks = workbooks

    async def report(self, tenant: TenantId, key: str) -> dict[str, Any]:
        """FR-NA-24, in the shape of ProgressReport, with the content exactly as it was frozen. Raises ProgressReportUnknown."""
        ordered = await self._live.asked(tenant, partial(_ordered, tenant, key))
        frozen = await self._archive.kept(tenant, key) or await self._freeze(tenant, key, ordered)
        delivered = ordered["digest"]
        return {
            "id": key,
            "status": ordered["status"],
            "made_by_role": ordered["made_by_role"],
            "digest": frozen["digest"],
            "delivered_digest": delivered,
            "intact": None if delivered is None else delivered == digest_of(frozen["content"]),
            "content": frozen["content"],
        }

    async def workbook(self, tenant: TenantId, key: str) -> bytes:
        """The same figures as an XLSX file. Raises ProgressReportUnknown."""
        sheets = sheets_of(await self.report(tenant, key))
        return await asyncio.to_thread(self._workbooks.written, sheets)

    async def _freeze(self, tenant: TenantId, key: str, ordered: Mapping[str, Any]) -> Document:
        content = await self._live.asked(tenant, partial(self._content, tenant, ordered))
        return await self._archive.keep(tenant, {"id": key, "content": content, "digest": digest_of(content)})

    async def _content(self, tenant: TenantId, ordered: Mapping[str, Any], figures: Figures) -> dict[str, Any]:
        period, made = Period.parse(ordered["period"]), from_wire(ordered["known_at"])
        end = Question(made, from_wire(ordered["as_of"]), made)
        begin = Question(made, start_of_day(period.first_day) - timedelta(microseconds=1), made)
        moment = moment_at(end, _made_by(ordered))
        names = await names_for(figures, tenant, end)
        weak_points = await self._spots.read(tenant, end, _UNMOVED_DAYS, figures)
        source = Source(
            tenant=tenant,
            ordered=ordered,
            asked=Asked(period, await sums_of(figures, tenant, end), names, end.at),
            now=Material(await tallies_of(figures, tenant, end), names),
            before=Material(await tallies_of(figures, tenant, begin), names),
            achievements=await _listed(tenant, ACHIEVEMENTS, figures),
            weak_points=weak_points.model_copy(update={"sequence": moment.sequence}),
        )
        return content_of(source, moment).model_dump(mode="json")


async def _listed(tenant: TenantId, listed: str, figures: Figures) -> Mapping[str, Mapping[str, Any]]:
    return entries_of((await figures.lists(tenant, (listed,))).get(listed))


async def _ordered(tenant: TenantId, key: str, figures: Figures) -> Mapping[str, Any]:
    ordered = (await _listed(tenant, PROGRESS_REPORTS, figures)).get(key)
    if ordered is None:
        raise ProgressReportUnknown(key)
    return ordered


def _made_by(ordered: Mapping[str, Any]) -> int:
    """The number of the event that made it: everything before it is in its figures."""
    first: Mapping[str, Any] = (*ordered.get("former", ()), ordered)[0]
    return int(first["sequence"])
