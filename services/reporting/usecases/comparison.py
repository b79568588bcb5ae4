"""Provinces side by side, for the central level."""

from datetime import datetime

from services.reporting.domain.answers import Comparison
from services.reporting.domain.boards import FRAME
from services.reporting.domain.comparison import Province, comparison
from services.reporting.domain.scoreboard import Material
from services.reporting.ports import Figures
from services.reporting.usecases.asking import Question, names_for, tallies_of
from shared.tenancy import AcrossTenants, TenantId

_PROVINCE = "province"


class Comparisons:
    """Reads across tenants, which needs a reason (G6)."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    async def compare(self, reason: AcrossTenants, now: datetime, as_of: datetime | None) -> Comparison:
        question = Question(now=now, as_of=as_of)
        tenants = await self._figures.tenants(reason)
        provinces = [tenant for tenant, entry in tenants.items() if entry["level"] == _PROVINCE]
        return comparison([await self._province(tenant, question) for tenant in provinces], question.at)

    async def _province(self, tenant: TenantId, question: Question) -> Province:
        sequence = await self._figures.sequence(tenant)
        tallies = await tallies_of(self._figures, tenant, question, (FRAME,))
        return Province(tenant, Material(tallies, await names_for(self._figures, tenant, question)), sequence)
