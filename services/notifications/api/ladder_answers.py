"""The shapes of ladders in answers, and the one that the documentation shows."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.ladder import MonthMark, Rung
from services.notifications.domain.ladder_settings import LadderVersion
from services.notifications.domain.ladder_wishes import LineWish, ObligationKind
from services.notifications.ports import VersionPage
from shared.events.envelope import Instant

_GENERAL: list[dict[str, Any]] = [
    {"days": -3, "to": ["officers", "head"]},
    {"days": 1, "to": ["head"], "holds": 2},
    {"days": 3, "to": ["standing_agency"], "holds": 2},
    {"days": 10, "to": ["chairman"]},
]
_REPORTS: list[dict[str, Any]] = [{"days": 0, "to": ["head"]}, {"days": 1, "to": ["head", "office"]}]
EXAMPLE: dict[str, Any] = {
    "lines": [{"steps": _GENERAL}, {"kinds": ["periodic_report"], "steps": _REPORTS}],
    "note": "Quyết định 12/QĐ-UBND",
}


def _shown(step: dict[str, Any]) -> dict[str, Any]:
    days = step["days"]
    return {"name": f"T{days:+d}" if days else "T", "mark": None, "holds": 0, **step}


_ANSWER = {
    "version": 1,
    "set_at": "2024-10-28T01:00:00.000000Z",
    "set_by": "standing_officer",
    "note": EXAMPLE["note"],
    "lines": [
        {"kinds": line.get("kinds", []), "steps": [_shown(step) for step in line["steps"]]} for line in EXAMPLE["lines"]
    ],
}


class StepAnswer(BaseModel):
    name: str = Field(description="A step is told once for an obligation, a deadline and a name")
    days: int | None = Field(description="Working days after the last working day in time; negative: before it")
    mark: MonthMark | None = Field(description="Start or middle of the month, for deadlines known to the month only")
    to: list[Rung]
    holds: int = Field(description="Working days by which what goes higher comes later once this is acknowledged")


class LineAnswer(BaseModel):
    """The steps for some kinds of obligations; the line without kinds is for all others."""

    kinds: list[ObligationKind]
    steps: list[StepAnswer]


class LadderAnswer(BaseModel):
    """`version` is 0, and nobody has set it, where the tenant uses what everybody starts with."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})

    version: int
    set_at: Instant | None
    set_by: str | None = Field(description="As a role, never a person")
    note: str | None
    lines: list[LineAnswer]


class LadderHistoryAnswer(BaseModel):
    """Newest first. Pass `next` as `cursor` for what follows; null where there is no more."""

    items: list[LadderAnswer]
    next: str | None


def ladder_answer(version: LadderVersion) -> LadderAnswer:
    return LadderAnswer(
        version=version.version,
        set_at=version.set_at,
        set_by=version.set_by,
        note=version.wish.note,
        lines=[_line(line) for line in version.wish.lines],
    )


def history_answer(page: VersionPage) -> LadderHistoryAnswer:
    return LadderHistoryAnswer(items=[ladder_answer(version) for version in page.items], next=page.next)


def _line(line: LineWish) -> LineAnswer:
    steps = [StepAnswer(name=step.name, **step.model_dump()) for step in line.steps]
    return LineAnswer(kinds=list(line.kinds), steps=steps)
