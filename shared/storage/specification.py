"""What a service declares about its collections; adapters create tables and indexes from it at start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Index:
    """Top-level fields in order. The tenant is the index's first field and is not written here.

    A spanning index has no tenant in front: it serves queries across tenants, such as sweeps.
    """

    fields: tuple[str, ...]
    unique: bool = False
    spanning: bool = False


@dataclass(frozen=True, slots=True)
class CollectionSpec:
    """A collection's name and every index that its queries use.

    `text` names top-level string fields that `Contains` may search, as a residual filter.
    """

    name: str
    indexes: tuple[Index, ...] = ()
    text: tuple[str, ...] = ()
