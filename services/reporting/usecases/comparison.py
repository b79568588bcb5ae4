"""Provinces side by side, for the central level."""

from datetime import datetime
from functools import partial

from services.reporting.domain.answers import Comparison
from services.reporting.domain.boards import FRAME
from services.reporting.domain.comparison import Province, comparison
from services.reporting.domain.scoreboard import Material
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, names_for, tallies_of
from shared.tenancy import AcrossTenants, TenantId

_PROVINCE = "province"


class Comparisons:
    """Reads across tenants, which needs a reason (G6)."""

    def __init__(self, live: LiveFigures) -> None:
        self._live = live

    async def compare(self, reason: AcrossTenants, now: datetime, as_of: datetime | None) -> Comparison:
        question = Question(now=now, as_of=as_of)
        tenants = await self._live.tenants(reason)
        provinces = [tenant for tenant, entry in tenants.items() if entry["level"] == _PROVINCE]
        asked = [await self._live.asked(tenant, partial(_province, tenant, question)) for tenant in provinces]
        return comparison(asked, question.at)


async def _province(tenant: TenantId, question: Question, figures: Figures) -> Province:
    sequence = await figures.sequence(tenant)
    tallies = await tallies_of(figures, tenant, question, (FRAME,))
    return Province(tenant, Material(tallies, await names_for(figures, tenant, question)), sequence)
