"""What a province asks for with its selection of key tasks."""

from typing import Annotated

from pydantic import Field

from services.tasks.domain.deadline import Due
from services.tasks.domain.values import Identifier, Line, Some, Text, Wish

_Items = Annotated[tuple[Identifier, ...], Some, Field(max_length=200, json_schema_extra={"minItems": 1})]
_UNITS = Field((), max_length=50)


class StudyWish(Wish):
    """Items that are studied as the present version of the catalogue has them; what is further on stays there."""

    items: tuple[Identifier, ...] = Field((), max_length=200, description="Codes; none: all that are in force")
    note: Text | None = Field(None, description="Whether they suit local reality")
    document: Line | None = None
    proposing_unit: Identifier | None = Field(None, description="Unit that studies and proposes")
    deciding_units: tuple[Identifier, ...] = _UNITS


class KeyProposal(Wish):
    items: _Items
    reason: Line | None = None
    document: Line | None = None


class SelectedItem(Wish):
    """The item, and the local task that carries it out, in the province's own words."""

    item: Identifier
    plan: Identifier
    group: Identifier | None = None
    title_vi: Line
    title_en: Line | None = None
    lead_unit: Identifier
    coordinating_units: tuple[Identifier, ...] = Field((), max_length=100)
    product_vi: Line | None = None
    due: Due = Due()


class KeyDecision(Wish):
    """At least one item is selected or turned down."""

    selected: tuple[SelectedItem, ...] = Field((), max_length=200)
    not_selected: tuple[Identifier, ...] = Field((), max_length=200)
    reason: Line | None = None
    document: Line | None = Field(None, description="Number and symbol of the document that decides it")


class KeyImplementation(Wish):
    """Selected items whose implementation was directed."""

    items: _Items
    document: Line | None = None
