"""What every payload looks like: the fields that changed, the full state afterwards, and what was done and why."""

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, computed_field


class Contract(BaseModel):
    """Inside a version a contract only gains fields with defaults; readers ignore what they do not know."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", populate_by_name=True, serialize_by_alias=True, hide_input_in_errors=True
    )


class Source(StrEnum):
    """Where a record comes from. Synthetic records are sample data and are labelled so wherever a person sees them."""

    SEED = "seed"
    BACKGROUND = "background"
    SYNTHETIC = "synthetic"
    ENTERED = "entered"


class Snapshot(Contract):
    """The full state of one entity after the event; `version` is its ETag."""

    id: str = Field(description="Unique in its tenant and sort; equals the event's subject")
    tenant: str = Field(description="The province or the central level that owns the entity")
    version: int = Field(description="Counts the entity's changes from 1; what HTTP shows as ETag")
    source: Source = Field(default=Source.ENTERED, description="Where the record comes from")
    source_ref: str | None = Field(default=None, description="The text or document that the record is taken from")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sample(self) -> bool:
        """True for synthetic records, which are labelled as sample data wherever they are shown."""
        return self.source is Source.SYNTHETIC


class Payload(Contract):
    """`before` holds the old values of changed fields, null when the entity is new."""

    TYPE: ClassVar[str]
    before: dict[str, Any] | None = Field(
        default=None, description="Old values of the fields that changed; null when the entity is new"
    )
