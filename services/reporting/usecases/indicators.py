"""Indicators in figures: where each stands, its series by unit and period (FR-NA-22, FR-NA-23, FR-NT-14 to FR-NT-16)."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from services.reporting.domain.folding import Document
from services.reporting.domain.indicator_answers import (
    IndicatorLine,
    IndicatorList,
    IndicatorSeries,
    LatestFigures,
)
from services.reporting.domain.measure_arrivals import INDICATOR, WHOLE, measure_key
from services.reporting.domain.measures import definition_at, parts_at
from services.reporting.domain.periods import Period
from services.reporting.domain.roll_ups import Reported, Value, by_period, period_figures, roll_up
from services.reporting.domain.targets import attained, standing
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, moment_of, names_for
from shared.calendar import from_wire, local_date
from shared.tenancy import TenantId


class IndicatorUnknown(Exception):
    """The tenant has no indicator of that id, or had none that was known then."""


class Indicators:
    """Reads the values of the periods that are asked for; the cost follows units and periods, not tasks."""

    def __init__(self, live: LiveFigures) -> None:
        self._live = live

    async def listed(self, tenant: TenantId, question: Question) -> IndicatorList:
        """Every indicator with its newest figures and how far its target is."""

        async def ask(figures: Figures) -> IndicatorList:
            moment = await moment_of(figures, tenant, question)
            lines = [
                line_of(state, await newest(figures, tenant, state["id"], question), question)
                for document in await figures.definitions(tenant, INDICATOR)
                if (state := definition_at(document, question.bound, question.known))
            ]
            return IndicatorList(**moment.model_dump(), tenant=tenant, indicators=lines)

        return await self._live.asked(tenant, ask)

    async def series(self, tenant: TenantId, key: str, question: Question, periods: int) -> IndicatorSeries:
        """The newest periods first. Raises IndicatorUnknown."""
        return await self._live.asked(tenant, partial(_series, tenant, key, question, periods))


async def _series(tenant: TenantId, key: str, question: Question, periods: int, figures: Figures) -> IndicatorSeries:
    moment = await moment_of(figures, tenant, question)
    document = await figures.definition(tenant, measure_key(INDICATOR, key))
    state = definition_at(document, question.bound, question.known) if document else None
    if state is None:
        raise IndicatorUnknown(key)
    reported = await reported_periods(figures, tenant, key, question, periods)
    names = await names_for(figures, tenant, question)
    return IndicatorSeries(
        **moment.model_dump(),
        tenant=tenant,
        indicator=line_of(state, reported[0] if reported else None, question),
        periods=[period_figures(one, state["units"], names) for one in reported],
    )


async def newest(figures: Figures, tenant: TenantId, key: str, question: Question) -> Reported | None:
    found = await reported_periods(figures, tenant, key, question, 1)
    return found[0] if found else None


async def reported_periods(
    figures: Figures, tenant: TenantId, key: str, question: Question, most: int
) -> list[Reported]:
    """The newest periods of which something was reported, the newest first; no more is read than they need."""
    values: list[Value] = []
    last_days: set[str] = set()
    async for value in _values_at(figures.values(tenant, key), question):
        last_days.add(value["last_day"])
        if len(last_days) > most:
            break
        values.append(value)
    return by_period(sorted(values, key=lambda value: (value["last_day"], value["period"]), reverse=True))[:most]


async def period_of(
    figures: Figures, tenant: TenantId, key: str, question: Question, period: Period
) -> Reported | None:
    documents = figures.values(tenant, key, period.last_day.isoformat())
    found = by_period([value async for value in _values_at(documents, question)])
    return next((one for one in found if one.period == period.text), None)


async def _values_at(documents: AsyncIterator[Document], question: Question) -> AsyncIterator[Value]:
    async for document in documents:
        value = parts_at(document, question.bound, question.known).get(WHOLE)
        if value is not None:
            yield value


def line_of(state: dict[str, Any], reported: Reported | None, question: Question) -> IndicatorLine:
    today = local_date(from_wire(question.at)).isoformat()
    latest = None
    if reported is not None:
        total = roll_up(reported, state["units"])
        latest = LatestFigures(period=reported.period, last_day=reported.last_day, total=total)
    found = attained(latest, state["baseline"], today)
    shown = {name: state[name] for name in IndicatorLine.model_fields if name in state}
    target = standing(state["target"], found, today) if state["target"] else None
    return IndicatorLine(**shown | {"indicator": state["id"], "target": target, "latest": latest})
