"""How far a target is, by the formula that is printed with it (FR-NA-19, FR-NT-15, AMB-07). Exact until it is shown."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Literal

from services.reporting.domain.indicator_answers import LatestFigures, TargetStanding

_REACHES = {"=": operator.eq, ">=": operator.ge, "<=": operator.le}
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Attained:
    """Where an indicator stands, and what says so."""

    number: Fraction
    basis: Literal["value", "baseline"]
    day: str


def attained(latest: LatestFigures | None, baseline: Mapping[str, Any] | None, today: str) -> Attained | None:
    """The newest of what was reported and the baseline, on a day (2024-03-31). None: no data."""
    found = [_of_values(latest), _of_baseline(baseline, today)]
    return max((one for one in found if one is not None), key=lambda one: one.day, default=None)


def _of_values(latest: LatestFigures | None) -> Attained | None:
    if latest is None or latest.total.numerator is None:
        return None
    total = latest.total
    if total.denominator is None:
        return Attained(Fraction(latest.total.numerator), "value", latest.last_day)
    if total.denominator == 0:
        return None
    return Attained(Fraction(100 * latest.total.numerator, total.denominator), "value", latest.last_day)


def _of_baseline(baseline: Mapping[str, Any] | None, today: str) -> Attained | None:
    if baseline is None or baseline["as_of"] > today:
        return None
    return Attained(Fraction(str(baseline["value"])), "baseline", baseline["as_of"])


def standing(target: Mapping[str, Any], found: Attained | None, today: str) -> TargetStanding:
    number = _compared(target, found)
    goal = Fraction(str(target["value"]))
    met = None if number is None else bool(_REACHES[target["op"]](number, goal))
    known = found if number is not None else None
    return TargetStanding(
        **target,
        attained=None if number is None else _shown(number),
        gap=None if number is None else _shown(goal - number),
        met=met,
        overdue=None if met is None or target["due"] is None else not met and today > target["due"],
        basis=known.basis if known else None,
        basis_day=known.day if known else None,
    )


def _compared(target: Mapping[str, Any], found: Attained | None) -> Fraction | None:
    """None where there is no data, or where what was planned is not stated or nothing."""
    if found is None or target["kind"] == "absolute":
        return found.number if found else None
    if not target["planned"]:
        return None
    return 100 * found.number / Fraction(str(target["planned"]))


def _shown(number: Fraction) -> float:
    """Half-up, two decimals."""
    exact = Decimal(number.numerator) / number.denominator
    return float(exact.quantize(_HUNDREDTH, ROUND_HALF_UP))
