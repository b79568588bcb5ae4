"""Truths about the figures that are watched all the time: what is overdue, and whether boards and rows agree."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from services.reporting.domain.boards import FRAME, UNIT
from services.reporting.domain.states import ASSIGNMENTS, BOTTLENECKS, CHILDREN, MODELS, TASKS
from services.reporting.domain.tallies import LEAD, PLAN, Tally, counted_by, together
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, tallies_of
from shared.tenancy import AcrossTenants, TenantId

_REASON = AcrossTenants("metrics of every tenant")


class Gauges(Protocol):
    """Where the truths are shown."""

    def overdue(self, tenant: TenantId, tasks: int) -> None: ...

    def mismatch(self, tenant: TenantId, works: int) -> None: ...


class Watch:
    def __init__(self, live: LiveFigures, gauges: Gauges) -> None:
        self._live = live
        self._gauges = gauges

    async def observe(self, now: datetime) -> None:
        """Every tenant once."""
        for tenant in await self._live.tenants(_REASON):
            await self._observe(tenant, now)

    async def _observe(self, tenant: TenantId, now: datetime) -> None:
        before = await self._live.standing(tenant)
        overdue, mismatch = await self._live.asked(tenant, partial(_looked_at, tenant, now))
        self._gauges.overdue(tenant, overdue)
        if mismatch and await self._live.standing(tenant) != before:
            return  # events were folded meanwhile, so boards and rows were read at different times
        self._gauges.mismatch(tenant, mismatch)


async def _looked_at(tenant: TenantId, now: datetime, figures: Figures) -> tuple[int, int]:
    """How many tasks are overdue, and how many works boards and rows do not agree about."""
    tallies = await tallies_of(figures, tenant, Question(now=now))
    overdue = together(counted_by(tallies, TASKS, FRAME, PLAN).values()).overdue
    return overdue, await _mismatch(tenant, figures, tallies)


async def _mismatch(tenant: TenantId, figures: Figures, tallies: Mapping[str, Tally]) -> int:
    """Works that boards of either dimension count more or fewer times than there are rows; 0 is right."""
    gaps = 0
    for work in (TASKS, ASSIGNMENTS, CHILDREN, MODELS, BOTTLENECKS):
        rows = await figures.count_rows(tenant, work)
        gaps += abs(_works(tallies, work, FRAME) - rows) + abs(_works(tallies, work, UNIT) - rows)
    return gaps


def _works(tallies: Mapping[str, Tally], work: str, dimension: str) -> int:
    """How many works stand on the boards, cancelled ones and those passed on too."""
    place = PLAN if dimension == FRAME else LEAD
    counted = together(counted_by(tallies, work, dimension, place).values())
    return counted.total + counted.cancelled + counted.passed_on
