"""What a PromQL expression names."""

from collections.abc import Mapping
from typing import Any

import promql_parser

from tests.operations.published import TARGET

_PLACEHOLDERS = {"$__rate_interval": "1m", "$service": ".*", "$tenant": ".*"}


def filled(expr: str) -> str:
    """With Grafana's variables replaced, as Grafana does before it asks."""
    for placeholder, value in _PLACEHOLDERS.items():
        expr = expr.replace(placeholder, value)
    return expr


def series_in(expr: str) -> set[str]:
    return {str(selector.name) for selector in _selectors(promql_parser.parse(expr))}


def kept_labels(expr: str) -> set[str]:
    """What the aggregations of an expression group by."""
    return {label for aggregate in _aggregates(promql_parser.parse(expr)) for label in _grouping(aggregate)}


def mistakes(expr: str, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Unknown series, filters on labels that a series lacks, and groupings by labels that nothing inside carries."""
    parsed = promql_parser.parse(expr)
    selectors = _selectors(parsed)
    found = [f"unknown series {each.name}" for each in selectors if each.name not in known]
    for each in selectors:
        filters = {matcher.name for matcher in each.matchers.matchers}
        found += [f"{each.name} has no label {label}" for label in filters - known.get(each.name, filters) - TARGET]
    for aggregate in _aggregates(parsed):
        inside = frozenset[str]().union(*(known.get(each.name, ()) for each in _selectors(aggregate.expr)))
        found += [f"nothing to group by {label} in {expr}" for label in _grouping(aggregate) - inside - TARGET]
    return found


def _selectors(parsed: Any) -> list[Any]:
    return _collect(parsed, promql_parser.VectorSelector)


def _aggregates(parsed: Any) -> list[Any]:
    return _collect(parsed, promql_parser.AggregateExpr)


def _grouping(aggregate: Any) -> set[str]:
    return set(aggregate.modifier.labels) if aggregate.modifier else set()


def _collect(parsed: Any, kind: type) -> list[Any]:
    found: list[Any] = []

    def visit(node: Any) -> bool:
        if isinstance(node, kind):
            found.append(node)
        return True

    promql_parser.walk(parsed, visit)
    return found
