"""What the routes of inspections, sessions and undertakings answer: snapshots with how they stand at this moment."""

from datetime import datetime
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

from services.tasks.api.duty_views import ReportView, report_json
from services.tasks.api.views import answer
from services.tasks.domain.duty_outcome import duty_outcome
from services.tasks.domain.outcome import Outcome
from services.tasks.ports import Committed
from services.tasks.usecases.inspecting import Aftermath
from services.tasks.usecases.meeting import Minutes
from shared.events.inspections import InspectionSnapshot
from shared.events.sessions import SessionSnapshot
from shared.events.undertakings import UndertakingSnapshot

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class RecordedInspection(InspectionSnapshot):
    sequence: int = _SEQUENCE


class InspectionPage(BaseModel):
    items: list[InspectionSnapshot]
    next: str | None = _NEXT


class UndertakingView(UndertakingSnapshot):
    """With its standing now."""

    outcome: Outcome | None


class ChangedUndertaking(UndertakingView):
    sequence: int = _SEQUENCE


class UndertakingPage(BaseModel):
    items: list[UndertakingView]
    next: str | None = _NEXT


class FollowUpView(BaseModel):
    """A task that names the inspection."""

    id: str
    title_vi: str
    lead_unit: str | None
    status: str


class InspectionView(InspectionSnapshot):
    """An inspection with what has followed from it so far."""

    undertakings: list[UndertakingView]
    follow_ups: list[FollowUpView]


class ChangedSession(SessionSnapshot):
    sequence: int = _SEQUENCE


class SessionPage(BaseModel):
    items: list[SessionSnapshot]
    next: str | None = _NEXT


class SessionView(SessionSnapshot):
    """A session with what was said there: `reports` are the units' statements."""

    reports: list[ReportView]
    undertakings: list[UndertakingView]


def session_json(session: SessionSnapshot, minutes: Minutes, now: datetime) -> dict[str, Any]:
    return session.model_dump(mode="json") | {
        "reports": [report_json(report, now) for report in minutes.statements],
        "undertakings": [undertaking_json(known, now) for known in minutes.undertakings],
    }


def undertaking_json(known: UndertakingSnapshot, now: datetime) -> dict[str, Any]:
    return known.model_dump(mode="json") | {"outcome": duty_outcome(known.obligation, now)}


def inspection_json(inspection: InspectionSnapshot, since: Aftermath, now: datetime) -> dict[str, Any]:
    return inspection.model_dump(mode="json") | {
        "undertakings": [undertaking_json(known, now) for known in since.undertakings],
        "follow_ups": [task.model_dump(mode="json", include=set(FollowUpView.model_fields)) for task in since.tasks],
    }


def changed_undertaking(committed: Committed[UndertakingSnapshot], now: datetime) -> Response:
    state = committed.state
    return answer(undertaking_json(state, now) | {"sequence": committed.sequence}, 200, state.version)
