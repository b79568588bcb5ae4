"""Which declared index serves a query. Both adapters ask here, so a query that none serves fails on both alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from shared.storage.conditions import Condition, Contains, In, Order, Range, Scalar, Where
from shared.storage.documents import is_scalar
from shared.storage.errors import QueryNotIndexed
from shared.storage.specification import PRIMARY, CollectionSpec, Index, checked_name

_EVERYTHING = Index((), spanning=True)
_MERGED_BRANCHES = 100


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the index that serves it.

    `exact` maps the leading fields of the index that are bound to their values; `rest` holds all other conditions.
    `order` ends with a field that makes it total; `streamed` says that the index yields that order without a sort.
    """

    index: Index
    exact: dict[str, tuple[Scalar, ...]]
    rest: dict[str, Condition]
    order: tuple[str, ...] = ()
    descending: bool = False
    streamed: bool = False

    @property
    def scope(self) -> str:
        """What a cursor of this query is good for; conditions may differ, a moving `now` for example."""
        return f"{','.join(self.order)} {self.descending}"


def plan_find(spec: CollectionSpec, where: Where, order: Order) -> Query:
    """Raises QueryNotIndexed, ValueError (a malformed condition)."""
    exact, rest = _sorted_out(spec, where)
    by_id = order.field == "id" or len(exact.get(order.field, ())) == 1
    keys = ("id",) if by_id else (order.field, "id")
    indexes = [PRIMARY, *(index for index in spec.indexes if not index.spanning)]
    return _best(spec, indexes, Query(PRIMARY, exact, rest, keys, order.descending))


def plan_spanning(spec: CollectionSpec, where: Where) -> Query:
    """Raises QueryNotIndexed, ValueError (a malformed condition)."""
    exact, rest = _sorted_out(spec, where)
    indexes = [index for index in spec.indexes if index.spanning]
    return _best(spec, indexes, Query(_EVERYTHING, exact, rest, ("tenant", "id")))


def plan_count(spec: CollectionSpec, where: Where) -> Query:
    """Raises QueryNotIndexed, ValueError (a malformed condition)."""
    exact, rest = _sorted_out(spec, where)
    indexes = [PRIMARY, *(index for index in spec.indexes if not index.spanning)]
    return _best(spec, indexes, Query(PRIMARY, exact, rest))


def _sorted_out(spec: CollectionSpec, where: Where) -> tuple[dict[str, tuple[Scalar, ...]], dict[str, Condition]]:
    exact: dict[str, tuple[Scalar, ...]] = {}
    rest: dict[str, Condition] = {}
    for field, condition in where.items():
        checked_name(field)
        if isinstance(condition, Range):
            rest[field] = _checked_range(field, condition)
        elif isinstance(condition, Contains):
            rest[field] = _checked_search(spec, field, condition)
        else:
            values = condition.values if isinstance(condition, In) else (condition,)
            exact[field] = tuple({(type(value), value): _checked(field, value) for value in values}.values())
    return exact, rest


def _checked(field: str, value: Scalar) -> Scalar:
    if not is_scalar(value):
        raise ValueError(f"{field} is compared with a text, a 64-bit integer, a boolean or null only")
    if isinstance(value, str):
        value.encode()  # a lone surrogate is a ValueError here, before a driver sees it
    return value


def _checked_range(field: str, condition: Range) -> Range:
    bounds = [condition.gt, condition.gte, condition.lt, condition.lte]
    if all(bound is None for bound in bounds):
        raise ValueError(f"a range of {field} needs a bound")
    for bound in bounds:
        _checked(field, bound)
    return condition


def _checked_search(spec: CollectionSpec, field: str, condition: Contains) -> Contains:
    if field not in spec.text:
        raise QueryNotIndexed(f"{spec.name}: Contains searches declared text fields only, add {field!r} to text")
    _checked(field, condition.text)
    return condition


def _best(spec: CollectionSpec, indexes: Iterable[Index], query: Query) -> Query:
    served = [candidate for index in indexes if (candidate := _served(index, query)) is not None]
    if not served:
        raise QueryNotIndexed(_advice(spec, query))
    return max(served, key=_merit)


def _served(index: Index, query: Query) -> Query | None:
    """The port's rule: fields held to values lead, then comes the order's field or a range; Contains is always residual."""
    leading = _leading(index, query)
    after_lead = index.behind_tenant[len(leading) :]
    following = after_lead[0] if after_lead else ""
    bounded = following in query.exact or isinstance(query.rest.get(following), Range)
    in_order = following in query.order[:1] or not query.order or (index.unique and not after_lead)
    narrowed = bounded or bool(leading) or not _narrows(query)
    if not narrowed or not (in_order or bounded):
        return None
    exact = {field: query.exact[field] for field in leading}
    others = {field: _as_condition(values) for field, values in query.exact.items() if field not in exact}
    streamed = _is_streamed(index, after_lead, query) and prod(map(len, exact.values())) <= _MERGED_BRANCHES
    return Query(index, exact, others | query.rest, query.order, query.descending, streamed)


def _narrows(query: Query) -> bool:
    return bool(query.exact) or any(isinstance(condition, Range) for condition in query.rest.values())


def _leading(index: Index, query: Query) -> tuple[str, ...]:
    """The fields in front that are held to values; the order's own field is left to give the order."""
    count = 0
    columns = index.behind_tenant
    while count < len(columns) and columns[count] in query.exact and columns[count] not in query.order[:1]:
        count += 1
    return columns[:count]


def _is_streamed(index: Index, after_lead: tuple[str, ...], query: Query) -> bool:
    if not query.order:
        return False
    if index.unique:
        return after_lead == query.order[: len(after_lead)]
    return after_lead[: len(query.order)] == query.order


def _as_condition(values: tuple[Scalar, ...]) -> Condition:
    return values[0] if len(values) == 1 else In(values)


def _merit(query: Query) -> tuple[bool, int, bool, int]:
    columns = query.index.behind_tenant
    following = columns[len(query.exact)] if len(columns) > len(query.exact) else None
    return query.streamed, len(query.exact), following in query.rest, -len(columns)


def _advice(spec: CollectionSpec, query: Query) -> str:
    ranges = [field for field, condition in query.rest.items() if isinstance(condition, Range)]
    last = [field for field in query.order[:1] if field not in {"id", "tenant"}] or ranges[:1]
    fields = tuple(dict.fromkeys([*query.exact, *last]))
    spanning = ", spanning=True" if query.order[:1] == ("tenant",) else ""
    return f"{spec.name}: no declared index serves this query, Index({fields!r}{spanning}) would"
