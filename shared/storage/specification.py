"""What a service declares about its collections; adapters create tables and indexes from it at start."""

import re
from dataclasses import dataclass
from functools import cached_property

OWNED = frozenset({"id", "tenant", "revision"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Index:
    """Top-level fields in order. The tenant is the index's first field and is not written here; the id is its last.

    A spanning index has no tenant in front: it serves queries across tenants, such as sweeps. With no fields at all
    it serves a listing of the whole collection. In a unique index a missing or null field counts as a value.
    """

    fields: tuple[str, ...]
    unique: bool = False
    spanning: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All fields of the stored index. A unique one ends with its own fields, so that the id cannot make them differ."""
        if self.spanning:
            columns = self.fields if self.unique else (*self.fields, "tenant", "id")
        else:
            columns = ("tenant", *self.fields) if self.unique else ("tenant", *self.fields, "id")
        return tuple(dict.fromkeys(columns))

    @cached_property
    def behind_tenant(self) -> tuple[str, ...]:
        """The fields that a query's conditions and order may use, once its tenant is bound or left open."""
        return self.columns if self.spanning else tuple(column for column in self.columns if column != "tenant")

    @cached_property
    def name(self) -> str:
        """Unique within the collection and stable from version to version."""
        kind = "unique" if self.unique else "index"
        return ".".join(("every_tenant" if self.spanning else "tenant", kind, *self.fields))


PRIMARY = Index(())
"""Every collection has it: tenant and id, unique."""


@dataclass(frozen=True)
class CollectionSpec:
    """A collection's name and every index that its queries use.

    `text` names top-level string fields that `Contains` may search, as a residual filter. A declared field holds
    values of one scalar type, or null. Raises ValueError for names that are not lower-case words.
    """

    name: str
    indexes: tuple[Index, ...] = ()
    text: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (self.name, *self.fields):
            checked_name(name)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every declared field once, in order of declaration, without those that the store owns."""
        declared = [field for index in self.indexes for field in index.fields] + list(self.text)
        return tuple(field for field in dict.fromkeys(declared) if field not in OWNED)


def checked_name(name: str) -> str:
    """Raises ValueError unless the name is safe in every store's query language."""
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"{name!r} must be lower-case letters, digits and underscores")
    return name
