"""The envelope: CloudEvents 1.0 in structured JSON, so that one text is stored, hashed, published and answered."""

from typing import Annotated, Any, Literal, Self

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, ValidationError, WithJsonSchema
from uuid_utils import uuid7

from shared.calendar import to_wire

CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"


class MalformedEvent(ValueError):
    """The text is not a CloudEvent of ours, or its data does not fit its type."""


def new_event_id() -> str:
    """A UUIDv7 (RFC 9562): unique, and ordered by time for people who read logs."""
    return str(uuid7())


Instant = Annotated[
    AwareDatetime,
    PlainSerializer(to_wire, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Event(BaseModel):
    """One event with its data: `time` is when it took effect, `recordedtime` when it was entered (G9)."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(description="UUIDv7, unique for ever: readers drop what they have seen")
    source: str = Field(description="The service that published the event")
    type: str = Field(description="The contract and its version")
    subject: str = Field(description="Id of the entity that the event is about")
    time: Instant = Field(description="When it took effect (UTC, microseconds)")
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str = Field(description="Name of the JSON Schema of this type")
    tenant: str = Field(description="The province or the central level; the key on Kafka")
    sequence: int = Field(ge=1, description="Gapless per tenant from 1: the only cursor there is")
    recordedtime: Instant = Field(description="When it was entered (UTC, microseconds)")
    actor: str = Field(description="A role, or role@unit; never a person's name")
    correlationid: str = Field(description="The same for everything that one request led to")
    causationid: str | None = Field(default=None, description="Id of the event that led to this one")
    traceparent: str | None = Field(default=None, description="W3C trace context of the request")
    data: dict[str, Any] = Field(description="before, after, and for changes what was done and why")

    @classmethod
    def from_json(cls, body: bytes | str) -> Self:
        """Raises MalformedEvent."""
        try:
            return cls.model_validate(orjson.loads(body))
        except (ValidationError, orjson.JSONDecodeError) as problem:
            raise MalformedEvent(str(problem)) from problem
