"""Many works take a step at once: each by itself, as if its command had come alone."""

from collections import Counter
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.tasks.domain.values import Identifier, Wish
from services.tasks.domain.works.steps import StatusWish

MOST = 200


class StepOf(StatusWish):
    """The step of one of them."""

    task: Identifier
    version: Annotated[int, Field(ge=1, lt=2**31)] | None = Field(
        None, description="The version that was read; as If-Match"
    )


class ManySteps(Wish):
    """Steps of different works."""

    changes: tuple[StepOf, ...] = Field(min_length=1, max_length=MOST)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        times = Counter(change.task for change in self.changes)
        if twice := next((task for task, number in times.items() if number > 1), None):
            texts = {"vi": f"{twice} có hơn một lần", "task": twice}
            raise PydanticCustomError("listed_twice", "{task} is named more than once", texts)
        return self
