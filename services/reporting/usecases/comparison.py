"""Provinces side by side, for the central level."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from services.reporting.domain.answers import Comparison
from services.reporting.domain.arrivals import CLUSTERS
from services.reporting.domain.boards import FRAME
from services.reporting.domain.comparison import Province, comparison
from services.reporting.domain.folding import entries_of
from services.reporting.domain.names import of_then, provinces_on
from services.reporting.domain.scoreboard import Material
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, names_for, tallies_of
from shared.tenancy import AcrossTenants, TenantId
from shared.tenancy.identifiers import CENTRAL


class Comparisons:
    """Reads across tenants, which needs a reason (G6)."""

    def __init__(self, live: LiveFigures) -> None:
        self._live = live

    async def compare(self, reason: AcrossTenants, now: datetime, as_of: datetime | None) -> Comparison:
        question = Question(now=now, as_of=as_of)
        provinces = provinces_on(await self._live.tenants(reason), question.at)
        asked = [await self._live.asked(tenant, partial(_province, tenant, question)) for tenant in provinces]
        clusters = await self._live.asked(CENTRAL, partial(_clusters, question))
        return comparison(asked, clusters, question.at)


async def _clusters(question: Question, figures: Figures) -> Sequence[Mapping[str, Any]]:
    """As the central level had set them at the instant asked for (FR-TW-17)."""
    entries = entries_of((await figures.lists(CENTRAL, (CLUSTERS,))).get(CLUSTERS))
    table = next(iter(entries.values()), None)
    then = of_then(table, question.bound) if table else None
    return then["clusters"] if then else ()


async def _province(tenant: TenantId, question: Question, figures: Figures) -> Province:
    sequence = await figures.sequence(tenant)
    tallies = await tallies_of(figures, tenant, question, (FRAME,))
    return Province(tenant, Material(tallies, await names_for(figures, tenant, question)), sequence)
