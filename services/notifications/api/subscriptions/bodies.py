"""What is sent to the door of subscriptions."""

from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from services.notifications.domain.subscriptions.subscription import Wish
from shared.chassis.validation import invalid

_URL = "https; where it leads is checked whenever something is sent"
_TYPES = "Types of the catalogue (docs/events.md), or how they begin: `vn.tiendo.task.*`, `*`"
_UNITS = "Only events that name one of these units; none: all events"

Url = Annotated[str, Field(description=_URL, min_length=1, max_length=2_000)]
Types = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]], Field(description=_TYPES, min_length=1, max_length=50)
]
Units = Annotated[list[Annotated[str, Field(min_length=1, max_length=80)]], Field(description=_UNITS, max_length=200)]
Description = Annotated[str, Field(description="For people who look through the list", max_length=200)]

NEW: dict[str, Any] = {
    "ioc": {
        "summary": "IOC nghe tiến độ nhiệm vụ / the IOC hears of the progress of tasks",
        "value": {
            "url": "https://ioc.example.vn/tiendo",
            "types": ["vn.tiendo.task.*", "vn.tiendo.model.status-changed.v1"],
            "units": [],
            "description": "IOC tỉnh",
        },
    }
}
CHANGE: dict[str, Any] = {
    "narrower": {
        "summary": "Chỉ nghe một đơn vị / hears of one unit only",
        "value": {"units": ["NA-STP"]},
    }
}
ROTATION: dict[str, Any] = {
    "day": {"summary": "Khóa cũ dùng thêm một ngày / the old one lives for a day", "value": {"old_hours": 24}}
}
REPLAY: dict[str, Any] = {
    "after": {"summary": "Từ sau số 4120 / what follows number 4120", "value": {"after": 4120}},
    "since": {
        "summary": "Từ một thời điểm / from a time on",
        "value": {"since": "2024-10-28T01:00:00Z"},
    },
}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewSubscription(_Body):
    url: Url
    types: Types
    units: Units = []
    description: Description = ""

    @property
    def wish(self) -> Wish:
        return Wish.model_validate(self.model_dump())


class SubscriptionChange(_Body):
    """What is left out stays. Another address has to answer the challenge anew."""

    url: Url | None = None
    types: Types | None = None
    units: Units | None = None
    description: Description | None = None

    @property
    def given(self) -> dict[str, Any]:
        """Lists as the domain keeps them."""
        named = self.model_dump(exclude_none=True)
        return {name: tuple(value) if isinstance(value, list) else value for name, value in named.items()}


class Rotation(_Body):
    old_hours: int = Field(default=24, ge=0, le=168, description="How long the old secret signs beside the new one")


class Replay(_Body):
    """One of both."""

    after: int | None = Field(default=None, ge=0, le=10**12, description="What follows the event of this number")
    since: AwareDatetime | None = Field(default=None, description="What was recorded from this time on")

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.after is None) == (self.since is None):
            raise PydanticCustomError(
                "after_or_since", "give either after or since", {"vi": "cần một trong hai: after hoặc since"}
            )
        return self


def beyond_journal() -> Exception:
    return invalid("body.after", "beyond_journal", "nhật ký chưa đến số này", "the journal does not reach so far")
