"""A tenant's own ladders as they are asked for: what can be set, and what is wrong with a wish."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticKnownError

from services.notifications.domain.ladder import Ladder, MonthMark, Rung, Step
from services.notifications.domain.phrases import Said

Item = TypeVar("Item")


class ObligationKind(StrEnum):
    """What can be owed; a ladder of its own may be set for each."""

    TASK = "task"
    PILOT_MODEL = "pilot_model"
    ACKNOWLEDGEMENT = "acknowledgement"
    SURVEY_RESPONSE = "survey_response"
    PERIODIC_REPORT = "periodic_report"
    URGE = "urge"
    EXPLANATION = "explanation"
    PEER_REQUEST = "peer_request"
    GUIDANCE = "guidance"
    RECOMMENDATION = "recommendation"
    COMMITMENT = "commitment"
    COPY = "copy"


def _some(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Looked at last: where an item is wrong, the item is named, and not how many are left."""
    if not items:
        raise PydanticKnownError("too_short", {"field_type": "Tuple", "min_length": 1, "actual_length": 0})
    return items


_Some = Annotated[tuple[Item, ...], AfterValidator(_some), Field(json_schema_extra={"minItems": 1})]


class _Wish(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class StepWish(_Wish):
    """One step: when, whom, and what an acknowledgement holds."""

    days: Annotated[int, Field(strict=True, ge=-30, le=30)] | None = Field(
        default=None,
        description="Working days after the last working day in time; negative: before it. Either this or `mark`",
    )
    mark: MonthMark | None = Field(
        default=None, description="Start or middle of the month, for deadlines that are known to the month only"
    )
    to: _Some[Rung] = Field(max_length=len(Rung), description="Who is told, along the line upwards")
    holds: Annotated[int, Field(strict=True, ge=0, le=10)] = Field(
        default=0,
        description="Working days by which everything that goes higher comes later, once the highest level told here has "
        "acknowledged it; 0: an acknowledgement is noted and holds nothing",
    )

    @property
    def name(self) -> str:
        """`T-7`, `T`, `T+3`, `month-start`: by it a step is told once for a deadline."""
        if self.mark is not None:
            return f"month-{self.mark.value}"
        return f"T{self.days:+d}" if self.days else "T"


class LineWish(_Wish):
    """The steps for some kinds of obligations; the line without kinds is for all others."""

    kinds: tuple[ObligationKind, ...] = Field(
        default=(), max_length=len(ObligationKind), description="Empty in the general line"
    )
    steps: _Some[StepWish] = Field(max_length=20)

    @property
    def ladder(self) -> Ladder:
        return tuple(Step(each.name, each.to, each.days or 0, each.mark, each.holds) for each in self.steps)


class NewLadder(_Wish):
    """All ladders of a tenant at once: the general line, and lines for single kinds."""

    lines: _Some[LineWish] = Field(max_length=len(ObligationKind) + 1)
    note: str | None = Field(default=None, max_length=500, description="Why, or by which document")


class Fault(NamedTuple):
    """What is wrong with one field of a wish; `code` is stable."""

    field: str
    code: str
    message: Said


class InvalidLadder(Exception):
    """The wish contradicts itself, or leaves somebody out who must be told."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults


_GENERAL = Said("phải có đúng một dòng chung, không nêu loại", "exactly one line must name no kinds")
_KIND_TWICE = Said("loại việc này đã có ở dòng khác", "this kind has a line already")
_WHEN = Said("phải có đúng một trong hai: days hoặc mark", "either days or mark must be given, and not both")
_STEP_TWICE = Said("mốc này đã có trong dòng", "this line has a step at that time already")
_RUNG_TWICE = Said("cấp này được nêu hai lần", "a level is named twice")
_HEAD = Said(
    "người đứng đầu đơn vị phải được nhắc ít nhất một lần", "the head of the unit must be told at least once in a line"
)


def check(wish: NewLadder) -> None:
    """Raises InvalidLadder with everything that is wrong."""
    if faults := [*_of_kinds(wish), *_of_lines(wish)]:
        raise InvalidLadder(faults)


def _of_kinds(wish: NewLadder) -> Iterator[Fault]:
    if sum(not line.kinds for line in wish.lines) != 1:
        yield Fault("lines", "one_general_line", _GENERAL)
    seen: Counter[ObligationKind] = Counter()
    for number, line in enumerate(wish.lines):
        seen.update(line.kinds)
        if any(seen[kind] > 1 for kind in line.kinds):
            yield Fault(f"lines.{number}.kinds", "kind_twice", _KIND_TWICE)


def _of_lines(wish: NewLadder) -> Iterator[Fault]:
    for number, line in enumerate(wish.lines):
        # A head who hears of nothing could not answer for it (FR-BP-05).
        if not any(Rung.HEAD in step.to for step in line.steps):
            yield Fault(f"lines.{number}.steps", "head_never_told", _HEAD)
        names: set[str] = set()
        for place, step in enumerate(line.steps):
            at = f"lines.{number}.steps.{place}"
            if (step.days is None) == (step.mark is None):
                yield Fault(f"{at}.days", "either_days_or_mark", _WHEN)
            elif step.name in names:
                yield Fault(at, "step_twice", _STEP_TWICE)
            if len(set(step.to)) < len(step.to):
                yield Fault(f"{at}.to", "level_twice", _RUNG_TWICE)
            names.add(step.name)
