"""What the routes answer: snapshots with what is derived from them at this moment."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import orjson
from fastapi import Response
from pydantic import BaseModel, Field

from services.tasks.domain.outcome import Outcome, standing
from services.tasks.domain.telling import What, tell
from services.tasks.domain.works.clarity import missing
from services.tasks.domain.works.work import Work
from services.tasks.ports import Committed
from services.tasks.usecases.clarifying import Yardstick
from services.tasks.usecases.looking import Around
from shared.calendar import to_wire
from shared.events import (
    Event,
    GroupSnapshot,
    ModelSnapshot,
    PlanSnapshot,
    Snapshot,
    TaskSnapshot,
    TenantSnapshot,
    UnitSnapshot,
    payload_of,
)
from shared.events.clarity import Criterion
from shared.events.envelope import Instant

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class ClarityView(BaseModel):
    """What is not clear about the task, by the criteria that the tenant chose (FR-NA-15)."""

    preset: str
    missing: list[Criterion]
    clear: bool


class ChildrenView(BaseModel):
    """How many of the units that it was assigned to are done; those that were cancelled are not counted."""

    done: int
    total: int


class SuggestionView(BaseModel):
    """A change that may have to follow that of a linked work; nothing is changed by itself (FR-NT-20)."""

    update: Literal["task", "pilot_model"]
    task: str
    task_status: str
    text_vi: str
    text_en: str


class TaskView(TaskSnapshot):
    """A task with its standing now. `outcome` is null for cancelled work; `due_soon` means within seven days."""

    clarity: ClarityView
    outcome: Outcome | None
    done: bool
    overdue: bool
    due_soon: bool


class ModelView(ModelSnapshot):
    """A pilot model with its standing now."""

    kind: Literal["pilot_model"]
    outcome: Outcome | None
    done: bool
    overdue: bool
    due_soon: bool


class OneTask(TaskView):
    children: ChildrenView | None = Field(description="Null where it is not assigned to a class of units")
    unmet_periods: list[str] = Field(description="Periods of a regular task that are over and were not met")


class OneModel(ModelView):
    suggestions: list[SuggestionView]


class ChangedTask(TaskView):
    sequence: int = _SEQUENCE


class ChangedModel(ModelView):
    sequence: int = _SEQUENCE


class RegisteredTenant(TenantSnapshot):
    sequence: int = _SEQUENCE


class RegisteredUnit(UnitSnapshot):
    sequence: int = _SEQUENCE


class RegisteredPlan(PlanSnapshot):
    sequence: int = _SEQUENCE


class RegisteredGroup(GroupSnapshot):
    sequence: int = _SEQUENCE


class WorkPage(BaseModel):
    items: list[TaskView | ModelView]
    next: str | None = _NEXT
    total: int | None = Field(description="How many on all pages; null where `total` was not asked for")


class TenantPage(BaseModel):
    items: list[TenantSnapshot]
    next: str | None = _NEXT


class UnitPage(BaseModel):
    items: list[UnitSnapshot]
    next: str | None = _NEXT


class PlanPage(BaseModel):
    items: list[PlanSnapshot]
    next: str | None = _NEXT


class GroupPage(BaseModel):
    items: list[GroupSnapshot]
    next: str | None = _NEXT


class Happening(BaseModel):
    """Something that happened: when it took effect, when it was entered, in which role, what changed and why."""

    sequence: int
    id: str
    type: str
    what: What
    time: Instant = Field(description="When it took effect")
    recordedtime: Instant = Field(description="When it was entered")
    actor: str = Field(description="role, or role@unit")
    role: str
    unit: str | None
    version: int
    status: str
    before: dict[str, Any] | None = Field(description="Old values of the fields that changed")
    change: dict[str, Any] | None = Field(description="What was done and why")
    summary_vi: str
    summary_en: str


class HistoryPage(BaseModel):
    items: list[Happening]
    next: str | None = _NEXT


def answer(content: Any, status: int = 200, version: int | None = None) -> Response:
    """JSON, with the version as ETag where one thing is answered."""
    headers = {} if version is None else {"etag": f'"{version}"'}
    return Response(orjson.dumps(content), status, headers, "application/json")


def registered(committed: Committed[Snapshot], status: int = 201) -> Response:
    """The state and the number of its event."""
    state = committed.state
    return answer(state.model_dump(mode="json") | {"sequence": committed.sequence}, status, state.version)


def page(items: Sequence[Snapshot], after: str | None) -> Response:
    return answer({"items": [item.model_dump(mode="json") for item in items], "next": after})


def work_json(work: Work, now: datetime, by: Yardstick) -> dict[str, Any]:
    """The snapshot with its standing; TaskView and ModelView describe it."""
    own = {"kind": "pilot_model"} if isinstance(work, ModelSnapshot) else {"clarity": _clarity(work, by)}
    return work.model_dump(mode="json") | own | dataclasses.asdict(standing(work, now))


def around_json(work: Work, around: Around) -> dict[str, Any]:
    """What OneTask and OneModel have besides."""
    if isinstance(work, ModelSnapshot):
        return {"suggestions": [dataclasses.asdict(one) for one in around.suggestions]}
    children = around.children and dict(zip(("done", "total"), around.children, strict=True))
    return {"children": children, "unmet_periods": list(around.unmet)}


def _clarity(task: TaskSnapshot, by: Yardstick) -> dict[str, Any]:
    unclear = missing(task, by.criteria)
    return {"preset": by.preset, "missing": unclear, "clear": not unclear}


def changed(committed: Committed[Work], now: datetime, by: Yardstick, status: int = 200) -> Response:
    """The work after the command, and the number of the command's last event."""
    state = committed.state
    return answer(work_json(state, now, by) | {"sequence": committed.sequence}, status, state.version)


def happening_json(event: Event) -> dict[str, Any]:
    """Happening describes it. Raises MalformedEvent."""
    told, after = tell(payload_of(event)), event.data["after"]
    role, _, unit = event.actor.partition("@")
    return {
        "sequence": event.sequence,
        "id": event.id,
        "type": event.type,
        "what": told.what,
        "time": to_wire(event.time),
        "recordedtime": to_wire(event.recordedtime),
        "actor": event.actor,
        "role": role,
        "unit": unit or None,
        "version": after["version"],
        "status": after["status"],
        "before": event.data["before"],
        "change": event.data.get("change"),
        "summary_vi": told.summary.vi,
        "summary_en": told.summary.en,
    }
