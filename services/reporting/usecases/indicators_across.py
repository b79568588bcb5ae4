"""Provinces that measure the same, side by side, for the central level; rates are never averaged (FR-NA-23, FR-TW-16)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from services.reporting.domain import headlines
from services.reporting.domain.indicator_answers import (
    IndicatorComparison,
    IndicatorLine,
    ProvinceFigures,
    ProvincesTotal,
)
from services.reporting.domain.measure_arrivals import INDICATOR
from services.reporting.domain.measures import definition_at
from services.reporting.domain.names import Entry, provinces_on
from services.reporting.domain.periods import Period
from services.reporting.domain.roll_ups import Value, summed
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question
from services.reporting.usecases.indicators import line_of, period_of
from shared.tenancy import AcrossTenants, TenantId


@dataclass(frozen=True, slots=True)
class _Province:
    """One province: its indicator of the code as it stood in the period, and the values that count."""

    line: IndicatorLine | None = None
    values: tuple[Value, ...] = ()


class IndicatorsAcross:
    """Reads across tenants, which needs a reason (G6)."""

    def __init__(self, live: LiveFigures) -> None:
        self._live = live

    async def compare(
        self, reason: AcrossTenants, code: str, period: Period, now: datetime, as_of: datetime | None
    ) -> IndicatorComparison:
        question = Question(now=now, as_of=as_of)
        tenants = provinces_on(await self._live.tenants(reason), question.at)
        found = {key: await self._live.asked(key, partial(_look, key, code, period, question)) for key in tenants}
        lines = [_line(tenants[key], key, province) for key, province in found.items()]
        lines.sort(key=lambda line: (not line.reported, line.tenant))
        reported = sum(line.reported for line in lines)
        return IndicatorComparison(
            code=code,
            period=period.text,
            as_of=question.at,
            provinces=lines,
            total=ProvincesTotal(**_total(list(found.values())), reported_by=reported, of=len(lines)),
            headline=headlines.of_comparison(reported, len(lines)),
        )


async def _look(tenant: TenantId, code: str, period: Period, question: Question, figures: Figures) -> _Province:
    for document in await figures.definitions(tenant, INDICATOR):
        state = definition_at(document, question.bound, question.known)
        if state is not None and state["code"] == code:
            reported = await period_of(figures, tenant, state["id"], question, period)
            counted = reported.counted().values() if reported else ()
            values = tuple(value for of_unit in counted for value in of_unit)
            return _Province(line_of(state, reported, question), values)
    return _Province()


def _line(name: Entry, tenant: TenantId, province: _Province) -> ProvinceFigures:
    line = province.line
    total = line.latest.total if line and line.latest else None
    return ProvinceFigures(
        **summed(province.values),
        tenant=tenant,
        name_vi=name.get("name_vi", tenant),
        name_en=name.get("name_en"),
        indicator=line.indicator if line else None,
        reported=total is not None,
        reported_by=total.reported_by if total else None,
        of=total.of if total else None,
        target=line.target if line else None,
    )


def _total(provinces: list[_Province]) -> dict[str, Any]:
    """Nothing is added up where provinces do not count the same way."""
    lines = [province.line for province in provinces if province.line and province.values]
    alike = len({(line.measure, line.unit_of_measure) for line in lines}) == 1
    return summed([value for province in provinces for value in province.values] if alike else [])
