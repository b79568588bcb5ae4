"""Queries as MongoDB filters: plain dictionaries, so that the driver stays in one module."""

import re
from collections.abc import Sequence
from typing import Any

from shared.storage.conditions import Condition, Contains, In, Range, Scalar
from shared.storage.planning import Query
from shared.storage.specification import OWNED, PRIMARY, CollectionSpec

Filter = dict[str, Any]
Sort = list[tuple[str, int]]

_AFTER_EVERY_KEY = "0"
"""The character that follows the slash between tenant and id: `79/…` lies between `79/` and `790`."""


def stored_id(tenant: str, key: str) -> str:
    """`tenant/id`; a tenant id has no slash, so no two pairs share one."""
    return f"{tenant}/{key}"


def confined(spec: CollectionSpec, query: Query, tenant: str | None) -> list[Filter]:
    """All conditions of the query. The tenant's is a clause of its own, so that no other condition can replace it."""
    by_id = tenant is not None and query.index == PRIMARY
    clauses: list[Filter] = []
    if by_id:
        clauses.append({"_id": {"$gte": f"{tenant}/", "$lt": f"{tenant}{_AFTER_EVERY_KEY}"}})
    elif tenant is not None:
        clauses.append({"tenant": tenant})
    exact: dict[str, Condition] = {field: In(values) for field, values in query.exact.items()}
    for field, condition in (exact | query.rest).items():
        if by_id and field == "id":
            clauses.append({"_id": _compared(_prefixed(tenant or "", condition))})
        elif field in OWNED or field in spec.fields:
            clauses.append({field: _compared(condition)})
        else:
            # A condition on an undeclared field would otherwise match lists that contain the value.
            clauses.append({field: _compared(condition) | {"$not": {"$type": "array"}}})
    return clauses


def behind(query: Query, tenant: str | None, start: Sequence[Scalar]) -> Filter:
    """Documents that sort after the key `start`."""
    if len(query.order) == 1:
        return _id_behind(query, tenant, start[0])
    field, tie = query.order
    value, last = start
    sign = "$lt" if query.descending else "$gt"
    same = {field: value, tie: {sign: last}}
    if value is None:
        return same if query.descending else {"$or": [same, {field: {"$ne": None}}]}
    further = [{field: {sign: value}}, same]
    return {"$or": [*further, {field: None}] if query.descending else further}


def sorting(query: Query, tenant: str | None) -> Sort:
    """The query's order. A unique index has no id at its end and needs none while its other fields are held to one value."""
    direction = -1 if query.descending else 1
    if tenant is not None and query.index == PRIMARY:
        return [("_id" if field == "id" else field, direction) for field in query.order]
    fields: Sequence[str] = query.order
    if query.index.unique and all(len(values) == 1 for values in query.exact.values()):
        fields = [field for field in query.order if field in query.index.columns] or query.order
    return [(field, direction) for field in fields]


def _id_behind(query: Query, tenant: str | None, last: Scalar) -> Filter:
    sign = "$lt" if query.descending else "$gt"
    if tenant is not None and query.index == PRIMARY:
        return {"_id": {sign: stored_id(tenant, str(last))}}
    return {"id": {sign: last}}


def _compared(condition: Condition) -> Filter:
    if isinstance(condition, In):
        return {"$in": list(condition.values)} if len(condition.values) != 1 else {"$eq": condition.values[0]}
    if isinstance(condition, Range):
        bounds = {f"${name}": getattr(condition, name) for name in ("gt", "gte", "lt", "lte")}
        return {sign: bound for sign, bound in bounds.items() if bound is not None}
    if isinstance(condition, Contains):
        return {"$regex": re.escape(condition.text).replace("\0", r"\x00")}
    return {"$eq": condition}


def _prefixed(tenant: str, condition: Condition) -> Condition:
    """The condition on an id as one on `_id`. An id is a text, so values of other types match nothing."""
    if isinstance(condition, In):
        return In(tuple(stored_id(tenant, value) for value in condition.values if isinstance(value, str)))
    if isinstance(condition, Range):
        bounds = (getattr(condition, name) for name in ("gt", "gte", "lt", "lte"))
        gt, gte, lt, lte = (stored_id(tenant, bound) if isinstance(bound, str) else None for bound in bounds)
        return Range(gt, gte, lt, lte)
    return In((stored_id(tenant, condition),)) if isinstance(condition, str) else In(())
