"""Roll-ups of indicators: sums over sums, with who reported and who did not (FR-NA-22, FR-NA-23, FR-NT-14, FR-TW-07)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.indicator_answers import (
    CriterionCount,
    ItemFigures,
    PeriodFigures,
    RollUp,
    Sum,
    UnitFigures,
)
from services.reporting.domain.names import Names
from services.reporting.domain.tallies import percent

Value = dict[str, Any]
"""What a unit reported, as it stood at the instant asked for."""
CRITERIA = ("correct", "complete", "clean", "live")
_FULLY = 100
_TENANT = {"name_vi": "Toàn tỉnh, thành phố", "name_en": "The whole tenant", "sample": False}


@dataclass(frozen=True, slots=True)
class Reported:
    """Values of one period by unit; empty text stands for the tenant as a whole."""

    period: str
    last_day: str
    units: dict[str, list[Value]]

    def counted(self) -> dict[str, list[Value]]:
        """Units' values, or the tenant's own where there are none: the same is never counted twice."""
        of_units = {unit: values for unit, values in self.units.items() if unit}
        return {unit: _told_once(values) for unit, values in (of_units or self.units).items()}


def by_period(values: Iterable[Value]) -> list[Reported]:
    """In the order in which their periods come."""
    found: dict[str, Reported] = {}
    for value in values:
        reported = found.setdefault(value["period"], Reported(value["period"], value["last_day"], defaultdict(list)))
        reported.units[value["unit"] or ""].append(value)
    return list(found.values())


def roll_up(reported: Reported, expected: Sequence[str]) -> RollUp:
    """`expected` are the units that report; without any the tenant reports as a whole."""
    counted = reported.counted()
    everything = [value for values in counted.values() for value in values]
    return RollUp(
        **summed(everything),
        reported_by=len(counted),
        of=len(_listed(counted, expected)),
        confirmed=sum(all(value["status"] == "confirmed" for value in values) for values in counted.values()),
        corrected=sum(any(value["edition"] > 1 for value in values) for values in counted.values()),
    )


def period_figures(reported: Reported, expected: Sequence[str], names: Names) -> PeriodFigures:
    counted = reported.counted()
    items: defaultdict[str | None, list[Value]] = defaultdict(list)
    for values in counted.values():
        for value in values:
            items[value["item"]].append(value)
    return PeriodFigures(
        period=reported.period,
        last_day=reported.last_day,
        total=roll_up(reported, expected),
        by_unit=[_unit(unit, counted.get(unit, []), names) for unit in _listed(counted, expected)],
        by_item=[
            ItemFigures(item=item, reported_by=len(values), **summed(values))
            for item, values in sorted(items.items(), key=lambda pair: pair[0] or "")
        ],
    )


def summed(values: Sequence[Value]) -> dict[str, Any]:
    """The fields of Sum. A sum of nothing is not 0."""
    figures = [value["figures"] for value in values]
    numerator = _sum(one["numerator"] for one in figures)
    denominator = _sum(one["denominator"] for one in figures)
    rate = None if numerator is None or denominator is None else percent(numerator, denominator)
    quality = [one["quality"] for one in figures if one["quality"]]
    return Sum(numerator=numerator, denominator=denominator, rate=rate, quality=_quality(quality)).model_dump()


def _quality(assessed: Sequence[dict[str, int]]) -> dict[str, CriterionCount] | None:
    if not assessed:
        return None
    return {
        name: CriterionCount(met=sum(scores[name] == _FULLY for scores in assessed), of=len(assessed))
        for name in CRITERIA
    }


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _told_once(values: list[Value]) -> list[Value]:
    """What a unit reports over all items stands for the items."""
    return [value for value in values if value["item"] is None] or values


def _listed(counted: dict[str, list[Value]], expected: Sequence[str]) -> list[str]:
    """Units that report in the order of the definition, then others that did; the tenant where there are no units."""
    others = sorted(unit for unit in counted if unit and unit not in expected)
    return [*expected, *others] or [""]


def _unit(unit: str, values: Sequence[Value], names: Names) -> UnitFigures:
    known = names.unit(unit) if unit else _TENANT
    return UnitFigures(
        **summed(values),
        unit=unit or None,
        name_vi=known["name_vi"],
        name_en=known["name_en"],
        sample=known["sample"],
        reported=bool(values),
        confirmed=all(value["status"] == "confirmed" for value in values) if values else None,
    )
