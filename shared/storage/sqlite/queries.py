"""Queries as SQL. The plan names the index; SQLite is told to use it, so that statistics never change what a query costs."""

from collections.abc import Sequence
from itertools import product

from shared.storage.conditions import Condition, Contains, In, Range, Scalar
from shared.storage.planning import Query
from shared.storage.specification import OWNED, CollectionSpec
from shared.storage.sqlite.tables import index_name, quoted
from shared.storage.sqlite.values import SQL_NOTHING, Column, from_body, to_column

Statement = tuple[str, list[Column]]
_BOUNDS = (("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<="))


def select(spec: CollectionSpec, query: Query, tenant: str | None, start: Sequence[Scalar], limit: int) -> Statement:
    """Bodies in the query's order, behind the key `start` where there is one, at most `limit` of them."""
    conditions = [*_confined(tenant), *(_term(spec, field, condition) for field, condition in query.rest.items())]
    if start:
        keys = ", ".join(quoted(field) for field in query.order)
        sign = "<" if query.descending else ">"
        places = ", ".join("?" for _ in start)
        conditions.append((f"({keys}) {sign} ({places})", [to_column(value) for value in start]))
    keys = ", ".join(f"{quoted(field)} AS k{number}" for number, field in enumerate(query.order))
    source = f"SELECT _body, {keys} FROM {_indexed(spec, query)}"  # noqa: S608 - checked names only
    branches = [_joined(source, [*lead, *conditions]) for lead in _leads(query)]
    direction = " DESC" if query.descending else ""
    order = ", ".join(f"k{number}{direction}" for number in range(len(query.order)))
    # SQLite merges the branches, each of which its index yields in order: nothing is sorted.
    text = " UNION ALL ".join(sql for sql, _ in branches) + f" ORDER BY {order} LIMIT ?"
    return text, [value for _, values in branches for value in values] + [limit]


def count(spec: CollectionSpec, query: Query, tenant: str) -> Statement:
    """One row with the number of documents."""
    leads = [_one_of(quoted(field), values) for field, values in query.exact.items()]
    rest = [_term(spec, field, condition) for field, condition in query.rest.items()]
    return _joined(f"SELECT count(*) FROM {_indexed(spec, query)}", [*_confined(tenant), *leads, *rest])  # noqa: S608 - checked names only


def _indexed(spec: CollectionSpec, query: Query) -> str:
    return f"{quoted(spec.name)} INDEXED BY {quoted(index_name(spec.name, query.index))}"


def _confined(tenant: str | None) -> list[Statement]:
    return [] if tenant is None else [("tenant = ?", [tenant])]


def _leads(query: Query) -> list[list[Statement]]:
    """One branch for each combination of the leading values where the index yields the order, else a single one."""
    fields = [quoted(field) for field in query.exact]
    if not query.streamed:
        return [[_one_of(field, values) for field, values in zip(fields, query.exact.values(), strict=True)]]
    return [
        [(f"{field} = ?", [to_column(value)]) for field, value in zip(fields, combination, strict=True)]
        for combination in product(*query.exact.values())
    ]


def _joined(source: str, conditions: Sequence[Statement]) -> Statement:
    text = " AND ".join(sql for sql, _ in conditions)
    values = [value for _, some in conditions for value in some]
    return (f"{source} WHERE {text}" if text else source), values


def _term(spec: CollectionSpec, field: str, condition: Condition) -> Statement:
    column = quoted(field) if field in spec.fields or field in OWNED else from_body(field)
    if isinstance(condition, In):
        return _one_of(column, condition.values)
    if isinstance(condition, Range):
        return _within(column, condition)
    if isinstance(condition, Contains):
        return f"typeof({column}) = 'text' AND instr({column}, ?) > 0", [condition.text]
    return f"{column} = ?", [to_column(condition)]


def _one_of(column: str, values: Sequence[Scalar]) -> Statement:
    places = ", ".join("?" for _ in values)
    return f"{column} IN ({places})", [to_column(value) for value in values]


def _within(column: str, bounds: Range) -> Statement:
    """Values of the bounds' own type only, as MongoDB has it: the types lie one after another, so each has its borders."""
    given = [(sign, to_column(value)) for name, sign in _BOUNDS if (value := getattr(bounds, name)) is not None]
    if len({type(value) for _, value in given}) > 1:
        return "0", []
    border = {int: (f"> {SQL_NOTHING}", "< ''"), str: (">= ''", "< x''"), bytes: (">= x''", "<= x'01'")}
    terms = [f"{column} {sign} ?" for sign, _ in given]
    lowest, highest = border[type(given[0][1])]
    terms += [f"{column} {lowest}"] * (bounds.gt is None and bounds.gte is None)
    terms += [f"{column} {highest}"] * (bounds.lt is None and bounds.lte is None)
    return " AND ".join(terms), [value for _, value in given]
