"""Conditions of a query: a conjunction over top-level fields, nothing that a store could not serve from an index."""

from collections.abc import Mapping
from dataclasses import dataclass

Scalar = str | int | bool | None


@dataclass(frozen=True, slots=True)
class In:
    """The field holds one of the values."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The field lies between the bounds that are given, at least one; it holds a value of their type, so null is in no range."""

    gt: str | int | None = None
    gte: str | int | None = None
    lt: str | int | None = None
    lte: str | int | None = None


@dataclass(frozen=True, slots=True)
class Contains:
    """The field's text contains this text, letter by letter (callers fold case and diacritics on both sides)."""

    text: str


Condition = Scalar | In | Range | Contains
Where = Mapping[str, Condition]


@dataclass(frozen=True, slots=True)
class Order:
    """Sorts by one field, then by id in the same direction; documents without the field come first (last when descending)."""

    field: str = "id"
    descending: bool = False
