"""Where the work of one tenant is weak, and why (FR-NA-27)."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from services.reporting.domain.states import State, is_owed
from services.reporting.domain.timelines import state_at
from services.reporting.domain.weak_point_answers import WeakPoints
from services.reporting.domain.weak_points import Ground, weak_points
from services.reporting.domain.weak_signs import TREND_DAYS, Terms
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, moment_of, names_for, tallies_of
from shared.calendar import WorkingDays, from_wire, local_date
from shared.tenancy import TenantId

WORKS_LISTED = 20


class WeakSpots:
    """Reads counters at two instants, and the rows of the works that it lists.

    For a past instant also those that were touched since: what was overdue then may be done today.
    """

    def __init__(self, live: LiveFigures, days: WorkingDays) -> None:
        self._live = live
        self._days = days

    async def of(self, tenant: TenantId, question: Question, unmoved_days: int) -> WeakPoints:
        return await self._live.asked(tenant, partial(self.read, tenant, question, unmoved_days))

    async def read(self, tenant: TenantId, question: Question, unmoved_days: int, figures: Figures) -> WeakPoints:
        """FR-NA-27, from one generation of the figures."""
        at = from_wire(question.at)
        before = Question(question.now, at - timedelta(days=TREND_DAYS), question.known_at)
        moment = await moment_of(figures, tenant, question)
        ground = Ground(
            tenant=tenant,
            now=await tallies_of(figures, tenant, question),
            before=await tallies_of(figures, tenant, before),
            names=await names_for(figures, tenant, question),
            terms=self._terms(at, before, unmoved_days),
            late=await _late(figures, tenant, question),
        )
        return weak_points(ground, moment)

    def _terms(self, at: datetime, before: Question, unmoved_days: int) -> Terms:
        return Terms(unmoved_days, self._days.shift(local_date(at), -unmoved_days), before.at)


async def _late(figures: Figures, tenant: TenantId, question: Question) -> list[tuple[dict[str, Any], State]]:
    """What was overdue the longest at the instant asked for, as it stood then."""
    touched = set[str]()
    if question.bound is not None:
        touched = await figures.touched(tenant, question.bound, question.known)
    rows = {row["id"]: row for row in await figures.late_rows(tenant, question.at, WORKS_LISTED + len(touched))}
    rows |= await figures.rows(tenant, sorted(touched - rows.keys()))
    states = ((row, state_at(row["timeline"], question.bound, question.known)) for row in rows.values())
    late = [(row, state) for row, state in states if state and is_owed(state) and state["due"] < question.at]
    return sorted(late, key=lambda pair: (pair[1]["due"], pair[0]["id"]))[:WORKS_LISTED]
