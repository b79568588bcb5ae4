"""Essential public services in figures: how many a tenant has deployed, and provinces side by side (FR-NA-12)."""

from datetime import datetime
from functools import partial

from services.reporting.domain import headlines
from services.reporting.domain.coverage import coverage
from services.reporting.domain.indicator_answers import (
    ChecklistCoverage,
    CoverageComparison,
    ProvinceCoverage,
    ServiceCoverage,
)
from services.reporting.domain.measure_arrivals import CHECKLIST, measure_key
from services.reporting.domain.names import Entry, provinces_on
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, moment_of
from shared.tenancy import AcrossTenants, TenantId


class Coverages:
    """Reading across tenants needs a reason (G6)."""

    def __init__(self, live: LiveFigures) -> None:
        self._live = live

    async def of_tenant(self, tenant: TenantId, question: Question) -> ServiceCoverage:
        async def ask(figures: Figures) -> ServiceCoverage:
            moment = await moment_of(figures, tenant, question)
            documents = await figures.definitions(tenant, CHECKLIST)
            found = [coverage(document, question.bound, question.known) for document in documents]
            listed = [one for one in found if one is not None]
            return ServiceCoverage(**moment.model_dump(), tenant=tenant, checklists=listed)

        return await self._live.asked(tenant, ask)

    async def compare(
        self, reason: AcrossTenants, checklist: str, now: datetime, as_of: datetime | None
    ) -> CoverageComparison:
        question = Question(now=now, as_of=as_of)
        tenants = provinces_on(await self._live.tenants(reason), question.at)
        lines = [
            _line(entry, key, await self._live.asked(key, partial(_look, key, checklist, question)))
            for key, entry in tenants.items()
        ]
        lines.sort(key=lambda line: (not line.reported, -(line.rate or 0), line.tenant))
        reported = sum(line.reported for line in lines)
        return CoverageComparison(
            checklist=checklist,
            as_of=question.at,
            reported_by=reported,
            of=len(lines),
            provinces=lines,
            headline=headlines.of_comparison(reported, len(lines)),
        )


async def _look(tenant: TenantId, checklist: str, question: Question, figures: Figures) -> ChecklistCoverage | None:
    document = await figures.definition(tenant, measure_key(CHECKLIST, checklist))
    return coverage(document, question.bound, question.known) if document else None


def _line(name: Entry, tenant: TenantId, found: ChecklistCoverage | None) -> ProvinceCoverage:
    return ProvinceCoverage(
        tenant=tenant,
        name_vi=name.get("name_vi", tenant),
        name_en=name.get("name_en"),
        reported=found is not None and found.deployed is not None,
        total=found.total if found else None,
        stated=found.stated if found else None,
        deployed=found.deployed if found else None,
        rate=found.rate if found else None,
    )
