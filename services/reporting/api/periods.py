"""A month, a quarter or a year, in a path or in a query."""

from typing import Annotated

from fastapi import Depends, Path, Query

from services.reporting.domain.periods import InvalidPeriod, Period
from shared.chassis import invalid

_LONGEST = 10
_EXAMPLES = {
    "month": {"summary": "tháng / a month", "value": "2024-10"},
    "quarter": {"summary": "quý / a quarter", "value": "2024-Q1"},
    "year": {"summary": "năm / a year", "value": "2024"},
}


def _in_path(period: Annotated[str, Path(max_length=_LONGEST, openapi_examples=_EXAMPLES)]) -> Period:
    return _parsed(period, "path.period")


def _in_query(period: Annotated[str, Query(max_length=_LONGEST, openapi_examples=_EXAMPLES)]) -> Period:
    return _parsed(period, "query.period")


def _parsed(text: str, field: str) -> Period:
    try:
        return Period.parse(text)
    except InvalidPeriod as problem:
        vi = "phải là tháng (2024-10), quý (2024-Q1) hoặc năm (2024)"
        en = "must be a month (2024-10), a quarter (2024-Q1) or a year (2024)"
        raise invalid(field, "invalid_period", vi, en) from problem


PeriodOfPath = Annotated[Period, Depends(_in_path)]
PeriodOfQuery = Annotated[Period, Depends(_in_query)]
